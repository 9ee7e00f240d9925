"""The whole site goes out as a folder."""

import hashlib
import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import grow

pytestmark = pytest.mark.django_db
LAW = "第一章 总则\n  第一条 甲。\n  第二条 乙。"


def site(folder, *options):
    call_command("export_site", str(folder), *options, verbosity=0)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_content_gives_the_same_bytes(tmp_path):
    grow(LAW, slug="auction", title="拍卖法")
    grow(LAW, slug="abc")
    first = site(tmp_path / "first")
    assert site(tmp_path / "second") == first
    assert "documents/auction/2020-01-01.docx" in first
    assert "documents/abc/2020-01-01.json" in first


def test_the_index_tells_every_file_with_its_checksum(tmp_path):
    grow(LAW, slug="auction", title="拍卖法")
    files = site(tmp_path / "site", "--formats", "md", "json")
    index = json.loads(files["index.json"])
    told = {file["path"]: file["sha256"] for each in index["editions"] for file in each["files"]}
    assert told == {
        path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path.startswith("documents/")
    }
    assert len(told) == 2
    assert 'href="documents/auction/2020-01-01.md"' in files["index.html"].decode()


def test_drafts_stay_at_home(tmp_path):
    grow(LAW, slug="auction", draft=True)
    assert sorted(site(tmp_path / "site")) == ["index.html", "index.json"]


def test_nothing_is_mixed_into_a_folder_in_use(tmp_path):
    (tmp_path / "mine").write_text("x")
    with pytest.raises(CommandError, match="not empty"):
        site(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]
