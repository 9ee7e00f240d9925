"""Carrying 5,000 notes over a law of 100,000 characters, beside the simplest thing that could be done.

    python -m tests.benchmarks.bench_revise

The baseline is the first occurrence of the same words (`str.find`): it places everything that survives anywhere, and
is quick. What it costs in wrong places is printed with the times.
"""

from __future__ import annotations

import random
import resource
import time

from documents.anchoring.revise import place, revise
from tests.edits import EDITS, Edited, edit

CHARACTERS, NOTES, SEED = 100_000, 5_000, 7
#: Seconds, milliseconds a note and megabytes that must not be exceeded.
MOST_SECONDS, MOST_MILLISECONDS, MOST_MEGABYTES = 5.0, 1.0, 200

SUBJECTS = [
    "出租人",
    "承租人",
    "房产管理部门",
    "县级以上地方人民政府",
    "房屋租赁企业",
    "网络信息平台",
    "业主委员会",
    "中介机构",
]
ACTIONS = [
    "登记备案",
    "交付租赁房屋",
    "支付租金",
    "报告安全隐患",
    "公示收费标准",
    "保管合同文本",
    "接受监督检查",
    "退还押金",
]
TERMS = ["三日内", "合理期限内", "合同约定的期限内", "每年年底前", "收到通知之日起十日内"]
CONDITIONS = ["租赁期限届满", "房屋存在安全隐患", "合同依法解除", "当事人另有约定", "租赁用途改变", "主管部门提出要求"]
SANCTIONS = ["责令限期改正", "给予警告", "处一千元以上一万元以下罚款", "记入信用档案", "依法吊销许可证"]


def law(rnd: random.Random) -> str:
    """A law made of recurring words: articles resemble one another as in real laws."""
    articles: list[str] = []
    while sum(map(len, articles)) < CHARACTERS:
        subject, action, term = rnd.choice(SUBJECTS), rnd.choice(ACTIONS), rnd.choice(TERMS)
        number = len(articles) + 1
        articles.append(
            f"第{number}条 {subject}在{rnd.choice(CONDITIONS)}时，应当于{term}{action}，编号为{rnd.randrange(10**6)}；"
            f"未{action}的，由{rnd.choice(SUBJECTS)}{rnd.choice(SANCTIONS)}；造成损失的，依法承担赔偿责任。"
        )
    return "\n\n".join(articles)


def wrong(edited: Edited, notes: list[tuple[int, int]], found: list[tuple[int, int] | None]) -> int:
    """How many notes were placed on words of which none is theirs."""
    places: dict[int, int] = {origin: k for k, origin in enumerate(edited.origins) if origin is not None}
    return sum(
        1
        for (start, end), there in zip(notes, found, strict=True)
        if there and not any(there[0] <= places.get(origin, -1) < there[1] for origin in range(start, end))
    )


def peak() -> float:
    """The most memory this process has had, in megabytes; Django, which the benchmarks load, is part of it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    rnd = random.Random(SEED)
    old = law(rnd)
    edited = edit(old, rnd, kinds=[kind for kind in EDITS if kind != "change script"], times=600)
    notes = [(start, start + rnd.choice([4, 8, 20, 60])) for start in rnd.choices(range(len(old) - 60), k=NOTES)]

    begun = time.perf_counter()
    first = [edited.text.find(old[start:end]) for start, end in notes]
    baseline = time.perf_counter() - begun
    simple = [
        (place, place + end - start) if place >= 0 else None for place, (start, end) in zip(first, notes, strict=True)
    ]

    before, begun = peak(), time.perf_counter()
    revision = revise(old, edited.text)
    aligned = time.perf_counter()
    placed = [place(revision, start, end) for start, end in notes]
    ended = time.perf_counter()
    ours = [(p.start, p.end) if p.start is not None and p.end is not None and not p.review else None for p in placed]

    megabytes = peak() - before
    milliseconds = 1000 * (ended - aligned) / NOTES
    print(f"old text {len(old):,} characters, new text {len(edited.text):,}, {NOTES:,} notes")
    print(
        f"baseline, first occurrence: {baseline:.2f} s, wrong {wrong(edited, notes, simple):,}, "
        f"lost {simple.count(None):,}"
    )
    print(f"revise: {ended - begun:.2f} s (aligned in {aligned - begun:.2f} s, {milliseconds:.2f} ms a note),", end=" ")
    print(f"wrong {wrong(edited, notes, ours):,}, to review {sum(p.review for p in placed):,},", end=" ")
    print(f"orphaned {sum(p.start is None for p in placed):,}, {megabytes:.0f} MB more than the {before:.0f} MB before")
    assert ended - begun <= MOST_SECONDS, "too slow"
    assert milliseconds <= MOST_MILLISECONDS, "too slow a note"
    assert megabytes <= MOST_MEGABYTES, "too large"


if __name__ == "__main__":
    main()
