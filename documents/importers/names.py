"""Headings known by name: the parts of a document that carry no number in any tradition.

>>> is_named("〈前文〉"), is_named("附　则"), is_named("本规定自公布之日起施行。")
(True, True, False)
"""

from __future__ import annotations

import re

from documents.folding import fold

#: Names of parts, by what kind of document has them; compared without spaces and brackets, folded.
NAMES = frozenset(
    fold(name, keep_spaces=False)
    for name in str.split(
        # laws and treaties
        "总则 附则 罚则 序言 序文 前言 前文 弁言 导言 引言 绪言 结语 后记 附录 释义 "
        "preamble preambule préambule preámbulo preâmbulo preambolo präambel eingangsformel schlussformel "
        "الديباجة ديباجة преамбула 전문 "
        # reports and standards
        "摘要 概述 背景 目的 范围 术语和定义 规范性引用文件 参考文献 结论 致谢 编制说明 起草说明 "
        "introduction abstract summary conclusion conclusions references bibliography acknowledgements foreword "
        "preface einleitung vorwort zusammenfassung schlussbestimmungen conclusión introducción prólogo avant-propos "
        # court cases
        "基本案情 案情简介 简要案情 案件事实 诉讼过程 审判情况 裁判结果 裁判要旨 裁判要点 裁判理由 裁判思路 裁判文书 "
        "判决结果 处理结果 执行情况 调解结果 仲裁结果 典型意义 指导意义 适用解析 案例评析 案例分析 案例注解 专家点评 "
        "法官说法 法条链接 相关法条 相关规定 关键词 要旨 争议焦点 申请人请求 推荐理由 检察机关履职情况 "
        "检察机关履职过程 检察履职情况"
    )
)
LONGEST = 40
_DRESS = "〈〉《》【】[]()（）「」『』:：.。-—·*#"
_CASE = re.compile(r"\S{2,80}(?:诉|与)\S{2,80}案$|\S{2,40}(?:申请|涉嫌|不服|等)\S{2,80}案$")


def is_named(text: str) -> bool:
    """Whether the line is the name of a part."""
    return len(text) <= LONGEST and _key(text) in NAMES


def is_case_name(text: str) -> bool:
    """Whether the line names a case by its parties: 甲诉乙合同纠纷案."""
    return 6 <= len(text) <= 100 and bool(_CASE.match(fold(text, keep_spaces=False)))


def _key(text: str) -> str:
    """A name as it is compared: without dress, in simplified characters and small letters."""
    return fold(text.strip(_DRESS + " \u3000"), keep_spaces=False)
