"""Made-up input of every kind: whatever comes, the site answers, and never with a 500.

`ZHANGJU_FUZZ=1000` tries as many examples of each instead of the few that a test run has time for.
"""

import contextlib
import json
import os
import string
from urllib.parse import urlencode

import pytest
import schemathesis
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error

from core.wsgi import application
from documents.importers.blocks import UnreadableDocument
from documents.importers.registry import READERS, read
from documents.markup import to_html
from documents.models import ApiToken, NoteKind
from documents.search.language import parse
from documents.services import annotations, concepts
from documents.services.annotations import Passage
from tests.factories import grow

EXAMPLES = int(os.environ.get("ZHANGJU_FUZZ", "25"))
few = settings(
    max_examples=EXAMPLES,
    derandomize="ZHANGJU_FUZZ" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
#: Text with what the search language, Markdown and XML give a meaning to.
words = st.text() | st.text(
    alphabet="\"“”()（）-+:*?~^<>&|\\/[]{}!#`_'=@\x00\ud800 甲乙法a1年OR AND NOT kind near", max_size=80
)


def sendable(text):
    """Text as bytes that may be no UTF-8."""
    return text.encode("utf-8", "surrogatepass")


@pytest.fixture
def one_connection():
    """The test's own connection for the server's requests, too: they would close it, as it stands in a transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def world(db, settings, one_connection):
    settings.ZHANGJU_RATE_LIMITS = False
    cache.clear()
    editor = User.objects.create_superuser("editor")
    edition = grow("第一章 总则\n  第一条 甲乙丙。\n  第二条 丁戊。")
    annotations.annotate(
        author=editor, edition=edition, passages=[Passage("art_1", 0, 2, "甲乙")], kind=NoteKind.objects.first(),
        visibility="public", body="评", concepts=[concepts.add("甲")],
    )  # fmt: skip
    return editor


@few
@given(
    query=words,
    more=st.dictionaries(
        st.sampled_from(["page", "kind", "year", "sort", "language", "lang", "issuer", "phrase", "concept", "in"]),
        words,
    ),
)
def test_any_search_is_answered(world, query, more):
    for path in ("/search/", "/", "/concepts/", "/search/concordance/", "/documents/example/notes/"):
        asked = urlencode({name: sendable(value) for name, value in {"q": query, **more}.items()})
        assert Client().get(f"{path}?{asked}").status_code < 500


@few
@given(query=words)
def test_any_query_is_understood_somehow(query):
    parse(query)


@few
@given(text=words)
def test_no_note_becomes_a_program(text):
    html = to_html(text.encode("utf-8", "replace").decode()).lower()  # the API refuses half a character
    for sign in ("<script", "<img", "<svg", "<iframe", 'javascript:"', ' onerror="', "<style"):
        assert sign not in html


@few
@given(
    data=st.binary(max_size=400) | words.map(lambda text: text.encode("utf-8", "replace")),
    suffix=st.sampled_from(sorted(READERS)),
    start=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<?xml version='1.0'?>", b"<html>", b"{"]),
)
def test_any_file_is_read_or_refused(data, suffix, start):
    with contextlib.suppress(UnreadableDocument):
        read(start + data, f"x{suffix}")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "source", "selector", "exact", "prefix", "start", "end", "value", "id", "body", "purpose", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@few
@given(data=values)
def test_any_annotation_is_taken_or_refused(world, data):
    _, token = ApiToken.objects.issue(world, "fuzz")
    body = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": data, "body": data}
    for sent in (json.dumps(body), json.dumps(data), str(data)):
        answer = Client().post(
            "/annotations/",
            sent.encode("utf-8", "replace"),
            content_type="application/ld+json",
            headers={"authorization": f"Bearer {token}"},
        )
        assert answer.status_code < 500


@few
@given(
    header=st.text(
        alphabet=string.printable.replace("\r", "").replace("\n", "").replace("\x0b", "").replace("\x0c", ""),
        max_size=60,
    ),
    name=st.sampled_from(
        [
            "Accept",
            "Accept-Language",
            "Accept-Datetime",
            "If-None-Match",
            "If-Modified-Since",
            "Prefer",
            "Range",
            "Authorization",
            "X-Forwarded-For",
            "X-Request-ID",
            "Cookie",
            "Content-Length",
        ]
    ),
)
def test_any_header_is_borne(world, header, name):
    client = Client()
    client.raise_request_exception = False
    for path in ("/", "/documents/example/", "/documents/example/art_1/", "/annotations/", "/api/documents"):
        assert client.get(path, headers={name: header}).status_code < 500, path


@few
@given(
    form=st.dictionaries(
        st.sampled_from(
            ["verb", "section", "version", "heading", "number", "kind", "text", "paragraph", "parent", "index", "auto"]
        ),
        words | st.sampled_from(["remove", "split", "move", "art_1", "1", "label", "text", "insert", "article"]),
    )
)
def test_any_change_of_an_outline_is_made_or_refused(world, form):
    edition = grow("第一条 甲。", slug="draft", draft=True) if not hasattr(world, "draft") else world.draft
    world.draft = edition
    edition.refresh_from_db()
    client = Client()
    client.force_login(world)
    client.raise_request_exception = False
    sent = {key: value.encode("utf-8", "replace") for key, value in {"version": str(edition.version), **form}.items()}
    answer = client.post(reverse("admin:documents_edition_outline_change", args=[edition.pk]), sent)
    assert answer.status_code < 500


@pytest.fixture
def api(world):
    return schemathesis.openapi.from_wsgi("/api/openapi.json", application, headers={"Host": "localhost"})


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(parent=few, max_examples=max(3, EXAMPLES // 8))
def test_the_api_keeps_to_what_it_says(case, world):
    _, token = ApiToken.objects.issue(world, "fuzz")
    case.call_and_validate(
        headers={"Authorization": f"Bearer {token}", "Host": "localhost"}, checks=[not_a_server_error]
    )
