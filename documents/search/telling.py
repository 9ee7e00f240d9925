"""What the pages are told of a hit, made of what the engine stored.

>>> row = {"pk": 7, "eid": "art_1", "unit": "article", "path": [["art_1", "第一条", ""]], "inner": [], "score": 1.0}
>>> row |= {"document": "act", "address": "", "lines": [["art_1", 0, 4, "第一条 劳动合同。"]]}
>>> hit = hit_of(row, Wanted(phrases=("合同",)))
>>> hit.labels, [piece.text for piece in hit.pieces if piece.is_match]
(['第一条'], ['合同'])
"""

from __future__ import annotations

from typing import Any

from documents.search.answers import Rows
from documents.search.occurrences import inner_path, key_in
from documents.search.results import Group, Hit
from documents.search.snippets import Wanted, best_passage
from documents.search.units import Step

#: What is told of a document is that of its first hit.
NAMES = ("document", "address", "title", "kind", "issuer", "language", "date")


def group_of(rows: Rows, wanted: Wanted) -> Group:
    """The hits of a document, what is wanted marked in them."""
    first = rows.rows[0]
    hits = tuple(hit_of(row, wanted) for row in rows.rows)
    return Group(**{name: first[name] for name in NAMES}, total=rows.total, hits=hits, spread=rows.spread)


def hit_of(row: dict[str, Any], wanted: Wanted) -> Hit:
    """A unit by its best line."""
    lines = row["lines"]
    passage = best_passage([line[3] for line in lines], wanted)
    eid, paragraph, lead, _ = lines[passage.line] if lines else (row["eid"], -1, 0, "")
    return Hit(
        document=row["document"],
        address=row["address"],
        pk=key_in(row, eid),
        unit=row["eid"],
        eid=eid,
        paragraph=paragraph,
        kind=row["unit"],
        path=tuple(Step(*step) for step in row["path"]),
        inner=inner_path(row, eid),
        pieces=passage.pieces,
        start=passage.start,
        lead=lead,
        matches=passage.matches,
        score=row["score"],
        depth=sum(len(line[3]) for line in lines[: passage.line] if line[0] == eid),
    )
