"""The texts as JSON, their feeds, and the description of it all."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User

from documents.api.openapi import READ, template
from documents.exporters.atom import ATOM
from documents.importers.blocks import Imported, Metadata
from documents.models import Annotation, Document, NoteKind
from documents.services import annotations, concepts
from documents.services.annotations import Passage
from documents.services.editions import publish, store
from tests.factories import grow, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(db):
    return grow("第一章 总则\n  第一条 应当公开。\n    （一）甲项；\n  第二条 又应当公开。")


@pytest.fixture
def note(edition):
    author = User.objects.create_superuser("ada")
    passage = Passage("art_1", 2, 4, "公开")
    kind = NoteKind.objects.get(key="zhu")
    fields = {"body": "说明\x0b", "visibility": "public", "concepts": [concepts.add("公开")]}
    return annotations.annotate(author=author, edition=edition, passages=[passage], kind=kind, **fields)


def follow(client, url: str) -> dict:
    response = client.get(url.removeprefix("http://testserver"))
    assert response.status_code == 200, url
    return response.json()


def test_from_the_beginning_every_section_is_found_by_following_addresses(client, edition):
    listed = follow(client, follow(client, "/api/")["documents"])
    document = follow(client, listed["items"][0]["api_url"])
    told = follow(client, document["editions"][0]["api_url"])
    assert [each["eid"] for each in told["outline"]] == ["chp_1", "art_1", "art_1__item_1", "art_2"]
    sections = follow(client, told["sections_url"])["items"]
    section = follow(client, sections[1]["api_url"])
    assert (section["content"], section["parent"], section["children"]) == ("应当公开。", "chp_1", ["art_1__item_1"])
    assert follow(client, section["annotations_url"])["total"] == 0


def test_drafts_are_not_told(client):
    grow("第一条 甲。", draft=True)
    assert follow(client, "/api/documents")["items"] == []
    for url in ("/api/documents/example", "/api/documents/example/editions/2020-01-01", "/documents/example/feed.atom"):
        response = client.get(url)
        assert (response.status_code, response.json()["code"]) == (404, "not-found")


@pytest.mark.parametrize(("query", "status"), [("page=0", 400), ("page=x", 400), ("page=2", 404), ("year=x", 400)])
def test_a_parameter_that_cannot_be_read_is_told(client, edition, query, status):
    assert client.get(f"/api/documents?{query}").status_code == status


def test_documents_are_narrowed_and_turned_page_by_page(client, monkeypatch):
    monkeypatch.setattr("documents.api.reading.DOCUMENTS", 2)
    for number in range(3):
        grow("第一条 甲。", slug=f"d{number}")
    first = follow(client, "/api/documents?language=zh-Hans")
    assert (first["total"], len(first["items"]), first["previous"]) == (3, 2, None)
    assert len(follow(client, first["next"])["items"]) == 1
    assert follow(client, "/api/documents?language=en")["total"] == 0


def test_an_unchanged_answer_is_not_sent_twice_and_an_address_with_a_slash_leads_to_the_one_without(client, edition):
    tag = client.get("/api/documents").headers["ETag"]
    assert client.get("/api/documents", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/api/documents/?page=1").headers["Location"] == "/api/documents?page=1"


def test_a_long_edition_takes_as_many_queries_as_a_short_one(client, django_assert_max_num_queries):
    grow("\n".join(f"第{number}条 甲。" for number in range(1, 150)))
    for url in ("", "/sections"):
        with django_assert_max_num_queries(4):
            client.get(f"/api/documents/example/editions/2020-01-01{url}")


@pytest.mark.parametrize("url", ["/feed.atom", "/documents/example/feed.atom", "/concepts/公开/feed.atom"])
def test_a_feed_tells_what_is_new(client, note, url):
    response = client.get(url)
    root = ElementTree.fromstring(response.content)
    entry = root.find(f"{{{ATOM}}}entry")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert entry is not None
    if url != "/feed.atom":
        assert entry.findtext(f"{{{ATOM}}}content") == "> 公开\n\n说明"
    Annotation.objects.update(visibility="editors")
    assert "说明" not in client.get("/documents/example/feed.atom").content.decode()


def test_a_documents_feed_tells_its_new_texts_beside_its_notes(client, note):
    later = tree("第一条 公共数据应当及时公开。")
    document = Document.objects.get(slug="example")
    publish(store(document, Imported(later, Metadata(title="示例", adopted=dt.date(2024, 1, 1)))))
    root = ElementTree.fromstring(client.get("/documents/example/feed.atom").content)
    pages = [entry.findtext(f"{{{ATOM}}}id") for entry in root.findall(f"{{{ATOM}}}entry")]
    assert pages[0] == "http://testserver/documents/example/@2024-01-01/"
    assert f"http://testserver/notes/{note.pk}/" in pages
    assert 'href="/documents/example/feed.atom"' in client.get("/documents/example/").content.decode()


@pytest.mark.parametrize("url", ["/feed.atom?issuer=市政府", "/concepts/公开/feed.atom"])
def test_the_feeds_of_an_issuer_and_of_a_concept_tell_new_texts_and_new_notes(client, note, url):
    Document.objects.update(issuer="市政府")
    grow("第一条 别处的数据。", slug="elsewhere")
    entries = ElementTree.fromstring(client.get(url).content).findall(f"{{{ATOM}}}entry")
    pages = {entry.findtext(f"{{{ATOM}}}id") for entry in entries}
    assert pages == {f"http://testserver/notes/{note.pk}/", "http://testserver/documents/example/@2020-01-01/"}


def test_the_description_names_addresses_that_answer(client, note):
    told = follow(client, "/api/openapi.json")
    places = {"slug": "example", "address": "2020-01-01", "eid": "art_1", "id": str(note.pk)}
    assert len(told["paths"]) == len(READ)
    for name, *_ in READ:
        path = template(name)
        places["slug"] = "公开" if "/concepts/" in path else "example"
        for place, value in places.items():
            path = path.replace(f"{{{place}}}", value)
        response = client.get(path)
        (media_type,) = told["paths"][template(name)]["get"]["responses"]["200"]["content"]
        assert (response.status_code, response.headers["Content-Type"].split(";")[0]) == (200, media_type), path


def test_the_described_shapes_have_the_names_that_are_told(client, note):
    schemas = follow(client, "/api/openapi.json")["components"]["schemas"]
    edition = "/api/documents/example/editions/2020-01-01"
    for name, url in [
        ("Root", "/api"),
        ("Documents", "/api/documents"),
        ("Document", "/api/documents/example"),
        ("EditionWithOutline", edition),
        ("Sections", f"{edition}/sections"),
        ("SectionWithChildren", f"{edition}/sections/art_1"),
        ("Problem", "/api/documents/none"),
    ]:
        assert sorted(client.get(url).json()) == sorted(schemas[name]["properties"]), name
