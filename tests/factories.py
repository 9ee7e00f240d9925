"""Small worlds for the tests, grown from text.

    edition = grow("第一章 总则\\n  第一条 为了……\\n    （一）甲；\\n  第二条 ……")

Two spaces a level. A number opens the line; what follows is the heading of a part, chapter or section and the text of
everything else; a line in brackets such as [continuation] names its kind.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.contrib.auth.models import Group, User

from documents.importers.blocks import Imported, Metadata
from documents.models import Edition
from documents.outline import Node, assign_eids
from documents.services.editions import add_document, publish

KINDS = [
    (r"第\S+编", "part"),
    (r"第\S+章|Chapter \w+", "chapter"),
    (r"第\S+节", "section"),
    (r"第\S+条|Article \w+", "article"),
    (r"[一二三四五六七八九十]+、", "point"),
    (r"（[一二三四五六七八九十]+）|\([a-z]\)", "item"),
]
HEADED = ("part", "chapter", "section")


def tree(outline: str, title: str = "示例") -> Node:
    """The tree drawn by an indented text."""
    root = Node("document", heading=title)
    stack = [root]
    for line in filter(str.strip, outline.split("\n")):
        depth = (len(line) - len(line.lstrip())) // 2
        node = _node(line.strip())
        del stack[depth + 1 :]
        stack[-1].children.append(node)
        stack.append(node)
    return assign_eids(root)


def _node(line: str) -> Node:
    if named := re.match(r"\[(\w+)\]\s*(.*)", line):
        return Node(named[1], text=named[2].replace("|", "\n"))
    for pattern, kind in KINDS:
        if found := re.match(rf"({pattern})\s*(.*)", line):
            rest = found[2].replace("|", "\n")
            return Node(kind, found[1], rest) if kind in HEADED else Node(kind, found[1], text=rest)
    return Node("heading", heading=line)


def grow(outline: str, *, slug: str = "example", title: str = "示例", draft: bool = False, **fields: Any) -> Edition:
    """A stored edition with the outline drawn, published unless it is to be a draft."""
    language = fields.pop("language", "zh-Hans")
    found = Metadata(title=title, language=language, adopted=fields.pop("adopted", dt.date(2020, 1, 1)))
    edition = add_document(Imported(tree(outline, title), found), slug=slug, **fields)
    return edition if draft else publish(edition)


def viewer(name: str = "viewer") -> User:
    """Somebody who may see drafts and what editors share, and change nothing."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name="Viewers"))
    return user
