"""The terms of one field in order: short ones packed into numbers, others as text. Both answer `find` and `text`.

>>> grams = PackedTerms.of(["保护", "劳动"])
>>> grams.find("劳动"), grams.find("动者"), grams.text(0)
(1, None, '保护')
>>> kinds = TextTerms.of(["decision", "law"])
>>> kinds.find("law"), kinds.text(0), kinds.find("la")
(1, 'decision', None)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import ClassVar

import numpy as np

#: A code point needs 21 bits, so three fit into a number of 64.
BITS = 21
_MASK = (1 << BITS) - 1


def pack(term: str) -> int:
    """A term of at most three characters as one number; terms of one length are ordered as their numbers are."""
    number = 0
    for char in term:
        number = number << BITS | ord(char)
    return number


class PackedTerms:
    """Terms of one field that all have the same length of one to three characters."""

    names: ClassVar[tuple[str, ...]] = ("keys",)

    def __init__(self, keys: np.ndarray) -> None:
        self.keys = keys

    @classmethod
    def of(cls, terms: Iterable[str]) -> PackedTerms:
        """From terms in any order, each once."""
        return cls(np.array(sorted(map(pack, terms)), dtype=np.uint64))

    def __len__(self) -> int:
        return len(self.keys)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is stored."""
        return {"keys": self.keys}

    def find(self, term: str) -> int | None:
        """The term's number, or None."""
        key = np.uint64(pack(term)) if len(term) <= 3 else np.uint64(0)
        at = int(self.keys.searchsorted(key))
        return at if at < len(self.keys) and self.keys[at] == key else None

    def text(self, number: int) -> str:
        """The term with a number."""
        key, chars = int(self.keys[number]), []
        while key:
            chars.append(chr(key & _MASK))
            key >>= BITS
        return "".join(reversed(chars))

    @staticmethod
    def union(parts: Sequence[PackedTerms]) -> tuple[PackedTerms, list[np.ndarray]]:
        """All terms of all parts, and for each part the new number of each of its terms."""
        keys = np.concatenate([part.keys for part in parts])
        keys.sort(kind="stable")  # runs that are in order already: ten times faster than np.unique
        keys = keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
        return PackedTerms(keys), [keys.searchsorted(part.keys) for part in parts]

    def take(self, kept: np.ndarray) -> PackedTerms:
        """Only the terms whose mask is true."""
        return PackedTerms(self.keys[kept])


class TextTerms:
    """Terms of any length, stored as UTF-8 one after another."""

    names: ClassVar[tuple[str, ...]] = ("blob", "ends")

    def __init__(self, blob: np.ndarray, ends: np.ndarray) -> None:
        self.blob = blob
        self.ends = ends
        self._view, self._limits = blob.data, ends.data  # five times faster to index than arrays

    @classmethod
    def of(cls, terms: Iterable[str]) -> TextTerms:
        """From terms in any order, each once."""
        return cls._from_bytes([term.encode("utf-8", "surrogatepass") for term in sorted(terms)])

    @classmethod
    def _from_bytes(cls, encoded: list[bytes]) -> TextTerms:
        blob = np.frombuffer(b"".join(encoded), dtype=np.uint8)
        return cls(blob, np.cumsum([len(term) for term in encoded], dtype=np.uint32))

    def __len__(self) -> int:
        return len(self.ends)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is stored."""
        return {"blob": self.blob, "ends": self.ends}

    def find(self, term: str) -> int | None:
        """The term's number, or None."""
        wanted = term.encode("utf-8", "surrogatepass")
        at = self.first_from(wanted)
        return at if at < len(self) and self._bytes(at) == wanted else None

    def first_from(self, wanted: bytes) -> int:
        """The number of the first term that is not before the wanted bytes."""
        return bisect_left(range(len(self)), wanted, key=self._bytes)

    def text(self, number: int) -> str:
        """The term with a number."""
        return self._bytes(number).decode("utf-8", "surrogatepass")

    def _bytes(self, number: int) -> bytes:
        start = self._limits[number - 1] if number else 0
        return bytes(self._view[start : self._limits[number]])

    def _all(self) -> list[bytes]:
        whole, ends = self.blob.tobytes(), [0, *self.ends.tolist()]
        return [whole[start:end] for start, end in pairwise(ends)]

    @staticmethod
    def union(parts: Sequence[TextTerms]) -> tuple[TextTerms, list[np.ndarray]]:
        """All terms of all parts, and for each part the new number of each of its terms."""
        lists = [part._all() for part in parts]
        merged = sorted(set().union(*lists))
        numbers = {term: number for number, term in enumerate(merged)}
        maps = [np.fromiter((numbers[term] for term in terms), dtype=np.int64, count=len(terms)) for terms in lists]
        return TextTerms._from_bytes(merged), maps

    def take(self, kept: np.ndarray) -> TextTerms:
        """Only the terms whose mask is true."""
        return TextTerms._from_bytes([term for term, keep in zip(self._all(), kept.tolist(), strict=True) if keep])


Terms = PackedTerms | TextTerms
