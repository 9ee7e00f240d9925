"""The pictures of the guide for editors, taken of what an editor sees; `make screenshots` keeps them in docs/images."""

import io
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from accounts import second_factor
from documents import editing
from documents.models import Concept, NoteKind
from documents.services import annotations, concepts, outlines, trash
from documents.services.annotations import Passage
from documents.services.worker import work
from tests.browser.test_outline_editor import enter
from tests.factories import grow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOCS = Path(settings.BASE) / "docs"
#: Where the pictures are kept; nowhere in a test run, which only sees that each can be taken.
KEPT = os.environ.get("ZHANGJU_PICTURES", "")
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
TEXT = {
    "zh": """某市数据公开办法
第一章 总则
第一条 为了推进数据公开，制定本办法。
第二条 本办法适用于本市各机关。
第四条 公开应当及时、准确。
第二章 附则
第五条 本办法自公布之日起施行。
""",
    "en": """Charter of the Reading Room
Chapter 1 Purpose
Article 1 The room is open to all.
Article 2 Nobody has to be silent.
Article 4 Books are returned to their place.
Chapter 2 Hours
Article 5 It closes at nine.
""",
}
OUTLINE = {
    "zh": """第一章 总则
  第一条 本市各机关应当公开数据。
  第二条 公开的数据应当准确。
第二章 附则
  第三条 自公布之日起施行。""",
    "en": """Chapter 1 Purpose
  Article 1 The room is open to all.
  Article 2 Nobody has to be silent.
Chapter 2 Hours
  Article 3 It closes at nine.""",
}
#: The title, the word that is annotated, the note, and what lies in the trash.
NAMES = {
    "zh": ("数据公开办法", "公开", "两处说法一致。", "旧稿"),
    "en": ("Charter of the Reading Room", "open", "Compare article 3.", "Old draft"),
}


@pytest.fixture(params=LOCALES)
def language(request):
    return request.param


@pytest.fixture
def window(chromium, live_server, transactional_db, admin_client, settings, tmp_path, language):
    """The window of a signed-in editor, in the language of the guide."""
    settings.MEDIA_ROOT = tmp_path
    context = chromium.new_context(
        base_url=live_server.url,
        locale=LOCALES[language],
        viewport={"width": 1120, "height": 720},
        color_scheme="light",
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    enter(page, admin_client, live_server)
    yield page
    context.close()


@pytest.fixture
def take(window, language):
    """Takes the picture of that name; its words have to be in the guide's language."""
    taken = []

    def shot(name):
        data = window.screenshot(animations="disabled")
        taken.append(name)
        assert (re.search("[\u4e00-\u9fff]", window.locator("#content").inner_text()) is not None) or language == "en"
        if KEPT:
            file = Path(KEPT) / f"{name}.{language}.webp"
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.open(io.BytesIO(data)).convert("RGB").save(file, "WEBP", quality=60, method=6)

    shot.taken = taken
    return shot


def named_in(language):
    """The pictures that the guide of a language shows."""
    guide = DOCS / ("editing.md" if language == "en" else f"editing.{language}.md")
    return set(re.findall(rf"images/([\w-]+)\.{language}\.webp", guide.read_text()))


def test_every_picture_of_the_guide_can_be_taken(window, take, admin_user, language):
    title, word, body, old = NAMES[language]
    for key, seal, name, english in [("zhu", "注", "注释", "Note"), ("jiao", "校", "校勘", "Collation")]:
        NoteKind.objects.get_or_create(
            key=key, defaults={"seal": seal, "name": name, "name_en": english, "motivation": "describing"}
        )
    if not Concept.objects.exists():
        Concept._base_manager.bulk_create([Concept(slug="scheme", lft=1, rght=2, level=0, tree_id=1)])
    tag = "zh-Hans" if language == "zh" else "en"
    edition = grow(OUTLINE[language], slug="first", title=title, language=tag, draft=True)
    content = edition.sections.get(eid="art_1").content
    at = content.index(word)
    annotations.annotate(
        author=admin_user, edition=edition, passages=[Passage("art_1", at, at + len(word), word)],
        kind=NoteKind.objects.first(), visibility="public", body=body, concepts=[concepts.add(word, language=tag)],
    )  # fmt: skip
    window.goto(reverse("admin:documents_upload_add"))
    file = {"name": "text.txt", "mimeType": "text/plain", "buffer": TEXT[language].encode()}
    window.set_input_files("input[type=file]", file)
    window.locator("#content button.default").click()
    expect(window.locator("[data-live]")).to_be_visible()
    work()
    expect(window.locator(".zj-src")).to_be_visible(timeout=20_000)
    take("review")
    window.goto(reverse("admin:documents_edition_outline", args=[edition.pk]) + "?section=art_2")
    take("outline")
    window.goto(reverse("admin:documents_edition_desk", args=[edition.pk]))
    expect(window.locator("[data-text]")).to_be_visible()
    take("desk")
    outlines.change(edition, editing.remove, "art_2", author=admin_user)
    trash.discard(grow("第一条 甲。", slug="old", title=old, draft=True).document, by=admin_user)
    window.goto(reverse("admin:documents_trashitem_changelist"))
    expect(window.locator("#result_list")).to_contain_text(old)
    take("trash")
    window.goto(reverse("admin:documents_auditentry_changelist"))
    take("audit")
    second_factor.begin(admin_user)
    window.goto(reverse("admin:signing_in_enrol"))
    expect(window.locator(".zj-steps img")).to_be_visible()
    assert window.locator(".zj-steps img").evaluate("image => image.naturalWidth") > 100
    take("second-factor")
    assert set(take.taken) == named_in(language)


def test_the_guides_show_pictures_that_are_there():
    for language in LOCALES:
        for name in named_in(language):
            assert (DOCS / "images" / f"{name}.{language}.webp").exists(), name
