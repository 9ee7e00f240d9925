"""Nothing is lost: the outline and what was left out give the source again, character by character."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from documents.importers.blocks import UnreadableDocument
from documents.importers.encoding import decode
from documents.importers.registry import read
from documents.importers.text import clean
from documents.outline import KINDS, text_of, walk

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
GAP = re.compile(r"[\s\u200b\u2060\ufeff]+")

LABELS = [
    "第一章",
    "第二章 ",
    "第一条 ",
    "第二条",
    "（一）",
    "一、",
    "1.",
    "(1)",
    "①",
    "附件",
    "Article 1",
    "§ 2 ",
    "目录",
    "— 1 —",
    "2",
]
WORDS = [
    "总则",
    "为了加强管理",
    "，",
    "。",
    "：",
    "；",
    "国务院",
    "2019年1月1日",
    "（此件公开发布）",
    " ",
    "　　",
    "\n",
    "\n\n",
    "the act",
    "𠮷",
]
TEXTS = st.lists(st.sampled_from(LABELS + WORDS), max_size=60).map("".join)


def squeeze(text: str) -> str:
    return GAP.sub("", text)


def accounted(data: bytes) -> tuple[str, str]:
    """The source without what was left out, and the text of the outline."""
    imported = read(data, "a.txt")
    gone = {noise.line for noise in imported.noise if noise.reason != "control-characters"}
    lines = clean(decode(data).text)[0].split("\n")
    for node, depth in walk(imported.root):
        assert node.kind in KINDS
        assert not depth or node.eid in imported.lines
    return squeeze("".join(line for n, line in enumerate(lines, 1) if n not in gone)), squeeze(text_of(imported.root))


@settings(max_examples=300)
@given(TEXTS)
def test_an_outline_and_its_noise_are_the_source(text):
    try:
        source, outline = accounted(text.encode())
    except UnreadableDocument:
        assume(squeeze(text))
        raise
    assert sorted(source) == sorted(outline)


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    with suppress(UnreadableDocument):
        accounted(text.encode("utf-8", "replace"))


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    with suppress(UnreadableDocument):
        read(data, "a.txt")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_nothing_of_a_sample_is_lost_or_moved(path):
    source, outline = accounted(path.read_bytes())
    assert sorted(source) == sorted(outline)
