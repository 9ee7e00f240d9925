"""A process that reads subtrees, ways up and whole texts without end, and says how many and which were torn."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from documents.models import Edition, Section
from documents.services.loading import load
from tests.stress.ledger import Ledger
from tests.stress.writer import tokens_of

#: After so many reads the count is told.
TOLD = 100


def run(folder: Path, name: str, shared: list[int]) -> None:
    dice, ledger = random.Random(name), Ledger(folder, name)
    while True:
        whole = load(Edition.objects.get(pk=dice.choice(shared)))
        if len(tokens := tokens_of(whole)) != len(set(tokens)):
            ledger.say("torn", read="load", rows=tokens)
        sections = list(Section.objects.outline().filter(tree_id=dice.choice(shared)))
        for section in dice.choices(sections, k=TOLD // 2) if sections else []:
            within = list(Section.objects.within(section).values_list("pk", "parent_id", "lft", "rght", "level"))
            above = list(Section.objects.above(section).values_list("pk", "parent_id", "level"))
            if not is_tree(within):
                ledger.say("torn", read="within", rows=within)
            if not is_way(above):
                ledger.say("torn", read="above", rows=above)
        ledger.say("read", count=TOLD)


def is_tree(rows: list[tuple[int, int, int, int, int]]) -> bool:
    """Whether rows in reading order are one whole subtree: each below its parent, none missing, none too many."""
    if not rows:
        return True
    _, _, lft, rght, _ = rows[0]
    open_rows: list[tuple[int, int, int, int, int]] = []
    for row in rows:
        while open_rows and open_rows[-1][3] < row[2]:
            open_rows.pop()
        if row is not rows[0] and not (
            open_rows and open_rows[-1][0] == row[1] and open_rows[-1][4] == row[4] - 1 and row[3] < open_rows[-1][3]
        ):
            return False
        open_rows.append(row)
    return (rght - lft + 1) // 2 == len(rows)


def is_way(rows: list[tuple[int, int, int]]) -> bool:
    """Whether rows are a way down from the top level, each the parent of the next."""
    steps = itertools.pairwise(rows)
    return [row[2] for row in rows] == list(range(1, len(rows) + 1)) and all(a[0] == b[1] for a, b in steps)
