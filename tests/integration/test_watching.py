"""What is seen from outside: request ids, logs, readiness, figures."""

import json
import logging
import sys

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from core.caches import cache_at
from core.logs import JsonLines, current
from tests.factories import grow

pytestmark = pytest.mark.django_db


def test_every_answer_names_its_request_and_a_proxys_name_is_kept(client):
    first, second = (client.get("/healthz")["X-Request-ID"] for _ in range(2))
    assert first != second
    assert len(first) == 32
    assert client.get("/healthz", headers={"x-request-id": "proxy-0001"})["X-Request-ID"] == "proxy-0001"
    assert "<" not in client.get("/healthz", headers={"x-request-id": "<script>alert()"})["X-Request-ID"]


def test_a_request_is_one_line_of_json_without_what_was_searched_for(client, caplog):
    with caplog.at_level(logging.INFO, logger="core.requests"):
        client.get("/search/?q=secret")
    record = next(record for record in caplog.records if record.name == "core.requests")
    token = current.set("abcd1234")
    line = json.loads(JsonLines().format(record))
    current.reset(token)
    assert line["message"] == "GET /search/ 200"
    assert (line["request"], line["status"], line["view"]) == ("abcd1234", 200, "search")
    assert "secret" not in json.dumps(line)


def test_a_refusal_is_logged_under_the_id_that_its_answer_carries(client, caplog):
    answer = client.get("/nowhere/")
    record = next(record for record in caplog.records if record.name == "django.request")
    assert json.loads(JsonLines().format(record))["request"] == answer["X-Request-ID"]


def test_an_error_is_logged_with_its_traceback():
    try:
        raise ValueError("坏")
    except ValueError:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": sys.exc_info()})
    assert "ValueError: 坏" in json.loads(JsonLines().format(record))["error"]


def test_ready_tells_how_far_the_index_is_behind(client):
    assert client.get("/readyz").json()["index"] == {"waiting": 0, "seconds": 0, "is_late": False}
    grow("第一条 甲。")
    assert client.get("/readyz").json()["index"]["waiting"] == 1


def test_ready_tells_whether_the_shared_cache_is_there(client, settings):
    assert client.get("/readyz").json()["cache"] == "there"
    settings.CACHES = {"default": cache_at("redis://127.0.0.1:1/0")}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["cache"]) == (200, "away")


def test_not_ready_while_the_database_is_away_and_ready_again_by_itself(client, monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError("gone")

    with monkeypatch.context() as broken:
        broken.setattr("core.status.index_lag", away)
        broken.setattr(connection, "close", lambda: None)
        assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").status_code == 200


def test_figures_are_told_to_this_machine_where_they_are_asked_for(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.ZHANGJU_METRICS = True
    grow("第一条 甲。")
    client.get("/healthz")
    told = client.get("/metrics").content.decode()
    assert "zhangju_documents 1.0" in told
    assert 'view="health"' in told
    assert Client(REMOTE_ADDR="192.0.2.1").get("/metrics").status_code == 404
