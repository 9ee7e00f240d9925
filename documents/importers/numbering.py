"""The numbers that begin headings, articles and items: what they look like, and how deep each kind usually stands.

One table serves all languages. A label is recognised by its form alone; whether the text around it lets it be one (a
sentence may begin with “Article 5”, a line with “第三条规定的”) is for `labels` to judge.

    >>> label = label_of("第十二条之一 有下列情形之一的：")
    >>> label.kind, label.number, label.value, label.rest
    ('article', '第十二条之一', (12, 1), '有下列情形之一的：')
    >>> label_of("１．中央爱卫会").number
    '１．'
    >>> label_of("10 月 30 日") is None
    True
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from documents.outline import han_number

_HAN = "〇零○一二三四五六七八九十百千两兩"
_DIGIT = "0-9０-９"
_ROMAN = r"[IVXLCDM]{1,9}"
_COUNT = rf"(?:[{_HAN}]{{1,9}}|[{_DIGIT}]{{1,5}})"

#: Words that name a part of a Western text: word → (kind, rank). The smaller the rank, the further out it stands.
WORDS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("book", "buch", "livre", "libro"), ("part", 8)),
    **dict.fromkeys(("part", "teil", "partie", "parte", "часть", "الجزء", "القسم"), ("part", 10)),
    **dict.fromkeys(("title", "titel", "titre", "título", "titulo", "titolo", "الباب"), ("part", 12)),
    **dict.fromkeys(("subpart", "untertitel"), ("subpart", 15)),
    **dict.fromkeys(
        ("chapter", "kapitel", "chapitre", "capítulo", "capitulo", "capitolo", "глава", "الفصل"), ("chapter", 20)
    ),
    **dict.fromkeys(
        ("section", "abschnitt", "sección", "seccion", "seção", "sezione", "раздел", "الفرع"), ("section", 25)
    ),
    **dict.fromkeys(("subsection", "unterabschnitt"), ("section", 27)),
    **dict.fromkeys(
        ("article", "artikel", "artículo", "articulo", "artigo", "articolo", "art", "статья", "المادة", "مادة"),
        ("article", 40),
    ),
    **dict.fromkeys(
        ("annex", "annexe", "anhang", "anlage", "anexo", "appendix", "schedule", "allegato", "الملحق"), ("annex", 5)
    ),
}

#: Ordinals written out in words.
ORDINALS = {
    word: value
    for value, words in enumerate(
        (
            "first premier première primero primera primo الأول الأولى erster",
            "second deuxième segundo segunda secondo الثاني الثانية zweiter",
            "third troisième tercero tercera terzo الثالث الثالثة dritter",
            "fourth quatrième cuarto cuarta quarto الرابع الرابعة vierter",
            "fifth cinquième quinto quinta الخامس الخامسة fünfter",
            "sixth sixième sexto sexta sesto السادس السادسة sechster",
            "seventh septième séptimo séptima settimo السابع السابعة siebter",
            "eighth huitième octavo octava ottavo الثامن الثامنة achter",
            "ninth neuvième noveno novena nono التاسع التاسعة neunter",
            "tenth dixième décimo décima decimo العاشر العاشرة zehnter",
        ),
        start=1,
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the beginning of a paragraph, as printed and as understood."""

    kind: str  # a key of outline.KINDS
    style: str  # what counts together: 'article', 'han-comma', 'digit-dot' …
    rank: int  # how far in its style usually stands; smaller is further out
    number: str  # as printed, delimiter included
    value: tuple[int, ...]
    rest: str = ""  # the paragraph without the number and the space after it
    is_tight: bool = False  # the text follows without a space or a delimiter, as in a reference: 第三条规定的
    is_list: bool = False  # numbers an entry of a list rather than a part with a name of its own


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one style of number is written."""

    style: str
    kind: str
    rank: int
    regex: re.Pattern[str]
    is_list: bool = False


def _division(style: str, kind: str, rank: int, units: str) -> Pattern:
    """The pattern of 第…章 and its like, 第三章之一 and 第3条の2 included; spaces may stand round the number.

    弟 is how 第 is often mistyped or misread.
    """
    more = rf"(?:\s?[之の]\s?(?P<more>{_COUNT}))?"
    return Pattern(style, kind, rank, re.compile(rf"[第弟]\s?(?P<value>{_COUNT})\s?(?:{units}){more}"))


#: Every style with its usual rank, tried in this order.
PATTERNS = (
    Pattern("annex", "annex", 5, re.compile(rf"附\s?[件錄录]\s?(?P<value>{_COUNT}|[A-Z](?![a-z]))?\s?[：:、]?")),
    _division("subpart", "subpart", 15, "分\\s?[编編]"),
    _division("part", "part", 10, "[编編]"),
    _division("chapter", "chapter", 20, "章"),
    _division("section", "section", 25, "[节節]"),
    _division("article", "article", 40, "[条條]"),
    Pattern("korean-chapter", "chapter", 20, re.compile(r"제\s?(?P<value>\d{1,4})\s?[편장]")),
    Pattern("korean-section", "section", 25, re.compile(r"제\s?(?P<value>\d{1,4})\s?절")),
    Pattern("article", "article", 40, re.compile(r"제\s?(?P<value>\d{1,4})\s?조")),
    Pattern("paragraph", "article", 40, re.compile(r"§{1,2}\s?(?P<value>\d{1,5}[a-z]{0,2}(?![\w]))\.?")),
    Pattern("han-comma", "point", 45, re.compile(rf"(?P<value>[{_HAN}]{{1,9}})\s?[、．.](?![{_DIGIT}])"), is_list=True),
    Pattern(
        "han-paren", "point", 50, re.compile(rf"[（(]\s?(?P<value>[{_HAN}]{{1,9}})\s?[）)]\s?[、.]?"), is_list=True
    ),
    Pattern(
        "decimal",
        "point",
        55,
        re.compile(r"(?P<value>\d{1,3}(?:\.\d{1,3}){1,63})\.?(?=\s+\S)(?!\s*[%％])"),
        is_list=True,
    ),
    Pattern(
        "digit-dot", "point", 60, re.compile(rf"(?P<value>[{_DIGIT}]{{1,3}})\s?[、．.](?![{_DIGIT}])"), is_list=True
    ),
    Pattern("digit-paren", "point", 70, re.compile(rf"[（(]\s?(?P<value>[{_DIGIT}]{{1,3}})\s?[）)]"), is_list=True),
    Pattern("digit-bracket", "point", 75, re.compile(rf"(?P<value>[{_DIGIT}]{{1,3}})\s?[）)]"), is_list=True),
    Pattern("circled", "point", 80, re.compile(r"(?P<value>[①-⑳⑴-⒇])"), is_list=True),
    Pattern("roman", "part", 10, re.compile(rf"(?P<value>{_ROMAN}(?:\s?[a-z])?)\s?[.、](?=\s)")),
    Pattern("letter-paren", "point", 85, re.compile(r"[（(]?(?P<value>[a-z]{1,2})[）)](?=\s|$)"), is_list=True),
    Pattern("han-space", "point", 50, re.compile(rf"(?P<value>[{_HAN}]{{1,4}})[ \u3000](?=\S)"), is_list=True),
    Pattern("bare", "article", 40, re.compile(r"(?P<value>\d{1,3}[A-Z]{0,2})(?=\s+[A-ZÀ-Þ])")),
    Pattern("letter", "point", 30, re.compile(r"(?P<value>[A-Z])[.．、](?=\s*[^\s.])"), is_list=True),
)

_NUMERAL = rf"[{_DIGIT}٠-٩]{{1,5}}(?:-\d{{1,3}})?[a-z]{{0,2}}|{_ROMAN}|[A-Z]"
_WORD = re.compile(
    rf"(?P<word>[^\W\d_]{{3,12}})(?P<dot>\.?)\s{{0,3}}(?P<value>(?:{_NUMERAL})(?:er|re|e|º|°)?(?![\w])|[^\W\d_]{{5,9}}(?![\w]))"
    r"(?P<end>[.:])?"
)
#: What a label can begin with: most paragraphs are told apart by their first character.
_FIRST = re.compile(rf"[第弟附제§（(①-⒇{_DIGIT}{_HAN}A-Za-z\u00c0-\u06ff]")
_CLOSED = re.compile(r"[\s　：:、.．）)]$")
LOOK = 100  # characters in which a label must end
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def label_of(text: str) -> Label | None:
    """The label that begins a paragraph, or None. Looks at the first hundred characters only."""
    if not _FIRST.match(text):
        return None
    found = _begin(text[:LOOK])
    if not found:
        return None
    label, end = found
    rest = text[end:]
    is_tight = bool(rest) and not rest[0].isspace() and not _CLOSED.search(text[:end])
    return Label(label.kind, label.style, label.rank, label.number, label.value, rest.lstrip(), is_tight, label.is_list)


@lru_cache(maxsize=8192)
def _begin(start: str) -> tuple[Label, int] | None:
    """The label at the beginning of a text without what follows it, and where that begins; None without a label.

    Remembered, because several steps of an import ask for the label of the same paragraph.
    """
    for pattern in PATTERNS:
        if match := pattern.regex.match(start):
            return _labelled(pattern, match), match.end()
    return _worded(start)


def _labelled(pattern: Pattern, match: re.Match[str]) -> Label:
    groups = match.groupdict()
    value = _values(groups.get("value") or "", pattern.style)
    if groups.get("more"):
        value += _values(groups["more"], pattern.style)
    style, rank = pattern.style, pattern.rank
    if style == "decimal":
        style, rank = f"decimal-{len(value)}", rank + min(len(value), 40)
    return Label(pattern.kind, style, rank, match[0].rstrip(), value, is_list=pattern.is_list)


def _worded(start: str) -> tuple[Label, int] | None:
    """The label made of a word and a number (Article 5, KAPITEL II, المادة 3) and where it ends, or None."""
    match = _WORD.match(start)
    found = WORDS.get(match["word"].lower()) if match else None
    if not match or not found:
        return None
    kind, rank = found
    written = match["value"] if match["value"].lower() in ORDINALS else match["value"].removesuffix("er")
    value = _values(written, "roman" if written.isupper() else "")
    style = kind if rank in (5, 10, 15, 20, 25, 40) else f"{kind}-{rank}"
    return (Label(kind, style, rank, match[0], value), match.end()) if value else None


def _values(written: str, style: str) -> tuple[int, ...]:
    """A written number as integers, one for each of its parts; () when it says none."""
    plain = unicodedata.normalize("NFKC", written).strip()
    if not plain:
        return ()
    if style == "roman" and plain[0] in _ROMAN_VALUES:
        return _with_suffix(roman_number(plain.rstrip(" abcdefgh")), plain)
    if plain.lower() in ORDINALS:
        return (ORDINALS[plain.lower()],)
    if plain[0].isdigit():
        parts = [part for part in re.split(r"\D+", plain) if part]
        return _with_suffix(int(parts[0]), plain.lower()) if len(parts) == 1 else tuple(int(part) for part in parts)
    if plain[0] in "(" and plain[1:-1].isdigit():
        return (int(plain[1:-1]),)
    if re.fullmatch(rf"[{_HAN}]+", plain):
        return (han_number(plain.replace("兩", "两")),)
    if len(plain) <= 2 and plain.isascii() and plain.isalpha():
        return (ord(plain[0].lower()) - ord("a") + 1,)
    return ()


def _with_suffix(value: int, written: str) -> tuple[int, ...]:
    """(118,) for 118, (118, 1) for 118a."""
    last = written[-1]
    return (value, ord(last) - ord("a") + 1) if "a" <= last <= "z" else (value,)


def roman_number(text: str) -> int:
    """The value of a Roman numeral; malformed ones are added up all the same: IV → 4, XII → 12."""
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
