"""Notes beside the text: where they stand, who sees them, and what a page of them costs."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils.html import strip_tags

from documents.models import Annotation, Gloss, NoteKind
from documents.services import annotations, concepts
from documents.services.annotations import Passage
from tests.factories import grow, viewer

pytestmark = pytest.mark.django_db

LAW = (
    "第一章 总则\n  第一条 公开𠮷数据，保护<隐私>。|又应当公开。\n    （一）子项；\n  第二条 丙。\n"
    "第二章 附则\n  第三条 丁。"
)
PAGE = "/documents/example/chp_1/"


@pytest.fixture(autouse=True)
def _cold():
    cache.clear()


@pytest.fixture
def editor():
    return User.objects.create_superuser("editor", password="x", last_name="沈砚")


@pytest.fixture
def edition():
    return grow(LAW)


def write(edition, author, words, *, eid="art_1", visibility="public", kind="shu", tags=(), **fields):
    """A note on the first occurrence of the words in a section."""
    start = edition.sections.get(eid=eid).content.index(words)
    passage = Passage(eid, start, start + len(words), words)
    return annotations.annotate(
        author=author,
        edition=edition,
        passages=[passage],
        kind=NoteKind.objects.get(key=kind),
        concepts=[concepts.add(tag) for tag in tags],
        visibility=visibility,
        **fields,
    )


def text_of(response):
    """The part of the page that is the document's text."""
    return re.search(r'<div class="text".*?</main>', response.content.decode(), re.S)[0]


def marked(html):
    """Each highlighted stretch with the notes it belongs to."""
    return [
        (strip_tags(words), notes)
        for notes, words in re.findall(r'<mark class="hl[^"]*" data-n="([^"]*)">(.*?)</mark>', html)
    ]


def test_the_words_of_a_note_are_marked_and_the_note_follows_its_section(client, edition, editor):
    write(edition, editor, "𠮷数据", body="见**第二条**。")
    html = text_of(client.get(PAGE))
    assert marked(html) == [("𠮷数据", "n1")]
    assert "<p>见<strong>第二条</strong>。</p>" in html
    assert html.index('id="r-n1"') < html.index('id="n1"') < html.index("丙。")


def test_overlapping_notes_become_flat_marks_with_a_lane_each(client, edition, editor):
    write(edition, editor, "公开𠮷数据", tags=["公开"])
    write(edition, editor, "数据，保护<隐私>")
    html = text_of(client.get(PAGE))
    assert marked(html) == [("公开𠮷", "n1"), ("数据", "n1 n2"), ("，保护&lt;隐私&gt;", "n2")]
    assert 'class="hl l0-1 l1-0" data-n="n1 n2"' in html


def test_a_note_over_two_paragraphs_is_numbered_once_where_it_ends(client, edition, editor):
    write(edition, editor, "隐私>。\n又应当")
    html = text_of(client.get(PAGE))
    assert [words for words, _ in marked(html)] == ["隐私&gt;。", "又应当"]
    assert html.count('class="ref"') == 1
    assert re.search(r"又应当</mark>\u2060<a class=\"ref\"", html)


def test_a_heading_can_be_annotated_on_its_line_and_as_the_title_of_a_page(client, edition, editor):
    write(edition, editor, "总则", eid="chp_1", body="题解")
    assert marked(text_of(client.get(PAGE))) == [("总则", "n1")]
    long = grow("\n".join(f"第{c}章 章名{c}\n  第{c}1条 {'长' * 7000}" for c in (1, 2)), slug="long")
    write(long, editor, "章名2", eid="chp_2", body="题解")
    page = client.get("/documents/long/chp_2/").content.decode()
    assert marked(re.search(r"<h1.*?</h1>", page, re.S)[0]) == [("章名2", "n1")]
    assert "题解" in page


def test_notes_are_numbered_in_reading_order(client, edition, editor):
    late = write(edition, editor, "丁", eid="art_3", body="后")
    early = write(edition, editor, "公开", body="先")
    html = text_of(client.get(PAGE))
    numbers = re.findall(r'id="n(\d)".*?/notes/([0-9a-f-]+)/', html)
    assert numbers == [("1", str(early.pk)), ("2", str(late.pk))]


def test_a_note_on_an_item_is_told_after_the_article_that_holds_it(client, edition, editor):
    item = edition.sections.get(kind="item").eid
    write(edition, editor, "子项", eid=item, body="款")
    html = text_of(client.get(PAGE))
    assert html.index("又应当公开") < html.index('id="n1"') < html.index('id="art_2"')


@pytest.mark.parametrize("visibility", ["private", "editors"])
def test_a_reader_never_sees_what_is_not_public(client, edition, editor, visibility):
    write(edition, editor, "公开", visibility=visibility, body="内部意见")
    client.force_login(editor)
    seen = client.get(PAGE)
    assert "内部意见" in seen.content.decode()
    assert "n-only" in seen.content.decode()
    assert "private" in seen.headers["Cache-Control"]
    client.logout()
    page = client.get(PAGE, headers={"if-none-match": seen.headers["ETag"]})
    assert page.status_code == 200
    assert "内部意见" not in page.content.decode()
    assert "Cookie" in page.headers["Vary"]


def test_another_editors_private_note_is_not_shown_to_the_staff(client, edition, editor):
    write(edition, editor, "公开", visibility="private", body="内部意见")
    client.force_login(viewer())
    assert "内部意见" not in client.get(PAGE).content.decode()


def test_a_page_is_sent_again_when_a_note_has_changed(client, edition, editor):
    note = write(edition, editor, "公开", body="初稿")
    etag = client.get(PAGE).headers["ETag"]
    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 304
    annotations.edit(note, by=editor, version=1, body="定稿")
    page = client.get(PAGE, headers={"if-none-match": etag})
    assert "定稿" in page.content.decode()
    note.refresh_from_db()
    annotations.delete(note, by=editor, version=note.version)
    assert "定稿" not in client.get(PAGE).content.decode()


def test_replies_belong_to_the_desk(client, edition, editor):
    note = write(edition, editor, "公开", body="意见")
    annotations.reply(note, by=editor, body="答复")
    client.force_login(editor)
    assert "答复" not in client.get(PAGE).content.decode()


def test_a_reader_asks_for_the_notes_of_one_concept_or_author_or_none(client, edition, editor):
    other = User.objects.create_superuser("other")
    write(edition, editor, "公开", tags=["公开"], body="甲注")
    write(edition, other, "隐私", tags=["隐私"], body="乙注")
    slug = concepts.add("隐私").slug
    only = text_of(client.get(PAGE, {"concept": slug}))
    assert ("甲注" in only, "乙注" in only) == (False, True)
    assert marked(only) == [("隐私", "n1")]
    only = text_of(client.get(PAGE, {"author": editor.pk}))
    assert ("甲注" in only, "乙注" in only) == (True, False)
    off = client.get(PAGE, {"notes": "none"})
    assert "<mark" not in off.content.decode()
    assert "All notes" not in off.content.decode()


def test_script_in_a_note_stays_words(client, edition, editor):
    Annotation.objects.filter(pk=write(edition, editor, "公开").pk).update(
        body="<script>alert(1)</script> [点](javascript:alert(1)) <img src=x onerror=alert(1)>"
    )
    html = text_of(client.get(PAGE))
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_the_definitions_of_tagged_terms_are_on_the_page(client, edition, editor):
    write(edition, editor, "公开", tags=["公开"])
    Gloss.objects.create(concept=concepts.add("公开"), text="使公众知悉。")
    assert "使公众知悉。" in text_of(client.get(PAGE))


def test_a_page_takes_as_many_queries_however_many_notes_it_has(client, edition, editor, django_assert_max_num_queries):
    for n in range(30):
        write(edition, editor, "公开𠮷数据", body=f"第{n}条注", tags=[f"概念{n % 7}"])
    for address in (PAGE, "/documents/example/full/"):
        cache.clear()
        with django_assert_max_num_queries(8):
            assert client.get(address).content.decode().count('class="note') >= 30


def test_a_note_on_a_table_is_marked_in_its_cell(client, editor):
    edition = grow("第一章 表\n  [table] 甲\t乙𠮷丙|丁\t戊")
    eid = edition.sections.get(kind="table").eid
    write(edition, editor, "𠮷丙\n丁", eid=eid)
    assert marked(text_of(client.get(PAGE))) == [("𠮷丙", "n1"), ("丁", "n1")]


def test_a_page_is_sent_again_when_a_concept_a_kind_or_an_author_is_called_otherwise(client, edition, editor):
    concept = concepts.add("公开")
    note = write(edition, editor, "公开", tags=["公开"])

    def changed(act):
        before = client.get(PAGE)["ETag"]
        act()
        return client.get(PAGE)["ETag"] != before

    assert changed(lambda: concepts.name(concept, "数据公开", language="zh-Hans"))
    assert changed(lambda: concept.glosses.create(text="使人人可得。"))
    assert changed(lambda: concepts.colour(concept, 4))
    assert changed(lambda: concepts.move(concept, broader=concepts.add("数据")))
    assert changed(lambda: setattr(note.kind, "seal", "解") or note.kind.save())
    assert changed(lambda: setattr(editor, "last_name", "王") or editor.save())
    assert changed(lambda: concepts.merge(concept, into=concepts.add("公布")))
    assert not changed(lambda: editor.save(update_fields=["last_login"]))
