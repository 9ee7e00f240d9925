"""The day from which a text says that it is in force.

>>> stated("第九条 本法自2024年5月1日起施行。2008年1月1日起施行的《旧法》同时废止。").isoformat()
'2024-05-01'
>>> stated("This Act comes into force on 1 May 2024.").isoformat()
'2024-05-01'
>>> stated("本法自公布之日起施行。") is None
True
"""

from __future__ import annotations

import datetime as dt
import re

from documents.importers.dates import CHINESE, date_in
from documents.outline import Node, walk

#: 2024年5月1日 施行 under a title, 本法自2024年5月1日起施行 in a text; not 2008年1月1日起施行的《旧法》.
_CHINESE = re.compile(
    rf"(?:^[（(]?|自|[于於從从])\s?(?P<date>{CHINESE})\s?起?(?:开始|開始|正式)?(?:施行|实施|實施|生效)(?!的|之日)",
    re.MULTILINE,
)
#: What stands before the date, or around it: tritt am 1. Mai 2024 in Kraft.
_WESTERN = re.compile(
    r"(?:(?:com(?:es?|ing)|enters?) into (?:force|effect)|takes? effect|shall apply|entre(?:ra)? en vigueur"
    r"|entrará en vigor)(?: on| from| as from| as of| le| à compter du| el)?(?: the)?\s(?P<date>.{6,30})"
    r"|\b(?:tritt|treten) am (?P<german>.{6,30}?) in Kraft",
    re.IGNORECASE,
)


def stated(text: str) -> dt.date | None:
    """The last day that the text says it is in force from; None where it says none, or another day that counts."""
    plain = re.sub(r"(?<=[\d年月日起])[ \t\u3000]+|[ \t\u3000]+(?=[\d年月日起])", "", text)
    found = [match["date"] for match in _CHINESE.finditer(plain)]
    found += [match["date"] or match["german"] for match in _WESTERN.finditer(text)]
    dates = [date for words in found if (date := date_in(words))]
    return dates[-1] if dates else None


def effective_of(root: Node, front: list[str], *, latest: dt.date | None) -> dt.date | None:
    """The day from which the text of a document is in force, as its front says it or else its last sentences.

    A text that was amended keeps the sentence about its first day: a day before its `latest` act is none of its own.
    """
    sections = [text for node, _ in walk(root) for text in [f"{node.number}\n{node.heading}\n{node.text}"] if text]
    day = stated("\n".join(front)) or next((day for text in reversed(sections) if (day := stated(text))), None)
    return day if day and (latest is None or day >= latest) else None
