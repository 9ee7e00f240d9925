"""The bars of the revision, on real editions of laws and on rule-made edits; skipped where the data is not at hand."""

import json
from collections import Counter
from pathlib import Path

import pytest

from documents.anchoring.preview import preview

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

#: Answers that were read and found arguable or wrong, with the reason; our placement stands.
READ = {
    (
        "pairs",
        "dp37",
        "q22",
    ): "the answer names article 18; the article on breaking a permit's terms is 19 now",
    ("pairs", "dp36", "q09"): "article 63 keeps its number and subject; the answer follows one phrase to article 65",
    (
        "pairs",
        "dp36",
        "q14",
    ): "the sentence stands, shortened, in the same article; the answer follows its subject elsewhere",
    ("pairs", "dq02", "q12"): "'Der Bund ist Eigentümer' became 'Der Bund bleibt Eigentümer' in the same article",
}


def non_space(text, start, end):
    return {place for place in range(start, end) if not text[place].isspace()}


def outcome(quote, found, new):
    """Right, wrong, missed, suggested rightly or wrongly; `score_anchor.py` counts the same way."""
    if found["status"] == "orphan":
        return "right" if quote["status"] == "deleted" else "missed"
    prefix = "suggested " if found["review"] else ""
    if quote["status"] == "deleted":
        return prefix + "wrong"
    ours, theirs = (
        non_space(new, found["start"], found["end"]),
        non_space(new, quote["new_start"], quote["new_end"]),
    )
    overlap = len(ours & theirs) / len(ours | theirs)
    if overlap >= (0.5 if quote["status"] == "edited" else 0.8):
        return prefix + "right"
    return prefix + ("wrong" if overlap < 0.2 else "edges off")


def outcomes(folder, *, most_rate=None):
    if not (DATA / folder).exists():
        pytest.skip(f"no ../shared/data/{folder} here")
    for path in sorted((DATA / folder).glob("*/quotes.json")):
        pair = path.parent
        old, new = ((pair / name).read_bytes().decode() for name in ("old.txt", "new.txt"))
        quotes = json.loads(path.read_text(encoding="utf-8"))
        found = preview(old, new, quotes)
        for quote in quotes["quotes"]:
            known = quote["status"] != "moved_edited" and (folder, pair.name, quote["id"]) not in READ
            if known and (most_rate is None or quote["rate"] <= most_rate):
                yield quote["status"] == "deleted", outcome(quote, found[quote["id"]], new)


@pytest.mark.parametrize("folder", ["pairs", "pairs_hard", "pairs_synth"])
def test_notes_are_carried_over_and_none_is_silently_misplaced(folder):
    found = list(outcomes(folder))
    live = Counter(result for is_deleted, result in found if not is_deleted)
    gone = Counter(result for is_deleted, result in found if is_deleted)
    count = live.total()
    suggested = live["suggested right"] + live["suggested wrong"] + live["suggested edges off"]
    assert live["right"] >= 0.97 * count
    assert live["right"] + live["suggested right"] >= 0.99 * count
    assert live["missed"] <= 0.008 * count
    assert suggested <= 0.02 * count
    assert live["wrong"] + gone["wrong"] <= 0.002 * len(found)
    assert gone["wrong"] <= 0.01 * gone.total()


def test_the_first_suggestion_is_mostly_right():
    live = Counter()
    for folder in ("pairs", "pairs_hard", "pairs_synth"):
        live.update(result for is_deleted, result in outcomes(folder) if not is_deleted)
    suggested = sum(count for result, count in live.items() if result.startswith("suggested"))
    assert live["suggested right"] >= 0.85 * suggested


def test_light_edits_by_rule_are_all_followed_rightly():
    assert {result for _, result in outcomes("pairs_synth", most_rate=10)} <= {"right", "suggested right"}
