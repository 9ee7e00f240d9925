"""What a text says of itself in its title, the lines under it and its signature.

>>> root = Node("document", heading="中华人民共和国电影产业促进法", children=[
...     Node("preface", text="2016年11月7日 第十二届全国人民代表大会常务委员会第二十四次会议通过")])
>>> found = describe(root, known=Metadata())
>>> found.kind, found.adopted.isoformat(), found.issuer, found.language
('law', '2016-11-07', '全国人民代表大会常务委员会', 'zh-Hans')
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from documents.importers.blocks import Metadata
from documents.importers.dates import date_in, date_of
from documents.importers.effect import effective_of
from documents.importers.languages import language_of
from documents.importers.shapes import squeeze
from documents.outline import Node, walk

#: What the lines under a title say happened on their date; the last adoption and the last publication count.
ADOPTED = re.compile(r"通过|批准|修订|修正|制定|adopted|beschlossen|ausfertigungsdatum|通過|採択")
PUBLISHED = re.compile(
    r"公布|发布|發布|颁布|印发|發佈|published|publication|verkündet|fundstelle|来源|來源"
    r"|令\s?第[\s\d一二三四五六七八九十百〇]+[号號]\s*$"  # an order, told by its number alone
)
#: Before a date that stands behind what happened on another one: …第七次会议通过 1988年9月26日 ….
_EVENT = re.compile(r"(?<=[^（(\s\d自于至从的])\s*(?=(?:1[89]|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)")
SOURCE = re.compile(r"(?:来源|來源|source|quelle|fuente)\s?[：:]\s?(?P<source>\S.{0,60}?)\s*$", re.IGNORECASE)
NUMBER = re.compile(
    r"\S{1,12}?[〔\[［（(]\s?(?:19|20)\d\d\s?[〕\]］）)]\s?(?:第\s?)?\d{1,5}\s?[号號]"
    r"|(?:[\u4e00-\u9fff]{0,20}令\s?(?:[（(]?第\s?[\d一二三四五六七八九十百〇]{1,8}\s?[号號][）)]?))|法释\s?〔\d{4}〕\s?\d+\s?号"
)
_ISSUER = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{0,16}?(?:人民代表大会常务委员会|人民代表大会|最高人民法院|最高人民检察院|国务院办公厅|国务院|中共中央办公厅"
    r"|中共中央|人民政府办公厅|人民政府|办公厅|委员会|总局|[部局署]))"
)
#: Date, who did it, at which session or by which order, and what: 2008年8月28日 中华人民共和国国务院令第533号公布.
_ACT = re.compile(
    r"[（(]?[\d年月日〇一二三四五六七八九十]*(?P<issuer>[\u4e00-\u9fff、]{2,60}?)(?:(?:审判|检察)委员会)?(?:令|公告)?(?:第[^《》]{1,60}?)?"
    r"(?:会议)?(?:通过|批准|公布|发布|發布|颁布|修订|(?<=号)$)"
)
_AND = re.compile(r"[、\s]+")
_SESSION = re.compile(r"第[一二三四五六七八九十]+届")
_SIGNED = re.compile(r"[\u4e00-\u9fff]{2,25}(?:院|厅|部|委|会|局|署|政府|中央|办公室)$")
#: Kinds by title and front matter, the first that fits: (kind, title, front matter).
KINDS: tuple[tuple[str, str, str], ...] = (
    ("case", r"(?:诉|与)\S+案$|案例$", ""),
    ("judicial_interpretation", r"最高人民(?:法院|检察院)", ""),
    ("judicial_interpretation", "", r"法释|最高人民(?:法院|检察院)\S*(?:审判|检察)委员会"),
    (
        "policy",
        r"^(?:国务院|中共中央|国务院办公厅|中央)\S*(?:通知|意见|批复|函|答复|决定|通报|规划|纲要|方案)$",
        r"国(?:办)?(?:发|函)|中(?:办)?发",
    ),
    ("policy", r"^(?:中共中央|中央)\S*|(?:人民政府|办公厅|办公室)关于\S+(?:通知|意见|批复|函|答复|决定|方案)$", ""),
    ("admin_regulation", "", r"国务院(?:令|第\S+次常务会议|发布|批准|公布|\S{0,4}令)"),
    ("dept_rule", "", r"(?:部|局|委员会|署|总局|银行)\S{0,4}令|(?:部|总局|委员会)公?[发颁]布"),
    ("local_regulation", r"(?:省|市|自治区|自治州|自治县|县|区)\S*(?:条例|规定|办法|决定|决议|规则)$", ""),
    ("local_regulation", "", r"(?:省|市|自治区|自治州|自治县)\S{0,8}人民代表大会"),
    ("law", r"(?:(?<![办辦])法|法典|宪法)$|^中华人民共和国\S+法", ""),
    ("law", "", r"^\S*全国人民代表大会"),
    ("admin_regulation", r"条例$", ""),
    ("policy", r"(?:通知|意见|批复|函|答复)$", ""),
    ("standard", r"(?:标准|规范|规程)$", r"\bGB\b"),
    ("treaty", r"(?:公约|条约|协定|议定书|宣言|宪章)$|(?:convention|treaty|declaration|charter)\b", ""),
    ("law", r"(?:gesetz|verordnung|\bact\b|\blaw\b|constitution|regulation|directive|grundgesetz|ley\b|loi\b)", ""),
    ("dept_rule", r"(?:规定|規定|办法|辦法|规则|規則|细则|細則)$", ""),
)


def describe(root: Node, *, known: Metadata, language: str = "") -> Metadata:
    """The metadata of a document; what is `known` already, and the language if given, is kept."""
    title = known.title or root.heading
    lines = [line for node in root.children if node.kind == "preface" for line in node.paragraphs]
    signed = [line for node in root.children if node.kind == "conclusions" for line in node.paragraphs]
    front = "\n".join(squeeze(line) for line in lines)
    adopted = known.adopted or _dated(ADOPTED, lines) or _plain_date(lines) or _signed_date(signed)
    published = known.published or _dated(PUBLISHED, lines)
    latest = max((date for date in (adopted, published) if date), default=None)
    return replace(
        known,
        title=title,
        language=known.language or language or language_of(_sample(root)),
        kind=known.kind or kind_of(title, front) or _case(root),
        issuer=known.issuer or issuer_of(title, lines, signed),
        number=known.number or _first(NUMBER, lines),
        adopted=adopted,
        published=published,
        effective=known.effective or effective_of(root, lines, latest=latest),
        source=known.source or next((m["source"] for line in lines if (m := SOURCE.search(line))), ""),
    )


def _sample(root: Node, length: int = 4000) -> str:
    """The first few thousand characters of the text."""
    pieces, total = [], 0
    for node, _ in walk(root):
        pieces.append(f"{node.heading} {node.text[:length]}")
        total += len(pieces[-1])
        if total > length:
            break
    return "\n".join(pieces)


def kind_of(title: str, front: str) -> str:
    """The kind of document by its title and the lines under it; '' when neither tells."""
    name = squeeze(title) if any("\u4e00" <= c <= "\u9fff" for c in title) else title
    for kind, in_title, in_front in KINDS:
        by_title = in_title and re.search(in_title, name, re.IGNORECASE)
        by_front = in_front and re.search(in_front, front, re.MULTILINE)
        if by_title or by_front:
            return kind
    return ""


def _case(root: Node) -> str:
    """'case' for a text whose headings are those of a court case."""
    return (
        "case"
        if any(child.heading in ("基本案情", "裁判结果", "裁判要旨", "裁判要点") for child in root.children)
        else ""
    )


def issuer_of(title: str, lines: list[str], signed: list[str]) -> str:
    """Who issued the document: who signed it, whom the title names before 关于, who adopted it; '' if not said."""
    if names := [line for line in map(squeeze, signed) if _SIGNED.match(line)]:
        return " ".join(names)
    before, about, _ = title.partition("关于")
    names = [squeeze(name) for name in _AND.split(before) if name.strip()]
    if about and names and all(_ISSUER.fullmatch(name) for name in names):
        return "、".join(names)
    return next((match["issuer"] for line in lines if (match := _ACT.match(_SESSION.sub("", squeeze(line))))), "")


def _first(pattern: re.Pattern[str], lines: list[str]) -> str:
    return next((squeeze(m[0]) for line in lines if (m := pattern.search(squeeze(line)))), "")


def _dated(pattern: re.Pattern[str], lines: list[str]) -> dt.date | None:
    """The date of the last of such events that the lines tell of; a line may tell of several."""
    events = [event for line in lines for event in _EVENT.split(line)]
    dates = [date for event in events if pattern.search(event.lower()) and (date := date_in(event))]
    return dates[-1] if dates else None


def _plain_date(lines: list[str]) -> dt.date | None:
    """The date that stands alone under the title: （2022年10月29日）."""
    return next((date for line in lines if (date := date_of(line))), None)


def _signed_date(signed: list[str]) -> dt.date | None:
    return next((date for line in signed if (date := date_of(line))), None)
