import pytest

from documents.importers.blocks import UnreadableDocument
from documents.importers.encoding import decode
from documents.importers.limits import Limits
from documents.importers.registry import read
from documents.importers.text import read_text

SENTENCE = "第一条 为了公平分配青溪水渠的灌溉用水，减少用水纠纷，结合本村实际，制定本办法。\n"
TRADITIONAL = "第一條 為保障村民夜間行路安全，並減少光害，制定本條例。前項之範圍，由村民會議公告之。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_chinese_is_read_in_every_encoding_it_comes_in(encoding):
    assert decode((SENTENCE * 3).encode(encoding)).text.lstrip("\ufeff") == SENTENCE * 3


def test_traditional_chinese_is_read_in_big5():
    decoded = decode((TRADITIONAL * 3).encode("big5"))
    assert (decoded.encoding, decoded.text) == ("big5", TRADITIONAL * 3)


def test_accented_letters_of_a_western_file_are_read():
    assert decode("Les arbres sont protégés à l'intérieur de la cité.".encode("cp1252")).encoding == "cp1252"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\f"])
def test_lines_end_in_many_ways(end):
    reading = read_text(end.join(["甲", "乙", "丙"]).encode())
    assert [(block.line, block.text) for block in reading.blocks] == [(1, "甲"), (2, "乙"), (3, "丙")]


def test_control_characters_are_taken_out_and_reported():
    reading = read_text("总\x00则\x07附\u202e则\ufdd0".encode())
    assert reading.blocks[0].text == "总则附则"
    assert reading.noise[0].reason == "control-characters"
    assert "U+0000 ×1" in reading.noise[0].text


def test_text_is_composed():
    assert read_text("Pra\u0308ambel".encode()).blocks[0].text == "Präambel"


def test_surrogates_written_as_utf8_become_the_character_they_mean():
    mended = (SENTENCE + "𠮷").encode("utf-16-le", "surrogatepass")
    pairs = "".join(chr(int.from_bytes(mended[i : i + 2], "little")) for i in range(0, len(mended), 2))
    assert decode(pairs.encode("utf-8", "surrogatepass")).text.endswith("𠮷")


def test_a_text_cut_inside_a_character_loses_that_character_only():
    decoded = decode(SENTENCE.encode()[:-2])
    assert decoded.text.count("\ufffd") == 1
    assert decoded.doubt == "encoding-damaged"


def test_a_text_pasted_together_from_two_encodings_is_read_line_by_line_and_doubted():
    decoded = decode((SENTENCE * 5).encode() + (SENTENCE * 5).encode("gb18030"))
    assert decoded.text == SENTENCE * 10
    assert decoded.doubt == "encoding-mixed"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n", "not-text"),
        (b"\x7fELF\x02\x01", "not-text"),
        (bytes((i * 7919 + i * i * 31) % 256 for i in range(20_000)), "not-text"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data, code):
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "law.txt")
    assert refusal.value.code == code


def test_limits_are_named_when_they_refuse():
    with pytest.raises(UnreadableDocument) as refusal:
        read_text(b"a\n" * 11, max_lines=10)
    assert refusal.value.values == {"found": "11", "limit": "10", "unit": "lines"}
    with pytest.raises(UnreadableDocument) as refusal:
        read(b"a" * 11, "law.txt", limits=Limits(bytes=10))
    assert refusal.value.code == "too-large"


def test_a_file_of_an_unknown_kind_is_refused():
    with pytest.raises(UnreadableDocument) as refusal:
        read(b"a", "law.xyz")
    assert refusal.value.code == "unknown-format"
