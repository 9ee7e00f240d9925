"""The Web Annotation Protocol: who may read and write what, and what a bad request is told."""

import json

import pytest
from django.contrib.auth.models import Group, User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.models import Annotation, AnnotationChange, ApiToken, Concept, Target
from tests.factories import grow

pytestmark = pytest.mark.django_db

BASE = "http://testserver"
LD = "application/ld+json"
ROLES = {"viewer": "Viewers", "annotator": "Annotators", "editor": "Editors", "administrator": ""}
QUOTE = {"type": "TextQuoteSelector", "exact": "公开𠮷数据", "prefix": "应当", "suffix": "。"}
POSITION = {"type": "TextPositionSelector", "start": 2, "end": 7}


@pytest.fixture
def edition(db):
    return grow("第一章 总则\n  第一条 应当公开𠮷数据。|又应当公开。\n  第二条 又应当公开。\n    （一）甲项；")


def token(role: str) -> str:
    """The Authorization header of a person of that role; '' for a reader."""
    if role == "reader":
        return ""
    user, is_new = User.objects.get_or_create(
        username=role, defaults={"is_superuser": role == "administrator", "is_staff": True}
    )
    if is_new and ROLES[role]:
        user.groups.add(Group.objects.get_or_create(name=ROLES[role])[0])
    return "Bearer " + ApiToken.objects.issue(user, "test")[1]


def headers(role: str, **more: str) -> dict[str, str]:
    return ({"Authorization": token(role)} if role != "reader" else {}) | {
        name.replace("_", "-"): value for name, value in more.items()
    }


def note(*selectors, source="/documents/example/art_1/", **more):
    target = {"source": BASE + source, "selector": list(selectors or (QUOTE, POSITION))}
    body = {"type": "TextualBody", "value": "说明", "format": "text/markdown"}
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "body": body, "target": target} | more


def post(client, data, role="editor", **more):
    return client.post("/annotations/", data, content_type=LD, headers=headers(role, **more))


def made(client, role="editor", **more) -> dict:
    response = post(client, note(**more), role)
    assert response.status_code == 201, response.content
    return response.json()


def path(told: dict) -> str:
    return told["id"].removeprefix(BASE)


def test_a_note_sent_stands_on_its_words_and_comes_back_as_it_was_sent(client, edition):
    told = made(client, motivation="assessing")
    assert told["motivation"] == "assessing"
    quoted, position = told["target"]["selector"][1:]
    assert (quoted["exact"], position["start"], position["end"]) == ("公开𠮷数据", 2, 7)
    assert told["target"]["source"] == f"{BASE}/documents/example/@2020-01-01/art_1/"
    target = Target.objects.get()
    assert (target.section.eid, target.exact, target.annotation.body) == ("art_1", "公开𠮷数据", "说明")
    assert AnnotationChange.objects.get().verb == "create"


#: The first role that may, of POST, PUT and DELETE on a public note of an editor's, and GET of a note for editors.
@pytest.mark.parametrize(
    ("role", "post_", "put", "delete", "get_"),
    [
        ("reader", 401, 401, 401, 404),
        ("viewer", 403, 403, 403, 200),
        ("annotator", 201, 403, 403, 200),
        ("editor", 201, 200, 204, 200),
        ("administrator", 201, 200, 204, 200),
    ],
)
def test_each_verb_asks_for_its_role(client, edition, role, post_, put, delete, get_):
    told = made(client, body={"type": "TextualBody", "value": "编辑的"})
    hidden = Annotation.objects.get()
    auth = headers(role)
    tag = client.get(path(told), headers=auth).headers["ETag"]
    assert post(client, note(), role).status_code == post_
    changed = told | {"motivation": "questioning"}
    assert client.put(path(told), changed, LD, headers=auth | {"If-Match": tag}).status_code == put
    assert client.delete(path(told), headers=auth).status_code == delete
    Annotation.objects.filter(pk=hidden.pk).update(visibility="editors", deleted=None)
    assert client.get(path(told), headers=auth).status_code == get_


def test_a_note_of_an_annotator_is_not_public(client, edition):
    told = made(client, "annotator")
    assert client.get(path(told)).status_code == 404
    assert client.get("/annotations/").json()["total"] == 0
    assert client.get(path(told), headers=headers("editor")).status_code == 200


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (note(QUOTE, {"type": "TextPositionSelector", "start": 2, "end": 9999}), 422, "outside"),
        (note({"type": "TextPositionSelector", "start": 5, "end": 99}), 422, "outside"),
        (note({"type": "TextQuoteSelector", "exact": "没有的词"}, POSITION), 422, "other-words"),
        (note({"type": "TextQuoteSelector", "exact": "应当公开"}, source="/documents/example/"), 422, "other-words"),
        (note(source="/documents/example/art_9/"), 422, "no-such-section"),
        (note(source="/documents/another/art_1/"), 422, "no-such-text"),
        (note(source="/help/"), 422, "no-such-text"),
        (note(source="/documents/example/", target={"source": f"{BASE}/documents/example/"}), 422, "no-selector"),
        (note(POSITION, source="/documents/example/"), 422, "no-quote"),
        (note({"type": "TextQuoteSelector", "exact": 5}), 422, "selector"),
        (note(target=[]), 422, "no-target"),
        (note(target="javascript:alert(1)"), 422, "target"),
        (note(body={"type": "TextualBody", "value": "<script>alert(1)</script>"}), 422, "script"),
        (note(body={"type": "TextualBody", "value": "[点](javascript:alert(1))"}), 422, "script"),
        (note(body={"type": "TextualBody", "value": "<b onclick=x>"}), 422, "script"),
        (note(body={"type": "TextualBody", "value": "x", "format": "text/html"}), 422, "format"),
        (note(body={"type": "TextualBody", "value": "长" * 100_001}), 413, "too-large"),
        (note(body={"type": "TextualBody", "value": "x" * 1_000_000}), 413, "too-large"),
        (note(body={"type": "TextualBody", "value": "a\0b"}), 400, "characters"),
        (note(body={"source": f"{BASE}/concepts/none/", "purpose": "tagging"}), 422, "no-such-concept"),
        (note(motivation="shouting"), 422, "motivation"),
        ({"type": "Note"}, 400, "no-annotation"),
        (["Annotation"], 400, "no-annotation"),
    ],
)
def test_a_bad_request_is_told_why_and_changes_nothing(client, edition, data, status, code):
    response = client.post("/annotations/", json.dumps(data), content_type=LD, headers=headers("editor"))
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert not Annotation.objects.exists()
    assert not Concept.objects.listed().exists()


@pytest.mark.parametrize("body", [b"{no json", b"\xff", b"[" * 200_000, b'{"type": NaN}', b'{"a": "\\ud800"}', b" "])
def test_what_is_no_json_is_refused(client, edition, body):
    response = client.post("/annotations/", body, content_type=LD, headers=headers("editor"))
    assert response.status_code == 400


def test_another_media_type_is_refused(client, edition):
    response = client.post("/annotations/", {"a": 1}, headers=headers("editor"))
    assert response.status_code == 415


def test_a_problem_is_told_in_the_language_asked_for(client, edition):
    response = post(client, {"type": "Note"}, Accept_Language="en")
    assert response.json()["detail"] == "The body is no Web Annotation: its type must be “Annotation”."


@pytest.mark.parametrize("header", ["Bearer wrong", "Basic YTpi", "Bearer", "x"])
def test_a_wrong_token_is_refused_even_for_reading(client, edition, header):
    response = client.get("/annotations/", headers={"Authorization": header})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_is_kept_as_its_hash_and_ends_with_its_day_and_its_person(client, edition):
    header = token("editor")
    kept = ApiToken.objects.get()
    assert header.removeprefix("Bearer ") not in str(vars(kept))
    User.objects.update(is_active=False)
    assert client.get("/annotations/", headers={"Authorization": header}).status_code == 401
    User.objects.update(is_active=True)
    ApiToken.objects.update(expires="2020-01-01T00:00Z")
    assert client.get("/annotations/", headers={"Authorization": header}).status_code == 401


def test_a_session_does_not_write(client, edition):
    token("editor")
    client.force_login(User.objects.get())
    assert client.post("/annotations/", note(), content_type=LD).status_code == 401


@pytest.mark.parametrize("url", ["/annotations/", "/documents/example/annotations/", "/annotations/{pk}/"])
@pytest.mark.parametrize("verb", ["PATCH", "TRACE", "PROPFIND", "DELETE", "PUT"])
def test_an_undeclared_verb_is_refused_before_anything_else(client, edition, url, verb):
    if "{pk}" in url and verb in ("PUT", "DELETE"):
        return
    url = url.format(pk="00000000-0000-4000-8000-000000000000")
    response = client.generic(verb, url, headers={"Authorization": "Bearer wrong"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_the_same_annotation_twice_is_refused_with_the_address_of_the_first(client, edition):
    told = made(client, canonical="urn:uuid:1")
    for again in (note(canonical="urn:uuid:1"), note(canonical="urn:uuid:1", motivation="linking"), told):
        response = post(client, again)
        assert (response.status_code, response.headers["Location"]) == (409, told["id"])
    made(client, canonical="urn:uuid:2")
    assert Annotation.objects.count() == 2


def test_words_that_moved_are_found_by_themselves_and_what_stands_beside_them(client, edition):
    moved = {"type": "TextPositionSelector", "start": 0, "end": 5}
    assert made(client, target=note(QUOTE, moved)["target"])["target"]["selector"][2]["start"] == 2


def test_words_are_found_on_a_documents_page_and_in_an_item_read_with_its_article(client, edition):
    whole = made(
        client,
        target=note(QUOTE, {"type": "TextPositionSelector", "start": 900, "end": 905}, source="/documents/example/")[
            "target"
        ],
    )
    assert whole["target"]["source"].endswith("/art_1/")
    item = {"type": "TextQuoteSelector", "exact": "甲项"}
    inside = made(client, target=note(item, source="/documents/example/art_2/")["target"])
    assert inside["target"]["source"].endswith("/art_2__item_1/")


def test_a_note_may_stand_on_several_texts_and_on_other_sites(client, edition):
    grow("第一条 别的内容。", slug="other")
    other = note({"type": "TextQuoteSelector", "exact": "内容"}, source="/documents/other/art_1/")["target"]
    foreign = {"source": "http://a.example/", "selector": {"type": "CssSelector", "value": "p"}}
    told = made(client, target=[note()["target"], other, foreign])
    assert [each["source"].split("/")[-2] for each in told["target"][:2]] == ["art_1", "art_1"]
    assert told["target"][2] == foreign
    assert client.get("/documents/other/annotations/").json()["total"] == 1


def test_what_has_no_column_is_kept(client, edition):
    more = {
        "canonical": "urn:uuid:1",
        "rights": "https://creativecommons.org/licenses/by/4.0/",
        "audience": {"id": "https://a.example/all", "type": "Audience"},
        "id": "https://a.example/mine",
    }
    told = made(client, **more)
    assert {key: told[key] for key in ("canonical", "rights", "audience", "via")} == {
        key: value for key, value in more.items() if key != "id"
    } | {"via": ["https://a.example/mine"]}


def test_a_tag_is_a_concept_by_its_address_or_its_label(client, edition):
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": "公开"}]
    told = made(client, body=tags)
    address = told["body"][0]["source"]["id"]
    again = made(
        client, body=[{"type": "SpecificResource", "purpose": "tagging", "source": address}], motivation="tagging"
    )
    assert again["body"][1]["value"] == "公开"
    assert client.get("/concepts/公开/annotations/").json()["total"] == 2
    response = post(client, note(body=[{"purpose": "tagging", "value": "新的"}]), "annotator")
    assert (response.status_code, Concept.objects.listed().count()) == (403, 1)


def test_a_change_needs_the_etag_of_the_note_as_it_is(client, edition):
    told = made(client)
    auth = headers("editor")
    tag = client.get(path(told), headers=auth).headers["ETag"]
    changed = told | {"body": {"type": "TextualBody", "value": "改"}}
    assert client.put(path(told), changed, LD, headers=auth).status_code == 428
    assert client.put(path(told), changed, LD, headers=auth | {"If-Match": '"old"'}).status_code == 412
    response = client.put(path(told), changed, LD, headers=auth | {"If-Match": f"W/{tag}"})
    assert (response.status_code, response.json()["body"]["value"]) == (200, "改")
    assert response.headers["ETag"] != tag
    assert client.put(path(told), changed, LD, headers=auth | {"If-Match": tag}).status_code == 412
    assert client.delete(path(told), headers=auth | {"If-Match": tag}).status_code == 412


def test_a_note_put_back_as_it_was_read_is_the_same(client, edition):
    told = made(client, body=[note()["body"], {"purpose": "tagging", "value": "公开"}])
    auth = headers("editor")
    tag = client.get(path(told), headers=auth).headers["ETag"]
    again = client.put(path(told), told, LD, headers=auth | {"If-Match": tag}).json()
    assert {**again, "modified": ""} == {**told, "modified": ""}
    assert Target.objects.count() == 1


def test_a_note_moved_by_put_retires_the_passage_it_leaves(client, edition):
    told = made(client)
    auth = headers("editor")
    tag = client.get(path(told), headers=auth).headers["ETag"]
    moved = told | {
        "target": note({"type": "TextQuoteSelector", "exact": "甲项"}, source="/documents/example/")["target"]
    }
    again = client.put(path(told), moved, LD, headers=auth | {"If-Match": tag}).json()
    assert again["target"]["selector"][1]["exact"] == "甲项"
    assert sorted(Target.objects.values_list("state", flat=True)) == ["placed", "retired"]


def test_a_wrong_put_changes_nothing(client, edition):
    told = made(client)
    auth = headers("editor")
    tag = client.get(path(told), headers=auth).headers["ETag"]
    wrong = note({"type": "TextQuoteSelector", "exact": "没有"}) | {"motivation": "linking"}
    assert client.put(path(told), wrong, LD, headers=auth | {"If-Match": tag}).status_code == 422
    assert client.get(path(told), headers=auth).headers["ETag"] == tag


def test_a_deleted_note_is_gone(client, edition):
    told = made(client)
    auth = headers("editor")
    assert client.delete(path(told), headers=auth).status_code == 204
    for response in (client.get(path(told)), client.delete(path(told), headers=auth)):
        assert (response.status_code, response.json()["code"]) == (410, "deleted")
    assert client.get("/annotations/").json()["total"] == 0


def test_a_reply_is_for_editors(client, edition):
    told = made(client)
    reply = {"type": "Annotation", "motivation": "replying", "bodyValue": "同意", "target": told["id"]}
    answer = post(client, reply).json()
    assert answer["target"] == told["id"]
    assert client.get(path(answer)).status_code == 404


def test_notes_on_drafts_are_not_told_to_readers(client):
    grow("第一条 应当公开𠮷数据。", draft=True)
    told = made(client, target=note(source="/documents/example/@2020-01-01/art_1/")["target"])
    assert client.get(path(told)).status_code == 404
    assert client.get("/annotations/").json()["total"] == 0
    assert client.get("/documents/example/annotations/").status_code == 404


def fill(client, edition, count):
    first = made(client)
    held = Annotation.objects.get()
    for number in range(1, count):
        copy = Annotation.objects.create(
            author=held.author, kind=held.kind, motivation="linking", body=str(number), visibility="public"
        )
        target = Target.objects.get(annotation=held)
        target.pk, target.annotation = None, copy
        target.save()
    return first


def test_a_container_is_walked_page_by_page(client, edition):
    fill(client, edition, 120)
    told = client.get("/annotations/", headers={"Prefer": PREFER % "ldp#PreferMinimalContainer"}).json()
    assert (told["total"], "items" in str(told)) == (120, False)
    seen, address = [], told["first"]
    while address:
        page = client.get(address.removeprefix(BASE)).json()
        assert page["startIndex"] == len(seen)
        seen += [each["id"] for each in page["items"]]
        address = page.get("next")
    assert len(set(seen)) == 120
    assert page["id"] == told["last"]
    assert client.get("/annotations/?page=3").status_code == 404
    assert client.get("/annotations/?page=x").status_code == 400


PREFER = 'return=representation;include="http://www.w3.org/ns/%s"'


@pytest.mark.parametrize(
    ("preference", "first"),
    [
        ("ldp#PreferMinimalContainer", str),
        ("oa#PreferContainedIRIs", [str]),
        ("oa#PreferContainedDescriptions", [dict]),
    ],
)
def test_a_container_tells_as_much_of_its_members_as_is_preferred(client, edition, preference, first):
    made(client)
    response = client.get("/annotations/", headers={"Prefer": PREFER % preference})
    told = response.json()
    assert response.headers["Content-Location"] == told["id"]
    assert {"Accept", "Prefer", "Authorization"} <= set(response.headers["Vary"].split(", "))
    if first is str:
        assert isinstance(told["first"], str)
    else:
        assert [type(each) for each in told["first"]["items"]] == first


def test_containers_of_a_section_and_a_person(client, edition):
    told = made(client)
    assert client.get("/documents/example/art_1/annotations/").json()["total"] == 1
    assert client.get("/documents/example/art_2/annotations/").json()["total"] == 0
    assert client.get("/documents/example/art_9/annotations/").status_code == 404
    assert client.get(told["creator"]["id"].split("#")[0].removeprefix(BASE)).json()["total"] == 1


def test_an_unchanged_container_and_an_unchanged_note_are_not_sent_twice(client, edition):
    told = made(client)
    for url in ("/annotations/", path(told)):
        tag = client.get(url).headers["ETag"]
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
        assert client.head(url).headers["ETag"] == tag
        assert client.options(url).status_code == 200


def test_a_page_of_notes_takes_a_number_of_queries_that_does_not_grow(client, edition, django_assert_max_num_queries):
    fill(client, edition, 60)
    with django_assert_max_num_queries(10):
        client.get("/annotations/?page=0")


KEYS = ["type", "body", "target", "selector", "source", "value", "purpose", "id", "exact", "start", "end", "format"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner | st.sampled_from(["Annotation", "TextualBody", "tagging", BASE + "/documents/example/art_1/"]),
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=json_values, target=json_values, selector=json_values, more=json_values)
def test_no_body_makes_the_server_fail(client, edition, body, target, selector, more):
    placed = {"source": BASE + "/documents/example/art_1/", "selector": selector}
    for data in (more, note(body=body), note(target=target), note(target=placed), note(canonical=more, id=more)):
        response = client.post("/annotations/", json.dumps(data), content_type=LD, headers=headers("editor"))
        assert response.status_code in (201, 400, 409, 413, 422), (data, response.content)
        if response.status_code == 201:
            assert client.get(path(response.json())).status_code == 200
