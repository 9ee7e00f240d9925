"""A process that changes outlines, imports and publishes without end, and says before and after what it does.

Every word it writes is a token found nowhere else, so that afterwards each can be looked for: what was said to be
written must be there, once, and what was said to be removed must be gone.
"""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

from documents import editing
from documents.importers.blocks import Imported, Metadata
from documents.models import Edition
from documents.outline import Node, assign_eids, find, walk
from documents.services import outlines
from documents.services.editions import add_document, publish, withdraw
from tests.stress.ledger import Ledger

TOKEN = re.compile(r"⟦[^⟧]+⟧")
#: What a writer does, and how often of a hundred times; `remove` more often in a long outline.
ACTS = {
    "insert": 34,
    "move": 14,
    "shift": 12,
    "indent": 6,
    "outdent": 6,
    "split": 8,
    "merge": 8,
    "remove": 4,
    "bring": 4,
}
ACTS |= {"announce": 4}
#: How many sections an imported document has, and how long an outline may grow.
BROUGHT, LONGEST = 40, 240


def tokens_of(root: Node) -> list[str]:
    """Every token in a tree, as often as it stands there."""
    return [token for node, _ in walk(root) for token in TOKEN.findall(node.text + node.heading)]


class Writer:
    """One writer: its ledger, its dice and its own tokens."""

    def __init__(self, folder: Path, name: str, shared: list[int]) -> None:
        self.name, self.shared, self.count = name, shared, 0
        self.dice, self.ledger = random.Random(name), Ledger(folder, name)

    def run(self) -> None:
        while True:
            edition = Edition.objects.get(pk=self.dice.choice(self.shared))
            verb = self.dice.choices(list(ACTS), list(ACTS.values()))[0]
            verb = "remove" if edition.section_count > LONGEST else verb
            start = time.monotonic()
            try:
                getattr(self, verb)(edition)
            except (editing.ImpossibleEdit, outlines.PublishedEdition):
                continue
            except Exception as error:
                self.ledger.say("failed", act=verb, error=repr(error))
                continue
            self.ledger.say("did", act=verb, seconds=time.monotonic() - start)

    def token(self) -> str:
        self.count += 1
        return f"⟦{self.name}.{self.count}⟧"

    def somewhere(self, edition: Edition) -> str:
        return self.dice.choice(list(edition.sections.outline().values_list("eid", flat=True)) or [""])

    def insert(self, edition: Edition) -> None:
        """A new section of two paragraphs, each a token, after or below another."""
        tokens = [self.token(), self.token()]
        below = self.dice.random() < 0.3

        def insert(root: Node, eid: str) -> Node:
            node = find(root, eid) or root
            above = next((one for one, _ in walk(root) if any(child is node for child in one.children)), root)
            target = node if below else above
            place = self.dice.randint(0, len(target.children))
            target.children.insert(place, Node("point", self.dice.choice("一二三四五"), text="\n".join(tokens)))
            return assign_eids(root)

        outlines.change(edition, insert, self.somewhere(edition))
        self.ledger.say("added", tokens=tokens)

    def remove(self, edition: Edition) -> None:
        """A section gone with all below it; what that is, is said before it is sure."""
        tokens: list[str] = []

        def remove(root: Node, eid: str) -> Node:
            node = find(root, eid)
            if node and sum(1 for _ in walk(node)) < 30:
                tokens.extend(tokens_of(node))
                self.ledger.say("removing", tokens=tokens)
                return editing.remove(root, eid)
            raise editing.ImpossibleEdit("too-much")

        outlines.change(edition, remove, self.somewhere(edition))
        self.ledger.say("removed", tokens=tokens)

    def move(self, edition: Edition) -> None:
        parent = self.somewhere(edition)
        outlines.change(edition, editing.move, self.somewhere(edition), parent=parent, index=self.dice.randint(0, 5))

    def shift(self, edition: Edition) -> None:
        outlines.change(edition, editing.shift, self.somewhere(edition), by=self.dice.choice((-1, 1)))

    def indent(self, edition: Edition) -> None:
        outlines.change(edition, editing.indent, self.somewhere(edition))

    def outdent(self, edition: Edition) -> None:
        outlines.change(edition, editing.outdent, self.somewhere(edition))

    def split(self, edition: Edition) -> None:
        outlines.change(edition, editing.split, self.somewhere(edition), paragraph=1)

    def merge(self, edition: Edition) -> None:
        outlines.change(edition, editing.merge, self.somewhere(edition))

    def bring(self, edition: Edition) -> None:
        """A new document, there as a whole or not at all."""
        tokens = [self.token() for _ in range(BROUGHT)]
        chapters = [Node("chapter", f"第{n}章") for n in "一二三四"]
        for n, token in enumerate(tokens):
            chapters[n % 4].children.append(Node("article", f"第{n}条", text=token))
        root = Node("document", heading="带来", children=chapters)
        imported = Imported(root, Metadata(title="带来"))
        add_document(imported, slug=f"brought-{self.name}-{self.count}", publish_now=self.dice.random() < 0.5)
        self.ledger.say("added", tokens=tokens)

    def announce(self, edition: Edition) -> None:
        """A brought document published, or taken back."""
        brought = Edition.objects.filter(document__slug__startswith="brought").order_by("-pk").first()
        if brought:
            (withdraw if brought.is_published else publish)(brought)
