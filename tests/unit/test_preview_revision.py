"""The command that writes where quotes go."""

import json

import pytest
from django.core.management import CommandError, call_command

OLD = "第一条 甲方应当按照约定付款。\r\n\r\n第二条 乙方应当及时发货。"
NEW = "第一条 双方另有约定的除外。\r\n\r\n第二条 甲方应当按照约定付款。\r\n\r\n第三条 乙方应当及时发货。"


@pytest.fixture
def pair(tmp_path):
    folder = tmp_path / "pairs" / "p1"
    folder.mkdir(parents=True)
    (folder / "old.txt").write_bytes(OLD.encode())
    (folder / "new.txt").write_bytes(NEW.encode())
    start = OLD.index("乙方")
    quotes = {"quotes": [{"id": "q01", "start": start, "end": start + 8, "quote": "乙方应当及时发货"}]}
    (folder / "quotes.json").write_text(json.dumps(quotes), encoding="utf-8")
    return folder


def expected():
    start = NEW.index("乙方")
    return {"q01": {"status": "found", "start": start, "end": start + 8, "review": False, "reason": "same"}}


def test_one_pair_gives_its_quotes_in_code_points_of_the_file_as_it_stands(pair, tmp_path):
    target = tmp_path / "out.json"
    call_command("preview_revision", pair / "old.txt", pair / "new.txt", quotes=pair / "quotes.json", to=target)
    assert json.loads(target.read_text(encoding="utf-8")) == expected()


def test_a_folder_of_pairs_gives_each_pair_by_name(pair, tmp_path):
    target = tmp_path / "out.json"
    call_command("preview_revision", pairs=pair.parent, to=target)
    assert json.loads(target.read_text(encoding="utf-8")) == {"p1": expected()}


def test_quotes_that_cannot_be_read_are_told_by_their_file(pair, tmp_path):
    (pair / "quotes.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=r"quotes\.json"):
        call_command("preview_revision", pairs=pair.parent, to=tmp_path / "out.json")


def test_half_the_arguments_are_not_enough(pair, tmp_path):
    with pytest.raises(CommandError, match="--quotes"):
        call_command("preview_revision", pair / "old.txt", to=tmp_path / "out.json")
