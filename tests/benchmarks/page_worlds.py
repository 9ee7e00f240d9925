"""What the page benchmark reads beside the corpus: a text with a note on every paragraph, and long outlines."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model

from documents.importers.blocks import Imported, Metadata
from documents.models import Annotation, Edition, Gloss, NoteKind
from documents.outline import Node, assign_eids
from documents.services import concepts
from documents.services.annotations import Passage, annotate
from documents.services.editions import add_document

PARAGRAPH = "有关部门应当依照本法和有关法律、行政法规的规定，在各自职责范围内做好相关工作，并接受社会监督。"
BODY = "这里说的**职责范围**，要同第三条一起读：谁主管，谁负责。"
TERMS = ("公开", "监督", "职责", "程序", "期限", "费用", "救济", "责任")
DAY = dt.date(2020, 1, 1)


def outline(sections: int) -> Node:
    """A law of so many sections: chapters of twenty articles, every third article with two items."""
    root, left, article = Node("document", heading="示例"), sections, 0
    while left > 0:
        chapter = Node("chapter", f"第{len(root.children) + 1}章", "总则")
        root.children.append(chapter)
        left -= 1
        while left > 0 and len(chapter.children) < 20:
            article += 1
            items = (
                [Node("item", f"（{n}）", text="甲乙丙丁。") for n in (1, 2)[: left - 1]] if article % 3 == 0 else []
            )
            chapter.children.append(Node("article", f"第{article}条", text=PARAGRAPH, children=items))
            left -= 1 + len(items)
    return assign_eids(root)


def outlined(sections: int) -> Edition:
    """A published text of so many sections."""
    return store(outline(sections), f"long-{sections}")


def annotated(slug: str, paragraphs: int = 50, notes: int = 50) -> Edition:
    """A published text of so many paragraphs on one page, with so many notes and eight concepts."""
    root = Node("document", heading="示例")
    words = f"{PARAGRAPH}见{slug}。"  # that no other text has
    root.children = [Node("article", f"第{n}条", text=words) for n in range(1, paragraphs + 1)]
    edition = store(assign_eids(root), slug)
    users = get_user_model().objects
    author = users.filter(username="bench").first() or users.create_superuser("bench")
    kind = NoteKind.objects.first()
    assert kind is not None
    terms = [concepts.add(text) for text in TERMS]
    for term, text in zip(terms, TERMS, strict=True):
        Gloss.objects.get_or_create(concept=term, language="zh-Hans", defaults={"text": f"{text}的意思。"})
    for n in range(notes):
        start = n % 10 * 2
        annotate(
            author=author,
            edition=edition,
            passages=[Passage(f"art_{n % paragraphs + 1}", start, start + 6, PARAGRAPH[start : start + 6])],
            kind=kind,
            concepts=[terms[n % len(terms)]],
            body=f"{BODY}（{n}）",
            visibility=Annotation.Visibility.PUBLIC,
        )
    return edition


def store(root: Node, slug: str, **fields: Any) -> Edition:
    return add_document(Imported(root, Metadata(title="示例", adopted=DAY)), slug=slug, publish_now=True, **fields)
