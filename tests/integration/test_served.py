"""A site of several processes, served as an operator would, and killed as nobody should."""

import json
import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from documents.services.jobs import background
from tests.served import Site, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.own_database]
TEXT = "关于砚溪的决定\n\n第一条 纳税人应当依法纳税。\n第二条 本决定自公布之日起施行。\n"


@background
def linger(job, *, folder):
    """Says that it has begun and then never ends, but for the second time."""
    begun = Path(folder) / "begun"
    if begun.exists():
        return {"times": 2}
    begun.touch()
    time.sleep(3600)
    return None


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    home = tmp_path_factory.mktemp("prepared") / "home"
    Site(home).manage("prepare")
    return home


@pytest.fixture
def site(prepared, tmp_path):
    return Site(Path(shutil.copytree(prepared, tmp_path / "home")))


def finds(site, words, times=20):
    """Whether every one of many askings, which several processes answer, finds something."""
    return all("<mark" in site.get(f"/search/?q={words}").text for _ in range(times))


def test_several_processes_share_one_database_and_one_index(site, tmp_path):
    log, file = tmp_path / "access", tmp_path / "brought.txt"
    file.write_text(TEXT, encoding="utf-8")
    with site.served(workers=3, log=log):
        assert site.get("/documents/brought/").status == 404
        site.manage("import_document", file)
        assert site.get("/documents/brought/").status == 200
        wait_for(lambda: finds(site, "%E7%BA%B3%E7%A8%8E%E4%BA%BA"))
        answered_by = {line.split()[0] for line in log.read_text().splitlines() if "/search/" in line}
    assert len(answered_by) > 1


def test_a_job_whose_server_is_killed_is_done_when_there_is_one_again(site, tmp_path):
    enqueue = (
        "from documents.services.jobs import enqueue\n"
        "from tests.integration.test_served import linger\n"
        f"enqueue(linger, title='Lingering', folder={str(tmp_path)!r})"
    )
    with site.served() as server:
        site.shell(enqueue)
        wait_for((tmp_path / "begun").exists)
        os.killpg(server.pid, signal.SIGKILL)
    with site.served():
        told = "from documents.models import Job; print(Job.objects.get().state, Job.objects.get().result)"
        wait_for(lambda: site.shell(told) == "SUCCESSFUL {'times': 2}")


def test_the_site_answers_at_its_loopback_address_whatever_it_is_called(prepared):
    called = Site(prepared, ZHANGJU_HOSTS="library.example")
    with called.served(workers=1):
        assert [called.get(path).status for path in ("/healthz", "/readyz", "/")] == [200] * 3


def test_any_process_tells_prometheus_of_all(prepared, tmp_path):
    watched = Site(prepared, ZHANGJU_METRICS="1", TMPDIR=str(tmp_path))
    name, labels = "zhangju_request_seconds_count", {"view": "library", "method": "GET", "status": "200"}
    with watched.served(workers=3):
        asked = [watched.get("/").status for _ in range(20)]
        told = [watched.get("/metrics").text for _ in range(10)]
    assert asked == [200] * 20
    for text in told:
        samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        assert [sample.value for sample in samples if (sample.name, sample.labels) == (name, labels)] == [20]
        assert {"zhangju_documents", "zhangju_index_waiting"} <= {sample.name for sample in samples}


def test_all_that_the_server_writes_is_json_and_names_the_request(prepared):
    talkative = Site(prepared, ZHANGJU_LOG_LEVEL="INFO")
    with talkative.served():
        talkative.ask("GET", "/", headers={"X-Request-ID": "proxy-0001"})
        wait_for(lambda: "proxy-0001" in talkative.said())
        lines = [json.loads(line) for line in talkative.said().splitlines()]
    assert [line["message"] for line in lines if line["request"] == "proxy-0001"] == ["GET / 200"]
    assert {"gunicorn.error", "core.requests"} <= {line["logger"] for line in lines}
