"""Every address, asked by every role, to read and to write: the addresses come from the resolver.

An address that the table does not name fails, so that nobody adds a page without saying whose it is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from documents.models import Annotation, NoteKind
from documents.services.permissions import GROUPS
from tests.factories import grow

ROLES = ["reader", "viewer", "annotator", "editor", "administrator"]
READER, VIEWER, ANNOTATOR, EDITOR, ADMINISTRATOR = range(5)
NOBODY = len(ROLES)
WRITES = ("post", "put", "patch", "delete")
#: Answers that keep somebody out: 'who are you', 'not you', 'not there', 'not so'.
CLOSED = (401, 403, 404, 405)


class Rule(NamedTuple):
    """The addresses it is for, by name, and the first role that may read there and write there."""

    names: str
    read: int
    write: int


#: The first that fits. `NOBODY` where there is nothing to read without more being asked, or nothing to write.
RULES = (
    Rule(r"admin:(login|logout)", READER, READER),
    Rule(r"admin:(index|jsi18n|password_change|password_change_done|app_list)", VIEWER, VIEWER),
    Rule(r"admin:second_step", NOBODY, NOBODY),  # leads back to the first one
    Rule(r"admin:signing_in_(begin|codes|remove|end)", NOBODY, VIEWER),
    Rule(r"admin:(confirm|signing_in.*)", VIEWER, VIEWER),
    Rule(r"admin:documents_erratum_.*", EDITOR, EDITOR),
    Rule(r"admin:(autocomplete|None)", NOBODY, NOBODY),
    Rule(r"admin:documents_apitoken_(changelist|add)", VIEWER, VIEWER),
    Rule(r"admin:documents_job_(add|delete)", NOBODY, NOBODY),
    Rule(r"admin:documents_job_.*", VIEWER, NOBODY),
    Rule(r"admin:documents_((edition|site)_delete|edition_add)", NOBODY, NOBODY),
    Rule(r"admin:documents_document_delete", ADMINISTRATOR, ADMINISTRATOR),  # what is public is not an editor's to take
    Rule(r"admin:documents_trashitem_(add|delete)", NOBODY, NOBODY),
    Rule(r"admin:documents_trashitem_(restore|empty)", NOBODY, ANNOTATOR),  # of what each may see: test_trash
    Rule(r"admin:documents_trashitem_.*", ANNOTATOR, NOBODY),
    Rule(r"admin:documents_(apitoken|site)_.*", ADMINISTRATOR, ADMINISTRATOR),
    Rule(r"admin:documents_(document|edition)_(changelist|change|history|outline|outline_section)", VIEWER, EDITOR),
    Rule(r"admin:documents_edition_desk(_note|_history|_concepts|_review|_others|_suggest)?", VIEWER, ANNOTATOR),
    Rule(r"admin:documents_edition_desk_(create|preview)", NOBODY, ANNOTATOR),
    Rule(r"admin:documents_annotation_add|admin:documents_target_(add|delete)", NOBODY, NOBODY),
    Rule(r"admin:documents_annotation_delete", ANNOTATOR, ANNOTATOR),
    Rule(r"admin:documents_annotation_.*", VIEWER, ANNOTATOR),
    Rule(r"admin:documents_target_.*", VIEWER, NOBODY),
    Rule(r"admin:documents_(notekind|concept)_(changelist|change|history)", VIEWER, EDITOR),
    Rule(r"admin:documents_notekind_add", ADMINISTRATOR, ADMINISTRATOR),
    Rule(r"admin:documents_notekind_delete", NOBODY, NOBODY),
    Rule(r"admin:documents_concept_(merge|split)", EDITOR, EDITOR),
    Rule(r"admin:documents_concept_occurrences", ANNOTATOR, ANNOTATOR),
    Rule(r"admin:documents_concept_.*", EDITOR, EDITOR),
    Rule(r"admin:documents_(document|edition|upload)_.*", EDITOR, EDITOR),
    Rule(r"admin:auth_.*", ADMINISTRATOR, ADMINISTRATOR),
    Rule(r"admin:documents_auditentry_(add|delete)", NOBODY, NOBODY),  # what is in the log stays there
    Rule(r"admin:documents_auditentry_.*", ADMINISTRATOR, NOBODY),
    Rule(r"(api-)?(annotations|annotation|(document|section|concept)-annotations)", READER, ANNOTATOR),
    Rule(r"api|openapi|api-.*|None", READER, NOBODY),
    Rule(r"note|concepts?|concepts?-(ttl|rdf|jsonld)|((document|concept|search)-)?feed", READER, NOBODY),
    Rule(
        r"library|document|document-notes|cite|full|edition|edition-cite|edition-full|edition-section|section",
        READER,
        NOBODY,
    ),
    Rule(r"compare(-choose)?|parallel|history|timemap(-section)?|(edition-)?download", READER, NOBODY),
    Rule(r"concordance(-table)?|phrase-history|suggestions|picture", READER, NOBODY),
    Rule(r"search|help|about|health|ready|robots|opensearch|favicon|security|sitemap", READER, NOBODY),
    Rule(r"metrics", NOBODY, NOBODY),
)


def addresses(resolver: URLResolver, route: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """The name and the route of every address below a resolver."""
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", here
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, here, space + inner)


ADDRESSES = sorted(set(addresses(get_resolver())))


def rule_of(name: str) -> Rule | None:
    return next((rule for rule in RULES if re.fullmatch(rule.names, name)), None)


@pytest.mark.parametrize("name", sorted({name for name, _ in ADDRESSES}))
def test_somebody_has_decided_whose_each_address_is(name):
    assert rule_of(name), f"Say in RULES who may read and write at {name!r}."


@pytest.fixture
def world(db):
    """A site with one of everything, and a client for each role."""
    edition = grow("第一章 总则\n  第一条 甲。")
    people = {}
    for role in ROLES[1:]:
        people[role] = User.objects.create_user(role, is_staff=True, is_superuser=role == "administrator")
        people[role].groups.set(Group.objects.filter(name__in=[g for g in GROUPS if g.lower().startswith(role)]))
    kind = NoteKind.objects.first()
    note = Annotation.objects.create(
        author=people["administrator"], kind=kind, motivation=kind.motivation, visibility="public", body="评"
    )
    values = {"slug": "example", "address": edition.address, "eid": "art_1", "form": "ris", "app_label": "documents"}
    values |= {"object_id": edition.pk, "content_type_id": 1, "id": people["viewer"].pk, "uuid:pk": note.pk}
    clients = {role: Client() for role in ROLES}
    for role, user in people.items():
        clients[role].force_login(user)
    return clients, values | {"pk": edition.pk, "url": "nowhere"}


def path_of(route: str, values: dict) -> str:
    """A route with values in its gaps: '<str:slug>', '(?P<url>.*)'."""
    regular = re.sub(r"\^?\(\?P<(\w+)>[^)]*\)\$?", lambda gap: str(values[gap[1]]), route)

    def fill(gap: re.Match[str]) -> str:
        kind, name = gap[1] or "", gap[2]
        return str(values.get(f"{kind}{name}", values.get(name, "1")))

    return "/" + re.sub(r"<(\w+:)?(\w+)>", fill, regular)


def written(queries: CaptureQueriesContext) -> list[str]:
    """The statements that changed something."""
    return [
        query["sql"] for query in queries if re.match(r"(INSERT INTO|UPDATE|DELETE FROM) \"documents", query["sql"])
    ]


def is_closed(response) -> bool:
    """Whether an answer gives nothing away: a refusal, or the way to somewhere else."""
    return response.status_code in CLOSED or response.status_code in (301, 302)


@pytest.mark.parametrize(("name", "route"), ADDRESSES)
def test_whom_each_address_keeps_out(world, name, route):
    clients, values = world
    rule = rule_of(name)
    path = path_of(route, values)
    for place, role in enumerate(ROLES):
        clients[role].raise_request_exception = False
        for verb in ("get", *(("post",) if name.startswith("admin:") else WRITES)):
            with transaction.atomic(), CaptureQueriesContext(connection) as queries:
                response = getattr(clients[role], verb)(path)
                transaction.set_rollback(True)
            asked = (role, verb, path, response.status_code)
            assert response.status_code < 500 or response.status_code == 503, asked  # 503: there is no index here
            if verb == "get" and place < rule.read:
                assert is_closed(response), asked
            elif verb == "get":
                assert response.status_code not in (401, 403), asked
                assert "/login/" not in response.get("Location", ""), asked
            elif place < rule.write:
                assert is_closed(response) or not written(queries), asked
