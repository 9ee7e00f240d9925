"""Concepts as readers meet them: an index, a tree, and one concept with all that is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from documents.models import Annotation, Concept, Gloss, Label
from documents.models.annotation import readable
from documents.models.pinyin import paired, plain
from documents.reading.terms import farness

OTHER = "#"


class Item(NamedTuple):
    """A concept in a list: its name in the reader's language, how it is said, and how many public notes have it."""

    pk: int
    slug: str
    theme: int
    depth: int  # from 1
    label: str
    language: str
    pinyin: str
    notes: int = 0

    @property
    def letter(self) -> str:
        """What it is filed under: the first letter of its pinyin or of its name."""
        first = plain(self.pinyin or self.label)[:1].upper()
        return first if "A" <= first <= "Z" else OTHER


def items(rows: QuerySet[Concept] | None = None, *, counts: Mapping[int, int] | None = None) -> list[Item]:
    """The concepts in the order of the tree; two statements."""
    chosen = Concept.objects.listed() if rows is None else rows
    nodes = list(chosen.values_list("pk", "slug", "theme", "level"))
    labels = Label.objects.filter(kind=Label.Kind.PREFERRED, concept__in=[node[0] for node in nodes]).order_by()
    best: dict[int, tuple[int, str, str, str]] = {}
    for concept, language, text, pinyin in labels.values_list("concept", "language", "text", "pinyin"):
        found = (farness(language), text, language, pinyin)
        best[concept] = min(best.get(concept, found), found)
    listed = []
    for pk, slug, theme, level in nodes:
        _far, label, language, pinyin = best.get(pk, (9, slug, "", ""))
        listed.append(Item(pk, slug, theme, level, label, language, pinyin, (counts or {}).get(pk, 0)))
    return listed


def counts(concepts: QuerySet[Concept] | None = None) -> dict[int, int]:
    """How many notes that everybody sees each concept has, or each of some; one statement."""
    through = Annotation.concepts.through.objects.filter(readable("annotation__"))
    if concepts is not None:
        through = through.filter(concept__in=concepts.order_by().values("pk"))
    return dict(through.values_list("concept").annotate(Count("pk")))


def by_letter(listed: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """The concepts from A to Z, what has no letter last."""
    letters: dict[str, list[Item]] = {}
    for item in sorted(listed, key=lambda item: plain(item.pinyin or item.label)):
        letters.setdefault(item.letter, []).append(item)
    return sorted(letters.items(), key=lambda pair: (pair[0] == OTHER, pair[0]))


def tree(listed: Sequence[Item], *, here: int = 0) -> SafeString:
    """The concepts as nested lists of links, each with the count of its notes."""
    html: list[str] = []
    depth = 0
    for item in listed:
        if item.depth > depth:
            html.append("<ul>" * (item.depth - depth) if depth else "")
        else:
            html.append("</li>" + "</ul></li>" * (depth - item.depth))
        depth = item.depth
        html.append(f"<li>{line(item, is_here=item.pk == here)}")
    html.append("</li>" + "</ul></li>" * (depth - 1) if depth else "")
    return mark_safe("".join(html))


def line(item: Item, *, is_here: bool = False) -> str:
    """A concept in a list: shape, link, count."""
    mark = f'<span class="tm t{item.theme}" aria-hidden="true"></span>'
    current = ' aria-current="page"' if is_here else ""
    address = reverse("concept", args=[item.slug])
    count = f'<span class="ct">{item.notes}</span>' if item.notes else ""
    return f'{mark}<a href="{address}"{current} lang="{escape(item.language)}">{escape(item.label)}</a>{count}'


def around(concept: Concept) -> list[Item]:
    """The concepts above a concept, itself, and those directly below it, in the order of the tree."""
    rows = Concept.objects.listed()
    above = rows.filter(lft__lte=concept.lft, rght__gte=concept.rght).values("pk")
    near = rows.filter(pk__in=above) | rows.filter(parent=concept.pk)
    return items(near, counts=counts(near))


class Names(NamedTuple):
    """What a concept is called in a language: the names that are preferred there, and the others."""

    language: str
    preferred: str
    others: list[str]
    pinyin: str

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each character with its pinyin; [] where they do not go together."""
        return paired(self.preferred, self.pinyin)


def names(concept: Concept) -> list[Names]:
    """The labels by language, the reader's first; what is for searching alone is left out."""
    found: dict[str, Names] = {}
    for label in concept.labels.exclude(kind=Label.Kind.HIDDEN).order_by("pk"):
        held = found.setdefault(label.language, Names(label.language, "", [], ""))
        if label.kind == Label.Kind.PREFERRED:
            found[label.language] = held._replace(preferred=label.text, pinyin=label.toned)
        else:
            held.others.append(label.text)
    return sorted(found.values(), key=lambda each: (farness(each.language), each.language))


def glosses(concept: Concept) -> tuple[Gloss | None, Gloss | None]:
    """The definition and the note on scope nearest the reader's language; None where there is none."""
    found = sorted(concept.glosses.all(), key=lambda gloss: farness(gloss.language))
    kinds = (Gloss.Kind.DEFINITION, Gloss.Kind.SCOPE)
    definition, scope = (next((gloss for gloss in found if gloss.kind == kind), None) for kind in kinds)
    return definition, scope
