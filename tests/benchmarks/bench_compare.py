"""Opening the comparison of two editions that nobody has compared, beside a comparison by difflib.

    python -m tests.benchmarks.bench_compare

700 articles as amended, and 700 written anew in the same words. The page is asked for as a reader does, of a server
that has answered before, with nothing kept and no cache. The baseline is `difflib.SequenceMatcher` over the paragraphs
and, where some were replaced, over their words: what it leaves out is all that was moved or renumbered.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import time
from collections.abc import Sequence
from difflib import SequenceMatcher

from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from documents.importers.blocks import Imported, Metadata
from documents.models import Comparison
from documents.outline import Node, assign_eids
from documents.services.editions import add_document, publish
from documents.services.editions import store as add_edition
from tests.benchmarks.bench_revise import law
from tests.scratch import scratch

ARTICLES, TURNS = 700, 5
#: Seconds by the clock that must not be exceeded.
MOST_SECONDS = 1.0
OLD, NEW = dt.date(2020, 1, 1), dt.date(2024, 1, 1)
WORDS = "本市另行规定的，从其规定。"


def articles(seed: int) -> list[str]:
    """The words of so many articles that resemble one another."""
    written = law(random.Random(seed)).split("\n\n")
    return [re.sub(r"^第\d+条 ", "", article) for article in written][:ARTICLES]


def amended(old: Sequence[str], rnd: random.Random) -> list[str]:
    """The articles with every tenth one changed, every twentieth gone or new."""
    new = []
    for n, words in enumerate(old):
        place = rnd.randrange(len(words))
        if n % 10 == 3:
            new.append(words[:place] + WORDS + words[place + rnd.randrange(6) :])
        elif n % 20 == 7:
            new += [words, f"{WORDS[: rnd.randrange(4, 12)]}编号为{rnd.randrange(10**6)}。"]
        elif n % 20 != 17:
            new.append(words)
    return new


def tree(words: Sequence[str], date: dt.date) -> Imported:
    """A law of these articles, twenty to a chapter."""
    root = Node("document", heading="示例")
    for n, text in enumerate(words):
        if n % 20 == 0:
            root.children.append(Node("chapter", f"第{n // 20 + 1}章", "规定"))
        root.children[-1].children.append(Node("article", f"第{n + 1}条", text=text))
    return Imported(assign_eids(root), Metadata(title="示例", adopted=date))


def opened(slug: str, old: Sequence[str], new: Sequence[str]) -> float:
    """Seconds until the page is there, the quickest of a few times that each are the first."""
    document = add_document(tree(old, OLD), slug=slug, publish_now=True).document
    publish(add_edition(document, tree(new, NEW)))
    seconds = []
    reader = Client(headers={"host": "localhost"})
    for _ in range(TURNS):
        reader.get(f"/documents/{slug}/")
        Comparison.objects.all().delete()
        cache.clear()
        begun = time.perf_counter()
        response = reader.get(f"/documents/{slug}/compare/{OLD}/{NEW}/")
        seconds.append(time.perf_counter() - begun)
        assert response.status_code == 200, response.status_code
    return min(seconds)


def by_difflib(old: Sequence[str], new: Sequence[str]) -> float:
    """Seconds that the baseline takes."""
    begun = time.perf_counter()
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace":
            SequenceMatcher(None, "\n".join(old[a:b]), "\n".join(new[c:d]), autojunk=False).get_opcodes()
    return time.perf_counter() - begun


def main() -> None:
    old = articles(7)
    cases = {"amended": amended(old, random.Random(9)), "written anew": articles(8)}
    for slug, (name, new) in enumerate(cases.items()):
        ours, baseline = opened(f"law-{slug}", old, new), by_difflib(old, new)
        print(
            f"{len(old)} articles {name}, {sum(map(len, old)):,} and {sum(map(len, new)):,} characters: "
            f"{ours:.2f} s, difflib {baseline:.2f} s"
        )
        assert ours <= MOST_SECONDS, "too slow"


if __name__ == "__main__":
    call_command("collectstatic", interactive=False, verbosity=0)
    with scratch():
        main()
