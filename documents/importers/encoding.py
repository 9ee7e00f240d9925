"""Bytes of unknown encoding as text, with what was decided and how sure that is.

Chinese files come as UTF-8, as GB18030 (GBK and GB2312 are parts of it), as Big5 and as UTF-16 with or without a byte
order mark. General detectors guess from byte statistics made for many languages; here the question is smaller and is
asked directly: which decoding gives text made of the characters that people write?

    >>> decode("第一条".encode("gb18030")).encoding
    'gb18030'
    >>> decode("第一条".encode("utf-8")).text
    '第一条'
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.importers.blocks import UnreadableDocument

#: First bytes of files that are no text, with what they are.
SIGNATURES = {
    b"\x89PNG": "PNG",
    b"\x7fELF": "ELF",
    b"GIF8": "GIF",
    b"\xff\xd8\xff": "JPEG",
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP",
    b"\xd0\xcf\x11\xe0": "OLE",
    b"\x1f\x8b": "GZIP",
    b"MZ\x90": "EXE",
}
BYTE_ORDER_MARKS = {
    b"\xff\xfe\x00\x00": "utf-32-le",
    b"\x00\x00\xfe\xff": "utf-32-be",
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
#: Tried where UTF-8 fails; the first of equals wins.
CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be", "shift_jis", "euc_kr", "cp1252")
SAMPLE = 60_000  # bytes looked at to choose among candidates; even, so that UTF-16 pairs stay whole
PLAUSIBLE = 0.85  # the share of everyday characters below which a decoding is not believed
DAMAGED = 0.1  # the share of broken sequences up to which a text still counts as UTF-8

_EVERYDAY = re.compile(
    "[\\s\u0020-\u007e\u00a0-\u024f\u0370-\u052f\u0590-\u06ff\u2010-\u2027\u2030-\u205e\u2460-\u249b\u3000-\u30ff\uac00-\ud7a3"
    "\uff01-\uff5e]"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the name of its encoding. `doubt` is '' or the code of a `Doubt`; `broken` counts lost sequences."""

    text: str
    encoding: str
    doubt: str = ""
    broken: int = 0


def decode(data: bytes) -> Decoded:
    """The text of the bytes. Raises `UnreadableDocument` ('empty', 'not-text') where there is none."""
    _refuse_known(data)
    decoded = _by_mark(data) or _as_utf8(data) or _mixed(data) or _best(data) or _damaged_utf8(data)
    if decoded is None or _is_garbage(decoded.text):
        raise UnreadableDocument("not-text", found="binary")
    if not decoded.text.strip("\ufeff\x00 \t\r\n\v\f\u200b\u3000\u00a0"):
        raise UnreadableDocument("empty")
    return decoded


def _refuse_known(data: bytes) -> None:
    if not data:
        raise UnreadableDocument("empty")
    for signature, name in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableDocument("not-text", found=name)


def _by_mark(data: bytes) -> Decoded | None:
    """The text as its byte order mark says, or None without one."""
    for mark, name in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            text = data[len(mark) :].decode(name.removesuffix("-sig"), "replace")
            broken = text.count("\ufffd")
            return Decoded(text, name, "encoding-damaged" if broken else "", broken)
    return None


def _as_utf8(data: bytes) -> Decoded | None:
    """The text as UTF-8 if it is that; UTF-16 in disguise (a NUL at every other byte) is not."""
    if data.count(0) > len(data) // 8:
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """The text as UTF-8 with some broken sequences, surrogate pairs mended; None where too much is broken."""
    text = _mend_surrogates(data.decode("utf-8", "surrogatepass")) if _passes(data) else data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > max(3, DAMAGED * len(text)) and broken > len(text) - sum(c.isascii() for c in text):
        return None
    return Decoded(text, "utf-8", "encoding-damaged", broken)


def _passes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _mend_surrogates(text: str) -> str:
    """Surrogate pairs (CESU-8) as the characters they mean, lone ones as U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _mixed(data: bytes) -> Decoded | None:
    """A text pasted together from UTF-8 and GB18030, decoded line by line; None unless both are there."""
    names, texts = [], []
    for line in data.split(b"\n"):
        name, text = _line(line)
        names.append(name)
        texts.append(text)
    if names.count("utf-8") < 2 or names.count("gb18030") < 2 or names.count("") > len(names) // 20:
        return None
    return Decoded("\n".join(texts), "utf-8+gb18030", "encoding-mixed", sum(t.count("\ufffd") for t in texts))


def _line(line: bytes) -> tuple[str, str]:
    """The encoding of one line ('ascii' tells nothing, '' is none known) and its text."""
    if line.isascii():
        return "ascii", line.decode("ascii")
    for name in ("utf-8", "gb18030"):
        try:
            text = line.decode(name)
        except UnicodeDecodeError:
            continue
        if plausibility(text) >= PLAUSIBLE:
            return name, text
    return "", line.decode("utf-8", "replace")


def _best(data: bytes) -> Decoded | None:
    """The most plausible other encoding, or None when UTF-8 with damage explains the bytes better."""
    sample = data[:SAMPLE]
    scores = {name: plausibility(sample.decode(name, "replace")) for name in CANDIDATES}
    name = max(CANDIDATES, key=lambda candidate: scores[candidate])
    if scores[name] < PLAUSIBLE or _utf8_share(sample) > scores[name]:
        return None
    text = data.decode(name, "replace")
    broken = text.count("\ufffd")
    return Decoded(text, name, "encoding-damaged" if broken else "encoding-guessed", broken)


def _utf8_share(sample: bytes) -> float:
    """The plausibility of the bytes as UTF-8, its ASCII left aside."""
    text = "".join(c for c in sample.decode("utf-8", "replace") if not c.isascii())
    return plausibility(text) if text else 0.0


def plausibility(text: str) -> float:
    """The share of the characters beyond ASCII that people write every day, from 0 to 1; 1 for plain ASCII.

    Han characters count by whether GB 2312 or Big5 has them in its first level, the few thousand in common use.
    """
    beyond = [c for c in text if not c.isascii()]
    controls = len(_CONTROL.findall(text))
    if not beyond:
        return 1.0 if not controls else 0.0
    if sum(c < "\u0250" for c in beyond) > sum(c.isascii() and c.isalpha() for c in text):
        return 0.0  # accented letters are the exception among plain ones in every Latin alphabet
    good = sum(1.0 if _EVERYDAY.match(c) else _common(c) for c in beyond)
    return max(0.0, (good - 2 * controls) / len(beyond))


def _common(char: str) -> float:
    """1 for a Han character in everyday use, 0.3 for another one, 0 for anything else."""
    if not _HAN.match(char):
        return 0.0
    first = char.encode("gb2312", "ignore")[:1]
    if first and b"\xb0" <= first <= b"\xd7":
        return 1.0
    other = char.encode("big5", "ignore")[:1]
    return 1.0 if other and b"\xa4" <= other <= b"\xc6" else 0.3


def _is_garbage(text: str) -> bool:
    """Whether the text is made of control and replacement characters to a degree no document is."""
    sample = text[:SAMPLE]
    bad = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    return bad > max(20, len(sample) // 4)
