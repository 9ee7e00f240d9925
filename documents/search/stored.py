"""What is shown of each document, kept apart from what is searched: one compressed JSON object after another.

Whoosh's own columns would do, at 0.1 ms a document whenever segments merge; joined bytes merge at once. A document is
too short to be compressed by itself, so that what documents have in common is told beforehand.

    >>> blob, ends = pack_all([{"title": "Act"}, {}])
    >>> StoredDocuments(blob, ends)[0]
    {'title': 'Act'}
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import orjson

#: The form of a document, and words that laws have in common: a third of what is stored. Another text is another form.
COMMON = (
    "人民政府 县级以上地方各级人民政府 国务院 省、自治区、直辖市 行政主管部门 有关部门 有关规定 单位和个人 "
    "应当 不得 可以 规定 根据 按照 依照 依法 管理 监督 检查 负责 组织 实施 本条例 本法 本办法 本规定 "
    "法律、法规 行政处罚 罚款 以上 以下 万元 责令限期改正 逾期不改正的 没收违法所得 情节严重的 "
    "构成犯罪的，依法追究刑事责任 直接负责的主管人员和其他直接责任人员 给予处分 设区的市 常务委员会 "
    "人民代表大会 公民、法人和其他组织 安全 生产 建设 工程 项目 企业 经营 服务 工作 制度 措施 标准 条件 申请 "
    "审批 批准 备案 许可证 登记 公布 之日起施行 由 或者 以及 其他 下列 情形之一的 工作人员 "
    "滥用职权、玩忽职守、徇私舞弊 保护 社会 经济 发展 国家 公安机关 人民法院 shall of the and to in accordance "
    "with "
    '{"shown":{"id":"documents.section.1","pk":1,"eid":"art_1","unit":"article","path":[["chp_1","第一章","总则"],'
    '["art_1","第一条",""]],"inner":[["art_1__item_1","art_1","（一）",""],["art_1__cont_1","art_1","",""]],'
    '"lines":[["art_1",0,4,"第一条 "],["art_1__item_1",0,3,"（一）"]],"document":"","title":"","kind":"law",'
    '"issuer":"","language":"zh-Hans","date":20200101,"address":"","digest":"'
).encode()


class StoredDocuments(Sequence[dict[str, Any]]):
    """The stored fields of every document of a segment, unpacked when asked for."""

    def __init__(self, blob: np.ndarray, ends: np.ndarray) -> None:
        self.blob, self.ends = blob, ends

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, doc: Any) -> Any:
        start = int(self.ends[doc - 1]) if doc else 0
        packed = self.blob[start : int(self.ends[doc])].tobytes()
        return orjson.loads(zlib.decompressobj(zdict=COMMON).decompress(packed))

    def kept(self, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The packed bytes and the sizes of the documents whose mask is true."""
        sizes = np.diff(self.ends.astype(np.int64), prepend=0).astype(np.int64)
        return (self.blob if keep.all() else self.blob[np.repeat(keep, sizes)]), sizes[keep]


def pack(fields: dict[str, Any]) -> bytes:
    """One document's fields as they are stored."""
    packer = zlib.compressobj(1, zdict=COMMON)
    return packer.compress(as_json(fields)) + packer.flush()


def as_json(value: Any) -> bytes:
    """A value as JSON, named tuples as lists."""
    return orjson.dumps(value, default=tuple)


def pack_all(documents: Iterable[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    """The blob and the ends of documents that follow one another."""
    packed = [pack(fields) for fields in documents]
    ends = np.cumsum([len(part) for part in packed], dtype=np.uint64)
    return np.frombuffer(b"".join(packed), dtype=np.uint8), ends
