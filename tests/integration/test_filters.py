"""Every filter, with phrases, exclusion and alternatives, beside a plain look at the database; asked of each engine."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.folding import fold
from documents.importers.blocks import Imported, Metadata
from documents.models import Annotation, NoteKind, Section, Target
from documents.search import queries
from documents.search.maintenance import rebuild_from_database
from documents.services import concepts
from documents.services.editions import publish, store
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db
ISSUERS = ("国务院", "国务院办公厅", "財政部", "")
TEXTS = ("数据开放。", "数据。|政府开放，数据。", "政府 2020 年。", "開放政府。", "其他。")


class Unit(NamedTuple):
    """A section that is found by itself, with all that can be asked of it, read from the database."""

    document: str
    edition: int
    eid: str
    text: str
    title: str
    issuer: str
    kind: str
    year: int
    language: str
    is_current: bool
    concepts: set[str]  # addresses and names, folded
    is_noted: bool

    def holds(self, phrase: str) -> bool:
        return any(fold(phrase) in fold(line) for line in self.text.split("\n"))

    def is_tagged(self, name: str) -> bool:
        return any(fold(name) in one for one in self.concepts)


#: What can be asked → what it asks of a unit.
ASKED: dict[str, Callable[[Unit], bool]] = {
    "“数据”": lambda unit: unit.holds("数据"),
    "“府开”": lambda unit: unit.holds("府开"),
    "开放": lambda unit: unit.holds("开放"),
    "-數據": lambda unit: not unit.holds("数据"),
    "-“政府”": lambda unit: not unit.holds("政府"),
    "(“开放” OR “其他”)": lambda unit: unit.holds("开放") or unit.holds("其他"),
    "issuer:国务院": lambda unit: "国务院" in unit.issuer,
    "发布机关：“國務院 办公厅”": lambda unit: "国务院办公厅" in unit.issuer,
    "issuer:财政": lambda unit: "財政" in unit.issuer,
    "kind:law": lambda unit: unit.kind == "law",
    "kind:LAW": lambda unit: unit.kind == "law",
    "类型:decision": lambda unit: unit.kind == "decision",
    "-kind:law": lambda unit: unit.kind != "law",
    "year:2011": lambda unit: unit.year == 2011,
    "year:2011..2012": lambda unit: 2011 <= unit.year <= 2012,
    "年份:2012..": lambda unit: unit.year >= 2012,
    "year:..2010": lambda unit: unit.year <= 2010,
    "-year:..2010": lambda unit: unit.year > 2010,
    "year:nonsense": lambda unit: False,
    "in:law-1": lambda unit: unit.document == "law-1",
    "in:第2号": lambda unit: "第2号" in unit.title,
    "(in:law-1 | in:law-3)": lambda unit: unit.document in ("law-1", "law-3"),
    "language:en": lambda unit: unit.language == "en",
    "concept:道德": lambda unit: unit.is_tagged("道德"),
    "concept:ETHICS": lambda unit: unit.is_tagged("ethics"),
    "概念:职业道德": lambda unit: unit.is_tagged("职业道德"),
    "-concept:道德": lambda unit: not unit.is_tagged("道德"),
    "has:note": lambda unit: unit.is_noted,
    "-有:note": lambda unit: not unit.is_noted,
}


@pytest.fixture
def units(engine):
    """A small library in each engine, as a plain look sees it."""
    above = concepts.add("道德", language="zh-Hans")
    concepts.name(above, "Ethics", language="en")
    below = concepts.add("职业道德", broader=above)
    for n in range(5):
        articles = [f"第{digit}条 {text}" for digit, text in zip("一二三四五", TEXTS[n:] + TEXTS[:n], strict=True)]
        outline = "\n".join(articles) + f"\n  （一）{TEXTS[n]}\n  （二）{TEXTS[-n]}"
        facts = {"kind": "law" if n % 2 else "decision", "issuer": ISSUERS[n % 4], "language": "en" if n == 4 else "zh"}
        edition = grow(outline, slug=f"law-{n}", title=f"第{n}号", adopted=dt.date(2010 + n, 1, 1), **facts)
        note(edition, "art_1", [above] if n < 2 else [])
        note(edition, "art_5__item_2", [below] if n == 1 else [above])
        note(edition, "art_2", [above, below], visibility="editors")
        if n == 3:
            found = Metadata(title="第3号", language="zh", adopted=dt.date(2015, 1, 1))
            publish(store(edition.document, Imported(tree("第一条 新数据。\n第二条 政府。", "第3号"), found)))
    rebuild_from_database()
    return list(seen())


def note(edition, eid, tagged, *, visibility="public"):
    author, _ = User.objects.get_or_create(username="author")
    kind = NoteKind.objects.first()
    made = Annotation.objects.create(author=author, kind=kind, motivation="tagging", visibility=visibility)
    made.concepts.set(tagged)
    place = {"section": edition.sections.get(eid=eid), "eid": eid, "start": 0, "end": 1, "exact": "字"}
    Target.objects.create(annotation=made, edition=edition, **place)


def seen():
    """Every unit of the published editions."""
    inline = ("item", "continuation")
    for top in Section.objects.filter(edition__state="published").exclude(kind__in=inline).select_related("edition"):
        inner = Section.objects.filter(edition=top.edition, lft__gt=top.lft, rght__lt=top.rght, kind__in=inline)
        parts = [top, *inner.order_by("lft")] if top.parent_id else [top]
        notes = Annotation.objects.filter(targets__section__in=parts, targets__state="placed", visibility="public")
        tags = [tag for each in notes for tag in each.concepts.all()]
        names = {fold(label.text) for tag in tags for label in tag.labels.all()} | {fold(tag.slug) for tag in tags}
        edition, document = top.edition, top.edition.document
        text = "\n".join(line for part in parts for line in part.lines)
        facts = (document.title, document.issuer, document.kind, edition.date.year, edition.language)
        place = (document.slug, edition.pk, top.eid, text)
        yield Unit(*place, *facts, edition.is_current, names, notes.exists())


@pytest.mark.parametrize("asked", ASKED)
def test_each_alone_finds_what_a_plain_look_finds(units, asked):
    assert found(asked) == wanted(units, [asked])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(list(ASKED)), min_size=2, max_size=4), st.booleans())
def test_together_they_find_what_a_plain_look_finds(units, asked, are_joined):
    assert found(" OR ".join(asked) if are_joined else " ".join(asked)) == wanted(units, asked, are_joined=are_joined)


@pytest.mark.parametrize("editions", ["current", "published"])
def test_facets_count_what_a_plain_look_counts_in_either_scope(units, editions):
    matching = [unit for unit in units if unit.holds("数据") and (unit.is_current or editions == "published")]
    results = queries.search("“数据”", facets=("kind", "issuer", "year", "language", "document"), editions=editions)
    told = {name: {one.value: one.count for one in counts if one.value} for name, counts in results.facets.items()}
    for name in told:
        assert told[name] == Counter(str(value) for unit in matching if (value := getattr(unit, name)))
    assert results.total == len(matching)
    assert results.documents == len({unit.document for unit in matching})


def found(query: str) -> Counter[tuple[str, str]]:
    """The units found, by document and address, those of earlier editions too."""
    results = queries.search(query, stop=100, per_document=100, editions="published")
    hits = Counter((hit.document, hit.unit) for group in results.groups for hit in group.hits)
    assert results.total == hits.total()
    return hits


def wanted(units: list[Unit], asked: list[str], *, are_joined: bool = False) -> Counter[tuple[str, str]]:
    """The units a plain look finds. Of words that stand loose in a query any one will do, and here there is but one."""
    match = any if are_joined else all
    return Counter((unit.document, unit.eid) for unit in units if match(ASKED[one](unit) for one in asked))
