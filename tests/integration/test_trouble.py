"""A real disk that is full or read-only and an index that is gone, under a server that runs on: made so, not pretended.

The disk is a small file system in memory, which takes root to make. What can be pretended is in test_failures.py.
"""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.served import Site, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.own_database]
DOCUMENT = "/documents/open-data-decision/"
PAGES = ("/", DOCUMENT, f"{DOCUMENT}full/", "/concepts/", "/healthz", "/readyz")
TEXT = "关于砚溪的决定\n\n第一条 纳税人应当依法纳税。\n第二条 本决定自公布之日起施行。\n"
FOUND = "/search/?" + urlencode({"q": "数据"})


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    home = tmp_path_factory.mktemp("prepared") / "home"
    Site(home).manage("prepare")
    return home


@pytest.fixture
def disk(tmp_path):
    """A file system of 40 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", place], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("a disk to fill takes root to make")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def site(prepared, disk):
    return Site(Path(shutil.copytree(prepared, disk / "home")), ZHANGJU_EDITOR_PASSWORD="a long enough phrase")


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "brought.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def fill(disk):
    """Take all the room there is."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    filler.write(b"x" * size)
            except OSError:
                pass


def signs_in(site):
    """The answer to somebody who signs in, which is written down."""
    form = site.get("/admin/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text)[1]
    body = urlencode({"csrfmiddlewaretoken": token, "username": "nobody", "password": "wrong"})
    return site.post("/admin/login/", body, Cookie="; ".join(form.cookies))


def statuses(site):
    return {path: site.get(path).status for path in (*PAGES, FOUND)}


def all_well(site):
    return set(statuses(site).values()) == {200}


def test_on_a_full_disk_the_site_is_read_and_nothing_is_half_written(site, disk, file, tmp_path):
    with site.served():
        assert all_well(site)
        before = site.get(DOCUMENT).text
        fill(disk)
        assert all_well(site), statuses(site)
        answer = signs_in(site)
        assert answer.status == 503, answer
        assert site.run("import_document", file).returncode != 0
        assert site.run("backup", disk / "site.zip").returncode != 0
        assert not list(disk.glob("site.zip*"))
        assert site.get(DOCUMENT).text == before
        (disk / "filler").unlink()
        assert signs_in(site).status == 200
        site.manage("import_document", file)
        assert site.get("/documents/brought/").status == 200
        site.manage("check_outlines")
        assert all_well(site)


@pytest.mark.parametrize("was_killed", [False, True])
def test_on_a_read_only_disk_the_site_is_read_and_writers_are_told(site, disk, file, was_killed):
    if was_killed:  # what was written last stands in a log beside the database
        with site.served():
            assert signs_in(site).status == 200
    wait_for(lambda: subprocess.run(["mount", "-o", "remount,ro", disk], check=False).returncode == 0)
    with site.served():
        assert all_well(site), statuses(site)
        assert signs_in(site).status == 503
        assert site.run("import_document", file).returncode != 0
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        assert signs_in(site).status == 200
        site.manage("import_document", file)
        assert site.get("/documents/brought/").status == 200


def test_an_index_that_is_taken_away_is_made_again_while_the_site_is_read(prepared, tmp_path):
    site = Site(Path(shutil.copytree(prepared, tmp_path / "home")))
    with site.served():
        assert all_well(site)
        shutil.rmtree(site.home / "index")
        assert {site.get(path).status for path in PAGES} == {200}
        assert site.get(FOUND).status in (200, 503)
        wait_for(lambda: site.get(FOUND).status == 200 and "<mark" in site.get(FOUND).text)
