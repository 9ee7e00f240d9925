"""Web Annotations written and read: nothing is lost on the way, and nothing harmful comes in."""

import contextlib
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.anchoring.describe import describe
from documents.anchoring.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from documents.exporters.webannotation import text_directive, write
from documents.importers.annotation_files import unpack
from documents.importers.jsonld import clean
from documents.importers.webannotation import UnreadableNote, read
from documents.notes import MOTIVATIONS, Agent, Note, Place, Tag

OURS = "https://example.org/"

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
words = text.filter(lambda value: value.strip() == value and value)
address = st.integers(0, 999).map(lambda number: f"{OURS}{number}/")
moment = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))
language = st.sampled_from(["", "zh-Hans", "en"])
agent = st.builds(Agent, id=address, name=text, nickname=text, type=st.sampled_from(["Person", "Organization"]))
quote = st.builds(TextQuoteSelector, words, text, text)
position = st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda two: TextPositionSelector(two[0], sum(two)))
selectors = st.one_of(st.builds(Selectors, quote, st.none() | position), st.builds(Selectors, st.none(), position))
place = st.builds(Place, address, st.none() | selectors, language, st.just("") | address)
tag = st.builds(Tag, words, st.just("") | address, language)
kept = st.fixed_dictionaries(
    {},
    optional={
        "canonical": st.just("urn:uuid:1"),
        "rights": st.just("https://creativecommons.org/licenses/by/4.0/"),
        "audience": st.just({"id": "https://example.org/all", "type": "schema:Audience"}).map(
            lambda a: {"id": a["id"]}
        ),
        "targets": st.just([{"id": "http://elsewhere.example/"}, "http://elsewhere.example/2"]),
        "bodies": st.just([{"id": "http://elsewhere.example/a.png", "type": "Image"}]),
    },
)


@st.composite
def notes(draw):
    creator, writer = draw(st.none() | agent), draw(st.none() | agent)
    body = draw(text)
    tags = draw(st.lists(tag, max_size=3, unique_by=lambda each: each.text))
    has_words = bool(body) or not tags
    return Note(
        text=body,
        motivation=draw(st.sampled_from(sorted(MOTIVATIONS))),
        language=draw(language) if has_words else "",
        tags=tuple(tags),
        places=tuple(draw(st.lists(place, min_size=1, max_size=3))),
        id=draw(address),
        creator=creator,
        written_by=writer if writer != creator and has_words else None,
        generator=draw(st.none() | agent),
        created=draw(st.none() | moment),
        modified=draw(st.none() | moment),
        kept=draw(kept),
    )


@given(notes())
def test_a_note_written_and_read_is_the_same_note(note):
    told = json.loads(json.dumps(write(note)))
    found = read(told, is_ours=lambda source: source.startswith(OURS))
    assert (found.note, found.unread) == (note, ())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | text,
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["type", "body", "target", "selector", "source", "value", "purpose", "id", "exact", "motivation"]
                ),
                inner,
            )
        ),
        max_leaves=30,
    )
)
def test_whatever_is_sent_is_read_or_refused(data):
    doc = {**data, "type": "Annotation"} if isinstance(data, dict) else data
    with contextlib.suppress(UnreadableNote):
        json.dumps(write(read(doc).note))


def test_the_selectors_of_a_note_lead_back_to_its_words():
    place = Place(f"{OURS}a/", describe("𠮷野家应当公开数据。", 5, 9))
    selector = write(Note(places=(place,)))["target"]["selector"]
    assert [each["type"] for each in selector] == ["FragmentSelector", "TextQuoteSelector", "TextPositionSelector"]
    assert (selector[1]["exact"], selector[2]["start"]) == ("公开数据", 5)


@pytest.mark.parametrize(
    ("quoted", "directive"),
    [
        (TextQuoteSelector("a-b", "x\ny ", "\nz"), ":~:text=y-,a%2Db"),
        (TextQuoteSelector("甲\n乙"), ":~:text=%E7%94%B2,%E4%B9%99"),
        (TextQuoteSelector("x" * 70), ":~:text=" + "x" * 20 + "," + "x" * 20),
    ],
)
def test_a_browser_is_led_to_the_words(quoted, directive):
    assert text_directive(quoted) == directive


def test_what_stands_on_another_site_is_kept_as_it_came_without_what_is_not_of_the_model():
    target = {"source": "http://a.example/", "selector": {"type": "CssSelector", "value": "p"}, "onclick": "x"}
    data = {"type": "Annotation", "target": [target, "javascript:alert(1)"]}
    found = read(data, is_ours=lambda source: False)
    assert found.note.kept["targets"] == [
        {"source": "http://a.example/", "selector": {"type": "CssSelector", "value": "p"}}
    ]
    assert [each.code for each in found.unread] == ["target"]


def test_a_malformed_selector_of_another_site_is_not_told_again():
    assert clean({"source": "http://a.example/", "selector": [{"type": "TextQuoteSelector"}]}) == {
        "source": "http://a.example/"
    }


@pytest.mark.parametrize("data", [None, [], "x", {}, {"type": "Note"}, {"type": "Annotation", "bodyValue": "a\0"}])
def test_what_is_no_annotation_is_refused(data):
    with pytest.raises(UnreadableNote):
        read(data)


@pytest.mark.parametrize("key", ["target", "body", "canonical", "motivation", "creator", "format"])
@pytest.mark.parametrize("levels", [60, 900])
def test_what_is_nested_too_deeply_is_refused(key, levels):
    nested = json.loads("[" * levels + "]" * levels)
    for data in (
        {key: nested},
        {"body": {"purpose": "tagging", "source": {"label": nested}}},
        {"target": {key: nested}},
    ):
        with pytest.raises(UnreadableNote, match="too-deep"):
            read({"type": "Annotation", **data})


def test_an_annotation_of_nothing_and_one_in_a_form_we_cannot_show_are_told():
    body = {"type": "TextualBody", "value": "<b>x</b>", "format": "text/html"}
    assert [each.code for each in read({"type": "Annotation", "body": body}).unread] == ["format", "no-target"]


HYPOTHESIS = {
    "export_date": "2026-01-01",
    "annotations": [
        {
            "id": "x1",
            "created": "2026-01-01T00:00:00.000000+00:00",
            "user": "acct:ada@hypothes.is",
            "uri": f"{OURS}documents/a/",
            "text": "看这里",
            "tags": ["公开"],
            "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "数据", "prefix": "公开"}]}],
        }
    ],
}
RECOGITO = [
    {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "#abc",
        "type": "Annotation",
        "body": [
            {"type": "TextualBody", "purpose": "commenting", "value": "看这里"},
            {"type": "TextualBody", "purpose": "tagging", "value": "公开"},
        ],
        "target": {
            "selector": [
                {"type": "TextQuoteSelector", "exact": "数据"},
                {"type": "TextPositionSelector", "start": 2, "end": 4},
            ]
        },
    }
]
STUDIO = {
    "type": "Annotation",
    "body": [
        {"purpose": "commenting", "format": "Quill", "value": '{"ops": [{"insert": "看这里\\n"}]}'},
        {"purpose": "tagging", "value": {"label": "公开"}},
    ],
    "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "数据"}]}],
}


@pytest.mark.parametrize(
    "packed",
    [HYPOTHESIS, {"total": 1, "rows": HYPOTHESIS["annotations"]}, RECOGITO, STUDIO, {"first": {"items": RECOGITO}}],
)
def test_exports_of_other_tools_are_read(packed):
    (each,) = unpack(json.dumps(packed))
    note = read(each).note
    assert (note.text, note.tags[0].text, note.places[0].selectors.quote.exact) == ("看这里", "公开", "数据")


def test_json_lines_are_read_and_what_is_no_json_is_refused():
    assert len(list(unpack('{"type": "Annotation"}\n\n{"type": "Annotation"}\n'))) == 2
    for broken in ("{no json", "[" * 100_000, '{"a": 1}\n{'):
        with pytest.raises(UnreadableNote):
            list(unpack(broken))


def test_the_writer_of_imported_words_is_told_apart_from_who_brought_them():
    (each,) = unpack(json.dumps(HYPOTHESIS))
    assert read(each).note.creator == Agent("acct:ada@hypothes.is", "ada")
