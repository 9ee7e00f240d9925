"""The article of a web page: what remains without navigation, footers, link lists and the archive's card.

Names of elements and classes tell furniture first; where they tell nothing, a block made of links does.

    >>> from documents.importers.html_tree import tree_of
    >>> page = tree_of('<p id="nav"><a href="/">Home</a></p><h1>Act</h1><p>Text</p><div class="footer">© 2020</div>')
    >>> article = article_of(page)
    >>> text_of(article.root), [noise.text for noise in article.noise]
    ('ActText', ['Home', '© 2020'])
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.importers.blocks import Metadata, Noise
from documents.importers.html_tree import Element, elements, text_of
from documents.importers.prose import plain

FURNITURE_TAGS = {"nav", "aside", "footer"}
FURNITURE_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"}
#: Words that ids and classes of furniture are made of.
FURNITURE_NAMES = {
    "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "bread", "footer",
    "foot", "copyright", "share", "sharing", "social", "sidebar", "toolbar", "tool", "tools", "banner", "topbar",
    "logo", "related", "relate", "recommend", "pager", "pagination", "search", "login", "ad", "ads", "advert", "qrcode",
    "hot", "skip", "cookie", "cookies", "dialog", "popup", "weixin", "weibo", "footnav", "topnav", "sitemap",
    "masthead", "prevnext", "location", "position", "dqwz", "mianbaoxie", "fenxiang", "daohang",
}  # fmt: skip
#: Words that ids and classes of the article itself are made of; they outweigh the links inside.
ARTICLE_NAMES = {"article", "content", "ucap", "trs", "editor", "zoom", "zhengwen", "main", "body", "text", "detail"}
BOXES = {"div", "ul", "ol", "table", "tr", "td", "section", "header", "p", "center", "form", "dl", "address"}
#: Rows of the card that Chinese government sites put above a document (label without spaces → field of `Metadata`).
CARD = {
    "发文机关": "issuer",
    "制发机关": "issuer",
    "发布机构": "issuer",
    "发文字号": "number",
    "文号": "number",
    "成文日期": "adopted",
    "发布日期": "published",
    "标题": "title",
    "来源": "source",
    "索引号": "",
    "主题分类": "",
    "主题词": "",
    "有效性": "",
}
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
LINKED = 0.5  # the share of linked text from which on a block is a list of links
SMALL = 0.3  # the share of the page's text up to which a block may be furniture
ALWAYS_SMALL = 200  # characters that are little whatever the page holds
LONGEST_PHRASE = 40  # characters, and elements around them
#: What pages say about themselves.
FURNITURE_TEXT = re.compile(
    r"(?:扫一扫.{0,16}|【?(?:打印|关闭|收藏|返回|纠错|字体).{0,24}|(?:返回|回到)?(?:顶部|首页|上一?页)|分享到?：?|"
    r"相关(?:稿件|链接|文章)：?"
    r"|您?(?:当前|现在)的?位置.{0,30}|上一篇.{0,30}|下一篇.{0,30}"
    r"|print this page|back to top|share(?: this)?|skip to .{0,20})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much an element holds: characters, those of links that lead away, such links, and elements."""

    text: int
    linked: int
    links: int
    elements: int


@dataclass(frozen=True, slots=True)
class Article:
    """The page without its furniture."""

    root: Element
    noise: tuple[Noise, ...]
    metadata: Metadata


def article_of(page: Element) -> Article:
    """The page's article; the page itself loses its furniture on the way."""
    sizes = sizes_of(page)
    noise: list[Noise] = []
    metadata = Metadata()
    stack = [page]
    while stack:
        holder = stack.pop()
        kept: list[Element | str] = []
        for each in holder.inside:
            reason = reason_to_drop(each, sizes, sizes[page].text) if isinstance(each, Element) else ""
            if isinstance(each, str) or not reason:
                kept.append(each)
                continue
            if reason == "document-card":
                metadata = read_card(each, metadata)
            noise.extend(Noise(0, text, reason) for text in [plain(text_of(each))] if text)
        holder.inside = kept
        stack.extend(each for each in kept if isinstance(each, Element))
    return Article(page, tuple(noise), metadata)


def sizes_of(page: Element) -> dict[Element, Size]:
    """The size of every element, counted in one pass from the leaves up."""
    sizes: dict[Element, Size] = {}
    for element in reversed(list(elements(page))):
        parts = [sizes[each] for each in element.inside if isinstance(each, Element)]
        own = sum(len(plain(each)) for each in element.inside if isinstance(each, str))
        text = own + sum(part.text for part in parts)
        count = 1 + sum(part.elements for part in parts)
        if element.tag == "a" and leads_away(element):
            sizes[element] = Size(text, text, 1, count)
        else:
            linked, links = sum(part.linked for part in parts), sum(part.links for part in parts)
            sizes[element] = Size(text, linked, links, count)
    return sizes


def reason_to_drop(element: Element, sizes: dict[Element, Size], total: int) -> str:
    """Why an element is not the document's ('document-card', 'page-furniture'), or ''."""
    if element.tag not in BOXES | FURNITURE_TAGS:
        return ""
    if is_card(element):
        return "document-card"
    return "page-furniture" if is_furniture(element, sizes[element], total) else ""


def is_furniture(element: Element, size: Size, total: int) -> bool:
    """Whether an element is the page's and not the document's; a block that holds much of the text never is."""
    if size.text > SMALL * total and size.text > ALWAYS_SMALL:
        return False
    if element.tag in FURNITURE_TAGS or element.get("role") in FURNITURE_ROLES or element.tag == "form":
        return True
    names = names_of(element)
    if names & FURNITURE_NAMES and not names & ARTICLE_NAMES:
        return True
    if size.links > 1 and size.linked > LINKED * size.text:
        return True
    is_phrase = size.text <= LONGEST_PHRASE and size.elements <= LONGEST_PHRASE
    return is_phrase and bool(FURNITURE_TEXT.fullmatch(plain(text_of(element))))


def names_of(element: Element) -> set[str]:
    """The words that the element's id and classes are made of, in small letters."""
    return {word.lower() for word in _WORD.findall(f"{element.get('id')} {element.get('class')}")}


def leads_away(link: Element) -> bool:
    """Whether a link leaves the page; links to its own parts are the document's."""
    return bool(link.get("href")) and not link.get("href").startswith("#")


def is_card(element: Element) -> bool:
    """Whether a table is the archive's card on the document."""
    if element.tag != "table" or any(each.tag == "table" for each in elements(element) if each is not element):
        return False
    labels = [label_of_cell(each) for each in elements(element) if each.tag in ("td", "th")]
    known = sum(label in CARD for label in labels)
    return known >= 3 or (known >= 1 and known * 2 >= sum(map(bool, labels)))


def label_of_cell(cell: Element) -> str:
    """The cell's text without white space and colon."""
    return re.sub(r"[\s：:]", "", text_of(cell)) if len(cell.inside) < 20 else ""


def read_card(table: Element, known: Metadata) -> Metadata:
    """What is known, with the values that stand beside the labels of a card."""
    cells = [each for each in elements(table) if each.tag in ("td", "th")]
    for label, value in pairwise(cells):
        name, text = CARD.get(label_of_cell(label), ""), plain(text_of(value))
        if name and text and label_of_cell(value) not in CARD:
            known = with_value(known, name, text)
    return known


def with_value(known: Metadata, name: str, text: str) -> Metadata:
    """The metadata with one more value; dates that are none are left out."""
    if name == "adopted":
        return replace(known, adopted=date_of(text))
    if name == "published":
        return replace(known, published=date_of(text))
    return replace(known, **{name: text})  # type: ignore[arg-type]


def date_of(text: str) -> dt.date | None:
    """A date written with 年月日 or with points, or None."""
    match = _DATE.search(text)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
