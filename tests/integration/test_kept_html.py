"""Notes' words as HTML, kept beside them: what a page shows is always of the words as they are."""

import pytest
from django.contrib.auth.models import User

from documents import markup
from documents.models import Annotation, NoteKind
from documents.services import annotations
from documents.services.annotations import Passage
from documents.services.kept_html import keep_html
from tests.factories import grow

pytestmark = pytest.mark.django_db
PAGE, NOTES = "/documents/example/art_1/", "/documents/example/notes/"


@pytest.fixture
def author():
    return User.objects.create_superuser("author")


@pytest.fixture
def note(author):
    passage = Passage("art_1", 0, 2, "公开")
    kind = NoteKind.objects.first()
    return annotations.annotate(
        author=author,
        edition=grow("第一条 公开数据。"),
        passages=[passage],
        kind=kind,
        body="**旧**评",
        visibility="public",
    )


@pytest.fixture
def unread(monkeypatch):
    """Markdown cannot be read."""
    monkeypatch.setattr(markup, "to_html", lambda text: pytest.fail(f"{text} was parsed"))


def shown(client):
    """The page of the text, of its notes and of the note, one after the other."""
    pages = PAGE, NOTES, Annotation.objects.get().get_absolute_url()
    return "".join(client.get(page).content.decode() for page in pages)


def test_pages_show_what_is_kept_and_parse_nothing(client, note, unread):
    assert shown(client).count("<p><strong>旧</strong>评</p>") == 3


def test_what_was_made_of_other_words_is_never_shown(client, note):
    Annotation.objects.update(body="**新**评")
    assert (shown(client).count("<strong>新</strong>"), "旧" in shown(client)) == (3, False)


def test_a_note_edited_and_brought_back_keeps_the_html_of_its_words(author, note):
    edited = annotations.edit(note, by=author, version=note.version, body="*新*评")
    back = annotations.revert(edited, edited.changes.first(), by=author, version=edited.version)
    assert [Annotation.objects.get().html, back.html] == [markup.to_keep("**旧**评")] * 2


@pytest.mark.parametrize("kept", ["", "0 0123 <p>of an older release</p>"])
def test_notes_of_an_older_release_get_the_html_of_this_one_once(client, note, kept):
    Annotation.objects.update(html=kept)
    assert (keep_html(), keep_html()) == (1, 0)
    assert Annotation.objects.get().html == markup.to_keep("**旧**评")
