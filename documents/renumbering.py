"""Numbers that follow from the place: 一、二、三、 for sections that were moved, as printed numbers go.

Articles are left alone: they are numbered through the whole text and cited by number.

    >>> from documents.outline import Node
    >>> parts = [Node("point", "二、", "甲", eid="a"), Node("point", "一、", "乙", eid="b")]
    >>> [node.number for node in number_children(Node("document", children=parts)).children]
    ['一、', '二、']
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps

from documents.outline import Node, walk

_DIGITS = "零一二三四五六七八九"
_HAN = "〇零一二三四五六七八九十百千"


def han(value: int) -> str:
    """A number from 1 to 9999 in Chinese: 12 → 十二, 105 → 一百零五."""
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") else text


def roman(value: int) -> str:
    """A number in Roman figures: 4 → IV."""
    text = ""
    for unit, name in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += name * (value // unit)
        value %= unit
    return text


def circled(value: int) -> str:
    """A number in a circle, up to ⑳; beyond that in brackets."""
    return chr(ord("①") + value - 1) if value <= 20 else f"({value})"


#: How numbers are printed: what stands before and after the figure, what a figure looks like, and how it is written.
STYLES: tuple[tuple[str, re.Pattern[str], Callable[[int], str]], ...] = (
    ("han-unit", re.compile(rf"(第)[{_HAN}]+([编編章节節部]|分编|部分)"), han),
    ("digit-unit", re.compile(r"(第)[0-9]+([编編章节節部]|分编|部分)"), str),
    ("han-comma", re.compile(rf"()[{_HAN}]+([、．.])"), han),
    ("han-paren", re.compile(rf"([（(])[{_HAN}]+([）)])"), han),
    ("digit-dot", re.compile(r"()[0-9]+([.．、])"), str),
    ("digit-paren", re.compile(r"([（(])[0-9]+([）)])"), str),
    ("circled", re.compile(r"()[①-⑳]()"), circled),
    ("word-digit", re.compile(r"((?:Chapter|Part|Section|Title) )[0-9]+(\.?)"), str),
    ("word-roman", re.compile(r"((?:Chapter|Part|Section|Title) )[IVXLCDM]+(\.?)"), roman),
    ("roman", re.compile(r"()[IVXLCDM]+(\.)"), roman),
)
#: The style one level below, where a section comes to stand under one of its own style.
BELOW = {"han-comma": "（一）", "han-paren": "1.", "digit-dot": "（1）", "digit-paren": "①"}


#: A style's name, what stands before and after the figure, and how the figure is written.
Style = tuple[str, str, str, Callable[[int], str]]


def style_of(number: str) -> Style | None:
    """A printed number's style; None where it has none of these."""
    for name, pattern, write in STYLES:
        if match := pattern.fullmatch(number):
            return name, match[1], match[2], write
    return None


def number_children(parent: Node) -> Node:
    """The node, its numbered children counted from one in their commonest style; articles and bare ones stay."""
    counted = [node for node in parent.children if node.kind != "article" and style_of(node.number)]
    if not counted:
        return parent
    style = _commonest([node.number for node in counted])
    above = style_of(parent.number)
    if style and above and style[0] == above[0] in BELOW:
        style = style_of(BELOW[above[0]])
    if style:
        _, before, after, write = style
        for place, node in enumerate(counted, start=1):
            node.number = f"{before}{write(place)}{after}"
    return parent


def renumber(root: Node, eid: str) -> Node:
    """The tree with the siblings of a section, itself among them, numbered by their place."""
    for node, _ in walk(root):
        if any(child.eid == eid for child in node.children):
            number_children(node)
            break
    return root


def renumbering(edit: Callable[..., Node]) -> Callable[..., Node]:
    """An edit that also numbers anew wherever it changed who stands where."""

    @wraps(edit)
    def edit_and_renumber(root: Node, eid: str, **arguments: object) -> Node:
        before = _families(root)
        changed = edit(root, eid, **arguments)
        after = _families(changed)
        for node, _ in walk(changed):
            if before.get(node.eid, []) != after[node.eid]:
                number_children(node)
        return changed

    return edit_and_renumber


def _commonest(numbers: list[str]) -> Style | None:
    styles = [style for number in numbers if (style := style_of(number))]
    return max(styles, key=lambda style: sum(other[0] == style[0] for other in styles), default=None)


def _families(root: Node) -> dict[str, list[str]]:
    return {node.eid: [child.eid for child in node.children] for node, _ in walk(root)}
