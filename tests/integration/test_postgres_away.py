"""A site on PostgreSQL: what one of its processes writes all find, and a database that comes back is found again."""

import pytest

from tests.postgres import programs, started
from tests.served import Site, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.own_database,
    pytest.mark.skipif(programs() is None, reason="no PostgreSQL here"),
]
PAGES = ("/", "/documents/open-data-decision/", "/documents/open-data-decision/full/", "/concepts/", "/readyz")
TEXT = "关于砚溪的决定\n\n第一条 纳税人应当依法纳税。\n第二条 本决定自公布之日起施行。\n"
FOUND = "/search/?q=%E7%BA%B3%E7%A8%8E%E4%BA%BA"


def statuses(site):
    return {site.get(path).status for path in PAGES for _ in range(3)}


def test_what_one_process_writes_all_find_and_a_database_that_comes_back_is_found(tmp_path):
    file = tmp_path / "brought.txt"
    file.write_text(TEXT, encoding="utf-8")
    with started() as database:
        site = Site(tmp_path / "home", database=database.address)
        site.manage("prepare")
        with site.served(workers=3):
            site.manage("import_document", file)
            wait_for(lambda: all("<mark" in site.get(FOUND).text for _ in range(12)))
            assert statuses(site) == {200}
            database.stop()
            assert statuses(site) == {503}
            assert site.run("import_document", file, "--slug", "second").returncode != 0
            database.start()
            wait_for(lambda: statuses(site) == {200})
            site.manage("check_outlines")
