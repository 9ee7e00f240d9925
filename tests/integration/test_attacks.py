"""What an attacker would try: words that are programs, others' notes and drafts, hostile files, doors left open.

The addresses come from the resolver, as in test_matrix, so that a new page is attacked the day it is added.
"""

import io
import json
import re
import zipfile
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from documents.importers.blocks import UnreadableDocument
from documents.importers.registry import read
from documents.models import Annotation, ApiToken, Gloss, NoteKind, Site, Upload
from documents.services import annotations, concepts
from documents.services.annotations import Passage
from documents.services.editions import add_document, publish
from documents.services.publications import export
from tests.factories import grow
from tests.integration.test_matrix import ADDRESSES, path_of

pytestmark = pytest.mark.django_db
EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(2)>' onmouseover=alert(3) x="
SIGNS = ("<script>alert", "<img src=x", '" onmouseover')
#: JSON in a page, which is escaped by rules of its own; that nothing ends it early is seen by what follows it.
LINKED = re.compile(r'<script type="application/ld\+json">[^<]*</script>')
SECRET = "绝密文字"
PUBLIC = [(name, route) for name, route in ADDRESSES if not name.startswith("admin:")]


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.ZHANGJU_RATE_LIMITS = False
    cache.clear()


def person(name, group=None, **more):
    user = User.objects.create_user(name, is_staff=group is not None, **more)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def signed_in(user):
    client = Client()
    if user.pk:
        client.force_login(user)
    client.raise_request_exception = False
    return client


def values_of(edition, note, concept):
    return {
        "slug": edition.document.slug, "address": edition.address, "eid": "art_1", "form": "ris", "suffix": "html",
        "old": edition.address, "new": edition.address, "uuid:pk": note.pk, "pk": note.pk, "rest": "documents",
        "url": "nowhere", "concept_slug": concept.slug,
    }  # fmt: skip


def answers(client, values):
    """Every public address with its answer's text, words of files unpacked."""
    for name, route in PUBLIC:
        own = values | ({"slug": values["concept_slug"]} if "concept" in route else {})
        answer = client.get(path_of(route, own), {"q": SECRET[:2]} if "search" in route else {})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        yield name, answer, LINKED.sub("", body.decode("utf-8", "replace"))


def test_words_that_are_programs_stay_words_on_every_page(admin_user):
    edition = grow(f"第一章 {EVIL}\n  第一条 甲乙{EVIL}", title=EVIL[:90], issuer=EVIL, number=EVIL)
    edition.document.source = EVIL
    edition.document.save()
    concept = concepts.add(EVIL[:90])
    concepts.name(concept, "safe", language='en" onmouseover="alert(1)'[:35])
    Gloss.objects.create(concept=concept, text=EVIL, source=EVIL)
    admin_user.first_name = EVIL[:100]
    admin_user.save()
    Site(pk=1, name=EVIL[:60], introduction=EVIL, introduction_en=EVIL).save()
    NoteKind.objects.update(name=EVIL[:40], name_en=EVIL[:40], seal='">')
    note = annotations.annotate(
        author=admin_user, edition=edition, passages=[Passage("art_1", 0, 2, "甲乙")], kind=NoteKind.objects.first(),
        visibility="public", body=f"{EVIL}\n\n[x](javascript:alert(1)) <javascript:alert(1)> [y](data:text/html,x)",
        concepts=[concept],
    )  # fmt: skip
    values = values_of(edition, note, concept)
    for user in (AnonymousUser(), admin_user):
        for name, answer, text in answers(signed_in(user), values):
            assert answer.status_code != 500, name
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                found = [sign for sign in SIGNS if sign in text]
                assert not found, (name, found, text[max(0, text.find(found[0]) - 90) :][:200])
                assert 'href="javascript:' not in text.lower(), name
                assert "unsafe-" not in answer.headers["Content-Security-Policy"], name
    client = signed_in(admin_user)
    lists = ("document", "annotation", "concept", "edition", "target", "auditentry", "trashitem")
    paths = [reverse("admin:index"), *(reverse(f"admin:documents_{name}_changelist") for name in lists)]
    paths += [reverse(f"admin:documents_edition_{page}", args=[edition.pk]) for page in ("outline", "desk", "change")]
    paths += [
        reverse("admin:documents_concept_change", args=[concept.pk]),
        reverse("admin:documents_annotation_change", args=[note.pk]),
    ]
    for path in paths:
        text = client.get(path).content.decode()
        assert not [sign for sign in SIGNS if sign in text], path


def test_nothing_of_a_draft_or_of_others_notes_leaves_by_any_address():
    editor, other = person("editor", "Editors"), person("other", "Annotators")
    edition, draft = grow("第一条 甲乙。"), grow(f"第一条 {SECRET}。", slug="draft", title="草案", draft=True)
    concept, kind = concepts.add("甲"), NoteKind.objects.first()
    passage = [Passage("art_1", 0, 2, "甲乙")]
    private = annotations.annotate(
        author=editor,
        edition=edition,
        passages=passage,
        kind=kind,
        visibility="private",
        body=SECRET,
        concepts=[concept],
    )
    shared = annotations.annotate(
        author=editor, edition=edition, passages=passage, kind=kind, visibility="editors", body=f"{SECRET}共享"
    )
    on_draft = annotations.annotate(
        author=editor,
        edition=draft,
        passages=[Passage("art_1", 0, 4, SECRET)],
        kind=kind,
        visibility="public",
        body=f"{SECRET}草案",
    )
    deleted = annotations.annotate(
        author=editor, edition=edition, passages=passage, kind=kind, visibility="public", body=f"{SECRET}已删"
    )
    annotations.delete(deleted, by=editor, version=1)
    caller = person("caller")
    User.objects.filter(pk=caller.pk).update(is_staff=True)  # the door is open, no role is given
    for user in (AnonymousUser(), person("reader"), caller):
        for held in ((edition, private), (edition, shared), (draft, on_draft), (edition, deleted)):
            for name, answer, text in answers(signed_in(user), values_of(*held, concept)):
                assert SECRET not in text, (name, user, answer.status_code)
    for name, _answer, text in answers(signed_in(other), values_of(edition, private, concept)):
        assert SECRET not in text.replace(f"{SECRET}共享", ""), name
    for form in ("txt", "md", "html", "json", "akn"):
        assert SECRET not in export(edition, form).decode()


def test_an_answer_to_somebody_signed_in_is_kept_by_no_proxy():
    editor = person("editor", "Editors")
    edition, concept = grow("第一条 甲乙。"), concepts.add("甲")
    note = annotations.annotate(
        author=editor,
        edition=edition,
        passages=[Passage("art_1", 0, 2, "甲乙")],
        kind=NoteKind.objects.first(),
        visibility="private",
        body=SECRET,
    )
    for name, answer, text in answers(signed_in(editor), values_of(edition, note, concept)):
        if SECRET in text:
            kept = answer.headers.get("Cache-Control", "")
            assert "private" in kept or "no-store" in kept, (name, kept)
            assert "Cookie" in answer.headers.get("Vary", ""), name


HOSTILE = [
    "../../../etc/passwd",
    "a/b",
    "",
    "?x",
    "#x",
    '"><b onclick=1>',
    "​",
    "x" * 200,
    ".",
    "..",
    "%2e%2e",
    "art 1",
    "\x00",
]


@pytest.mark.parametrize("eid", HOSTILE)
def test_addresses_that_a_file_brings_lead_nowhere_else(client, eid):
    outline = {"kind": "document", "children": [{"kind": "article", "number": "第一条", "text": "甲乙。", "eid": eid},
               {"kind": "article", "number": "第二条", "text": "丙丁。", "eid": eid}]}  # fmt: skip
    file = {
        "format": "zhangju-edition",
        "version": 1,
        "edition": {"title": "例", "slug": "../x"},
        "outline": outline,
        "notes": [],
    }
    try:
        imported = read(json.dumps(file).encode(), "x.json")
    except UnreadableDocument:
        return
    edition = publish(add_document(imported, slug="../../evil"))
    for path in (
        edition.document.get_absolute_url(),
        *(section.get_absolute_url() for section in edition.sections.outline()),
    ):
        assert client.get(path).status_code == 200, path
    text = client.get(f"{edition.document.get_absolute_url()}full/").content.decode()
    assert "<b onclick" not in text


def bomb(entries, size):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in entries:
            archive.writestr(name, b"<w>" + b" " * size)
    return file.getvalue()


LAUGHS = (
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'x'>"
    + b"".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else '&a;' * 10}'>".encode() for n in range(12))
    + b"]><akomaNtoso>&a11;</akomaNtoso>"
)
ELSEWHERE = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><akomaNtoso>&e;</akomaNtoso>"
FILES = {
    "laughs.xml": LAUGHS,
    "elsewhere.akn": ELSEWHERE,
    "bomb.docx": bomb(["word/document.xml"], 200_000_000),
    "bomb.epub": bomb(["META-INF/container.xml", "mimetype"], 100_000_000),
    "out.docx": bomb(["../../../../tmp/out.xml"], 10),
    "deep.html": b"<div>" * 5_000 + "深".encode(),
    "../../etc/passwd.txt": "第一条 甲。".encode(),
    "\r\nSet-Cookie: a=b.txt": "第一条 甲。".encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_within_bounds_or_refused_and_told(name):
    client = signed_in(person("editor", "Editors"))
    answer = client.post(reverse("admin:documents_upload_add"), {"file": named(FILES[name], name)}, follow=True)
    assert answer.status_code == 200
    assert "root:x:0" not in answer.content.decode()


def named(data, name):
    file = io.BytesIO(data)
    file.name = name
    return file


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost@evil.example", "localhost:8000/../evil", "evil.example:80"]
)
def test_no_page_is_made_for_another_host(client, host):
    grow("第一条 甲。")
    answer = client.get("/documents/example/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()
    assert client.get("/sitemap.xml", headers={"x-forwarded-host": "evil.example"}).content.decode().count("evil") == 0


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/%2e%2e",
        "/%5cevil.example",
        "/documents//evil.example",
        "/admin//evil.example",
        "/api//evil.example/",
    ],
)
def test_a_path_leads_to_no_other_site(client, path):
    answer = client.get(path)
    assert not answer.headers.get("Location", "").replace("\\", "/").startswith(("//", "http://evil", "https://evil"))


ASKED = ["q", "was", "kind", "issuer", "year", "language", "concept", "author", "page", "document", "section", "title"]
ASKED += ["editions", "phrase", "a", "b", "creator", "sort", "view", "lang", "from", "to", "p", "at", "iris"]


def test_nul_in_an_address_is_looked_for_nowhere(client):
    edition, concept = grow("第一条 甲乙。"), concepts.add("甲")
    note = Annotation(author=person("one"), kind=NoteKind.objects.first(), motivation="commenting", body="评")
    note.save()
    client.raise_request_exception = False
    values = values_of(edition, note, concept)
    query = "&".join(f"{name}=%00" for name in ASKED) + "&kind=a%00b&q=甲%00"
    gaps = ("slug", "address", "eid", "form", "suffix", "old", "new", "name", "rest")
    for name, route in PUBLIC:
        wanted = [path_of(route, values | {gap: "%00"}) for gap in gaps if gap in route]
        for path in (*wanted, f"{path_of(route, values)}?{query}"):
            answer = client.get(path)
            assert answer.status_code < 500 or "search" in path, (name, path, answer.status_code)  # there is no index


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 20, "１２", "²", "-1"], ids="abcde")
def test_numbers_too_large_for_anything_are_none(client, number):
    edition, concept = grow("第一条 甲乙。"), concepts.add("甲")
    for path in ("art_1/?p={0}&at={0}", "full/?page={0}", "notes/?page={0}&author={0}"):
        assert client.get(f"/documents/example/{path.format(number)}").status_code == 200
    editor = signed_in(person("editor", "Editors"))
    upload = Upload.objects.create(name="x", sha256="0", state="read", details={"title": "x", "slug": "x"})
    form = {"version": "1", "mark": f"text:{number}", f"as-{number}": "text", f"level-{number}": number}
    correct = reverse("admin:documents_upload_correct", args=[upload.pk])
    answer = editor.post(correct, urlencode(form), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    occurrences = reverse("admin:documents_concept_occurrences", args=[concept.pk])
    assert editor.get(occurrences, {"edition": number}).status_code == 200
    assert editor.post(occurrences, {"verb": "undo", "tagging": number}).status_code == 404
    for name in ("edition", "concept"):
        assert editor.get(reverse("admin:documents_annotation_changelist"), {name: number}).status_code == 200
    desk = reverse("admin:documents_edition_desk_create", args=[edition.pk])
    for text in ("\ud800", "\0"):
        assert editor.post(desk, {"kind": text}, content_type="application/json").status_code == 400


def test_a_form_without_its_token_writes_nothing_at_any_address():
    strict = Client(enforce_csrf_checks=True)
    strict.raise_request_exception = False
    strict.force_login(User.objects.create_superuser("root"))
    edition = grow("第一条 甲。", draft=True)
    values = {"object_id": edition.pk, "pk": edition.pk, "id": 1, "content_type_id": 1}
    values |= {"app_label": "documents", "url": "x", "slug": "example", "address": edition.address, "eid": "art_1"}
    for name, route in ADDRESSES:
        if name.startswith("admin:"):
            answer = strict.post(path_of(route, values))
            assert answer.status_code in (403, 404, 405, 301, 302), (name, answer.status_code)
            assert (
                answer.status_code not in (301, 302) or "login" in answer.headers["Location"] or name.endswith("None")
            ), name


@pytest.mark.parametrize("path", ["/", "/search/", "/documents/example/", "/help/", "/concepts/"])
@pytest.mark.parametrize("verb", ["post", "put", "delete", "patch"])
def test_a_verb_that_a_page_does_not_have_is_told_before_a_missing_token(path, verb):
    grow("第一条 甲。")
    answer = getattr(Client(enforce_csrf_checks=True), verb)(path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_the_keys_of_others_are_neither_seen_nor_taken():
    one, two = person("one", "Editors"), person("two", "Editors")
    token, _ = ApiToken.objects.issue(one, "mine")
    client = signed_in(two)
    for verb in ("change", "delete", "history"):
        answer = client.post(reverse(f"admin:documents_apitoken_{verb}", args=[token.pk]), {"post": "yes", "name": "x"})
        assert answer.status_code in (302, 403, 404)
    assert ApiToken.objects.get().name == "mine"
    assert Annotation.objects.count() == 0
