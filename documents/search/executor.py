"""A query tree carried out on a snapshot: which units match, and how well.

Masks over all documents are combined for all/any/not; a single phrase, the commonest question, never needs one.

>>> from tempfile import TemporaryDirectory
>>> from documents.search.language import parse
>>> from documents.search.shelf import Shelf
>>> folder = TemporaryDirectory()
>>> shelf = Shelf(folder.name)
>>> shelf.replace([{"id": "1", "text": "劳动合同", "kind": "law", "shown": {"eid": "art_1"}}])
>>> find(shelf.snapshot(), parse("“合同” kind:law")).docs.tolist()
[0]
>>> find(shelf.snapshot(), parse("合同 -劳动")).docs.tolist()
[]
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from documents.folding import fold
from documents.search import ranking
from documents.search.analyzers import telling_words
from documents.search.language import All, Any, Everything, Filter, Node, Not, Text, leaves
from documents.search.meaning import fields_of, meant, needs_values, numbers_of, spellings
from documents.search.schema import NUMBERS, SHARED
from documents.search.snapshot import Snapshot


class Found(NamedTuple):
    """The documents that match, ascending, and the score of each."""

    docs: np.ndarray
    scores: np.ndarray


def find(snapshot: Snapshot, node: Node, *, ranked: bool = True) -> Found:
    """Everything that matches; without `ranked` all scores are 0."""
    if isinstance(node, Text) and node.exact:
        return _find_phrase(snapshot, fold(node.text), ranked=ranked)
    docs = np.flatnonzero(_mask(snapshot, node) & snapshot.alive)
    return Found(docs, _scores(snapshot, node)[docs] if ranked else np.zeros(len(docs), dtype=np.float32))


def _find_phrase(snapshot: Snapshot, phrase: str, *, ranked: bool) -> Found:
    if not phrase:
        return Found(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32))
    hits = snapshot.phrase(phrase)
    if not ranked or not len(hits.docs):
        return Found(hits.docs, hits.worth)
    scores = hits.worth * _idf(snapshot, len(hits.docs))
    for term in ranking.heading_terms(phrase):
        scores += snapshot.worth_at(hits.docs, term)
    return Found(hits.docs, scores)


def _mask(snapshot: Snapshot, node: Node) -> np.ndarray:
    match node:
        case Text(text, exact):
            return _phrase_mask(snapshot, fold(text)) if exact else _any_word(snapshot, fold(text))
        case Filter(field, value, exact):
            return _filter_mask(snapshot, field, value, exact=exact)
        case Everything():
            return np.ones(snapshot.size, dtype=bool)
        case Not(part):
            return ~_mask(snapshot, part)
        case Any(parts):
            return np.logical_or.reduce([_mask(snapshot, part) for part in parts])
        case All(parts):
            return _all_mask(snapshot, parts)


def _all_mask(snapshot: Snapshot, parts: tuple[Node, ...]) -> np.ndarray:
    """What every part asks; loose words among them are one loose text, of which any word will do."""
    loose = [part for part in parts if isinstance(part, Text) and not part.exact]
    strict = [part for part in parts if not (isinstance(part, Text) and not part.exact)]
    masks = [_mask(snapshot, part) for part in strict]
    if loose:
        masks.append(np.logical_or.reduce([_mask(snapshot, part) for part in loose]))
    return np.logical_and.reduce(masks) if masks else np.zeros(snapshot.size, dtype=bool)


def _phrase_mask(snapshot: Snapshot, phrase: str) -> np.ndarray:
    mask = np.zeros(snapshot.size, dtype=bool)
    if phrase:
        mask[snapshot.phrase(phrase).docs] = True
    return mask


def _any_word(snapshot: Snapshot, text: str) -> np.ndarray:
    """The units that hold a telling word: a few words anywhere, those of a question as the segmenter parts the text."""
    spoken = telling_words(text)
    mask = np.zeros(snapshot.size, dtype=bool)
    for word in spoken:
        if len(spoken) > ranking.FEW_WORDS:
            snapshot.mark(mask, "words", word)
        else:
            mask[snapshot.phrase(word).docs] = True
    return mask if spoken else _phrase_mask(snapshot, text)


def _filter_mask(snapshot: Snapshot, field: str, value: str, *, exact: bool) -> np.ndarray:
    if field in NUMBERS:
        low, high = numbers_of(value)
        numbers = snapshot.numbers(field)
        return (numbers >= (low or 0)) & (numbers <= high if high is not None else True)
    if exact and (field in SHARED or field == "django_ct"):  # what very many documents hold
        return snapshot.column(field).holding(value)
    mask = np.zeros(snapshot.size, dtype=bool)
    if exact:
        mask[snapshot.holding(field, value)] = True
        return mask
    for wanted in fields_of(field):
        for known in _values(snapshot, wanted, value):
            mask[snapshot.holding(wanted, known)] = True
    return mask


def _values(snapshot: Snapshot, field: str, value: str) -> list[str]:
    """The values of a field that a filter means."""
    if needs_values(field):
        return meant(field, value, snapshot.column(field).values)
    return [one for one in spellings(value) if len(snapshot.holding(field, one))]


def _scores(snapshot: Snapshot, node: Node) -> np.ndarray:
    scores = np.zeros(snapshot.size, dtype=np.float32)
    asked = list(leaves(node))
    for phrase in {fold(leaf.text) for leaf in asked if leaf.exact} - {""}:
        _add_phrase(snapshot, scores, phrase)
        snapshot.add_worth(scores, ranking.heading_terms(phrase))
    loose = fold(" ".join(leaf.text for leaf in asked if not leaf.exact))
    if loose:
        _add_loose(snapshot, scores, loose)
    return scores


def _add_loose(snapshot: Snapshot, scores: np.ndarray, text: str) -> None:
    snapshot.add_worth(scores, ranking.terms_of(text))
    spoken = telling_words(text)
    if len(spoken) <= ranking.FEW_WORDS:
        if len(spoken) > 1:
            _add_phrase(snapshot, scores, text)
        held = [_phrase_mask(snapshot, word) for word in spoken]
        scores[np.logical_and.reduce(held)] += ranking.ALL_WORDS if held else 0


def _add_phrase(snapshot: Snapshot, scores: np.ndarray, phrase: str) -> None:
    hits = snapshot.phrase(phrase)
    scores[hits.docs] += hits.worth * _idf(snapshot, len(hits.docs)) * np.float32(ranking.WHOLE)


def _idf(snapshot: Snapshot, holding: int) -> np.float32:
    return np.float32(ranking.idf(documents=snapshot.size, holding=holding))
