"""Files of strangers are read in a process that can be stopped."""

import io
import pickle

import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.limits import Limits
from documents.importers.sandbox import Answer, Sandbox, read_safely
from tests.made_files import docx, p


def test_a_file_is_read_as_it_would_be_here():
    imported = read_safely(docx(p("第一条 为了……。"), p("第二条 本法……。")), "law.docx")
    assert [node.number for node in imported.root.children] == ["第一条", "第二条"]


def test_a_refusal_comes_back_with_its_code():
    with pytest.raises(UnreadableDocument) as refusal:
        read_safely(b"plain words", "law.docx")
    assert (refusal.value.code, refusal.value.values) == ("misnamed", {"found": "other"})


def test_a_file_that_takes_too_long_is_given_up():
    with pytest.raises(UnreadableDocument, match="too-slow"):
        read_safely(b"<p>x</p>" * 400_000, "page.html", limits=Limits(seconds=1))


def test_a_file_that_wants_too_much_memory_is_given_up():
    page = b"<p>" + b"".join(b"<b>%d</b>" % n for n in range(300_000))
    with pytest.raises(UnreadableDocument, match=r"too-much-memory|reader-failed"):
        read_safely(page, "page.html", limits=Limits(memory=130_000_000))


def test_an_answer_can_hold_nothing_but_a_document():
    with pytest.raises(UnreadableDocument, match="reader-failed"):
        Answer(io.BytesIO(pickle.dumps(print))).load()


def test_one_process_reads_many_files_and_outlives_those_that_fail():
    page = b"<p>" + b"".join(b"<b>%d</b>" % n for n in range(300_000))
    with Sandbox() as sandbox:
        with pytest.raises(UnreadableDocument):
            sandbox.read(page, "page.html", limits=Limits(memory=130_000_000))
        with pytest.raises(UnreadableDocument, match="misnamed"):
            sandbox.read(b"plain words", "law.docx")
        assert sandbox.read("第一条 为了……。".encode(), "law.txt").root.children[0].number == "第一条"


def test_a_reader_that_was_killed_is_told():
    with Sandbox() as sandbox:
        sandbox._process.kill()
        sandbox._process.wait()
        with pytest.raises(UnreadableDocument, match="reader-failed"):
            sandbox.read(b"x", "law.txt")
