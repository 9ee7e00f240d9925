"""The index against a plain look through every text: what is written is found, and nothing else."""

from __future__ import annotations

import os
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Term

from documents.folding import fold
from documents.keeping import Kept
from documents.search.analyzers import BREAK, bigrams, cover, folded_lines, telling_words, words
from documents.search.arrays import DamagedArrays, read_arrays
from documents.search.executor import find
from documents.search.language import parse
from documents.search.merging import MOST_SEGMENTS
from documents.search.segments import OpenSegment
from documents.search.shelf import Shelf
from documents.search.store import NoIndex

ALPHABET = "的法，国 a1二\n"
TEXTS = st.lists(st.text(ALPHABET, max_size=14), min_size=1, max_size=12)


def write(shelf: Shelf, texts: list[str], first: int = 0, **fields: object) -> None:
    writer = shelf.writer()
    for number, text in enumerate(texts, first):
        folded = folded_lines(text.split("\n"))
        writer.add_document(
            id=str(number), text=folded, characters=folded, words=folded, shown={"n": number},
            heading="", heading_words="", **fields,
        )  # fmt: skip
    writer.commit()


def numbers(shelf: Shelf, query: str) -> list[int]:
    snapshot = shelf.snapshot()
    return sorted(snapshot.shown(int(doc))["n"] for doc in find(snapshot, parse(query)).docs)


def holding(texts: list[str], phrase: str) -> list[int]:
    wanted = fold(phrase)
    return [n for n, text in enumerate(texts) if wanted and any(wanted in fold(line) for line in text.split("\n"))]


@settings(max_examples=60)
@given(TEXTS, st.lists(st.text(ALPHABET.replace("\n", ""), min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_phrase_finds_exactly_the_texts_that_contain_it(tmp_path_factory, texts, phrases):
    shelf = Shelf(tmp_path_factory.mktemp("index"))
    write(shelf, texts[: len(texts) // 2])
    write(shelf, texts[len(texts) // 2 :], first=len(texts) // 2)
    for phrase in phrases:
        assert numbers(shelf, f'"{phrase}"') == holding(texts, phrase)


def test_many_commits_and_removals_leave_few_segments_and_the_right_answers(tmp_path):
    chance, shelf, texts = random.Random(3), Shelf(tmp_path), {}
    for round_ in range(40):
        gone = chance.sample(sorted(texts), min(len(texts), chance.randint(0, 4)))
        writer = shelf.writer()
        assert writer.remove(map(str, gone)) == len(gone)
        for number in gone:
            del texts[number]
        for number in range(round_ * 10, round_ * 10 + chance.randint(0, 9)):
            texts[number] = "".join(chance.choices("的法国，\n", k=chance.randint(0, 12)))
            folded = folded_lines(texts[number].split("\n"))
            writer.add_document(
                id=str(number), text=folded, characters=folded, words=folded, shown={"n": number},
                heading=folded, heading_words=folded, kind="law", ordinal=number,
            )  # fmt: skip
        writer.commit()
        assert len(shelf.snapshot().segments) <= MOST_SEGMENTS
        phrase = "".join(chance.choices("的法国，", k=chance.randint(1, 4)))
        assert numbers(shelf, f'"{phrase}"') == sorted(n for n in texts if fold(phrase) in fold_lines(texts[n]))
    found = find(shelf.snapshot(), parse("kind:law"))
    ordinals = shelf.snapshot().numbers("ordinal")[found.docs]
    assert sorted(ordinals) == sorted(texts)
    kinds = shelf.snapshot().column("kind")
    assert kinds.told(kinds.totals(found.docs)) == {"law": len(texts)}


def fold_lines(text: str) -> str:
    return folded_lines(text.split("\n"))


def test_width_script_case_spaces_and_marks_make_no_difference(tmp_path):
    shelf = Shelf(tmp_path)
    write(shelf, ["中國共產黨 ２０２２ 年“Report”——Ａ", "2022年"])
    for query in ('"中国共产党2022年"', "「黨 2022 年」", '"REPORT"', '"年「report」——a"', '"２０２２年”'):
        assert 0 in numbers(shelf, query)


def test_a_phrase_never_reaches_into_the_next_paragraph(tmp_path):
    shelf = Shelf(tmp_path)
    write(shelf, ["甲乙\n丙丁"])
    assert numbers(shelf, '"乙丙"') == []


@pytest.mark.parametrize("spoil", [lambda file: os.truncate(file, 50), os.unlink], ids=["cut", "gone"])
@pytest.mark.parametrize("kind", ["*.toc", "*.arr"])
def test_a_damaged_index_is_none_and_is_made_again(tmp_path, kind, spoil):
    write(Shelf(tmp_path), ["第一条 甲。"])
    for file in list(tmp_path.rglob(kind)):
        spoil(file)
    shelf = Shelf(tmp_path)
    with pytest.raises(NoIndex):
        shelf.check()
    shelf.clear()
    shelf.check()


def test_whoosh_reads_the_index_in_its_own_way(tmp_path):
    shelf = Shelf(tmp_path)
    write(shelf, ["安全法", "安全"], kind="law")
    with shelf.index().searcher() as searcher:
        assert [hit["shown"]["n"] for hit in searcher.search(Term("text", "安全"))] == [0, 1]
        assert searcher.document_number(id="1") == 1
        assert list(searcher.reader().lexicon("kind")) == [b"law"]


def test_a_writer_of_whoosh_itself_may_merge_everything(tmp_path):
    shelf = Shelf(tmp_path)
    write(shelf, ["安全法"])
    write(shelf, ["安全"], first=1)
    shelf.writer().commit(optimize=True)
    assert len(shelf.snapshot().segments) == 1
    assert numbers(shelf, '"安全"') == [0, 1]


def test_a_snapshot_in_use_stays_readable_while_the_index_is_rebuilt(tmp_path):
    shelf = Shelf(tmp_path)
    write(shelf, ["安全法"])
    before = shelf.snapshot()
    with shelf.rebuild():
        assert numbers(shelf, '"安全"') == [0]
    assert find(before, parse('"安全"')).docs.tolist() == [0]
    assert numbers(shelf, '"安全"') == []


def test_a_reader_whose_files_a_commit_takes_away_looks_again(tmp_path, monkeypatch):
    write(Shelf(tmp_path), ["安全法"])
    read, taken = FileIndex._read_toc, []

    def overtaken(index: FileIndex) -> object:
        if not taken:
            taken.append(index)
            raise FileNotFoundError("_MAIN_1.toc")
        return read(index)

    monkeypatch.setattr(FileIndex, "_read_toc", overtaken)
    assert numbers(Shelf(tmp_path), '"安全"') == [0]


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(tmp_path):
    shelf = Shelf(tmp_path)
    write(shelf, ["安全法"])
    with pytest.raises(ZeroDivisionError), shelf.rebuild():
        raise ZeroDivisionError
    assert numbers(shelf, '"安全"') == [0]
    assert len(list(tmp_path.glob("build-*"))) == 1


def test_no_index_is_told_as_such(tmp_path):
    with pytest.raises(NoIndex):
        Shelf(tmp_path / "nowhere").snapshot()


def test_a_truncated_segment_is_told_as_damaged():
    with pytest.raises(DamagedArrays):
        read_arrays(b"short")
    with pytest.raises(DamagedArrays):
        read_arrays(b"\0" * 100)


@given(st.text("甲乙丙，" + BREAK, max_size=20))
def test_bigrams_leave_out_breaks_and_the_cover_leaves_out_nothing(text):
    assert all(text[at : at + 2] == pair and BREAK not in pair for pair, at in bigrams(text))
    covered = {at + k for _, at in cover(text) for k in (0, 1)}
    assert covered == (set(range(len(text))) if len(text) > 1 else set())


def test_words_leave_out_marks_and_telling_words_leave_out_single_characters():
    assert words("保护,劳动者。") == ["保护", "劳动者"]
    assert telling_words("公司的股东") == ("公司", "股东")
    assert telling_words("的") == ("的",)


@settings(max_examples=30)
@given(TEXTS)
def test_paging_through_scores_is_stable(tmp_path_factory, texts):
    shelf = Shelf(tmp_path_factory.mktemp("index"))
    write(shelf, texts)
    first, second = (find(shelf.snapshot(), parse("的法 国")) for _ in range(2))
    assert np.array_equal(first.docs, second.docs)
    assert np.array_equal(first.scores, second.scores)


def test_what_is_kept_of_a_search_answers_as_the_search_did(tmp_path):
    texts = ["的法国", "国法", "的" * 40, "法国的", "国"]
    write(Shelf(tmp_path), texts)
    keeping, forgetting = Shelf(tmp_path, cache_bytes=1_000_000), Shelf(tmp_path)
    for query in ('"法国的"', '"国"', "的法 国", "国 -法") * 2:
        first, second = (find(shelf.snapshot(), parse(query)) for shelf in (keeping, forgetting))
        assert first.docs.tolist() == second.docs.tolist()
        assert first.scores.tolist() == second.scores.tolist()


def test_searches_that_find_nothing_take_room_among_what_is_kept(tmp_path):
    shelf, kept = Shelf(tmp_path), Kept(room=10_000)
    write(shelf, ["的法国"])
    [written] = shelf.index()._read_toc().segments
    segment = OpenSegment(FileStorage(str(shelf.folder)), written, kept)
    for number in range(100):
        assert not len(segment.phrase(f"的法{number}").docs)
    assert len(kept.things) <= 10
