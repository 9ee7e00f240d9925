"""The one place where an outline is inferred: blocks of any format in, an outline with its metadata out.

The steps: `layout` makes whole paragraphs of the lines and sets furniture aside, `front` and `closing` find what stands
before and after the sections, `entries` reads each paragraph, `tree` hangs them together, `runin` finds the headings
inside paragraphs, `metadata` what the text says of itself.

    >>> lines = ("某某条例", "第一章 总则", "第一条 为了……。", "第二条 本条例……。")
    >>> imported = infer([Block(line, n) for n, line in enumerate(lines, start=1)])
    >>> imported.metadata.title, [(node.kind, node.eid) for node, _ in walk(imported.root)][1:]
    ('某某条例', [('chapter', 'chp_1'), ('article', 'art_1'), ('article', 'art_2')])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from documents.importers.article_names import captions_of
from documents.importers.blocks import Block, Doubt, Imported, Metadata, Noise, Reading
from documents.importers.captions import with_captions
from documents.importers.checks import doubts_of
from documents.importers.closing import closing_of
from documents.importers.entries import INLINE, entries_of
from documents.importers.front import Front, front_of
from documents.importers.layout import lay_out
from documents.importers.metadata import describe
from documents.importers.runin import set_runin
from documents.importers.shapes import glue
from documents.importers.tree import MAX_DEPTH, Grown, grow
from documents.importers.wordless import parted, put_back
from documents.outline import Node, assign_eids, walk

__all__ = ["infer", "infer_reading", "walk"]


def infer_reading(reading: Reading, *, language: str = "", max_depth: int = MAX_DEPTH) -> Imported:
    """The outline of what a reader found, the reader's own noise, doubts and metadata included."""
    imported = infer(
        reading.blocks,
        noise=reading.noise,
        doubts=reading.doubts,
        metadata=reading.metadata,
        language=language,
        max_depth=max_depth,
    )
    shown = dict.fromkeys(node.picture for node, _ in walk(imported.root) if node.picture)
    return replace(imported, pictures={name: reading.pictures[name] for name in shown})


def infer(
    blocks: Iterable[Block],
    *,
    noise: Sequence[Noise] = (),
    doubts: Sequence[Doubt] = (),
    metadata: Metadata | None = None,
    language: str = "",
    max_depth: int = MAX_DEPTH,
) -> Imported:
    """The outline of the blocks. What a reader knows already (`metadata`, `language`) is kept."""
    blocks, pictures = parted(with_captions(map(numbered, blocks)))
    laid = lay_out(blocks)
    front = front_of(laid.blocks, laid.profile)
    start = front.preamble[0] if front.preamble else front.body
    closing = closing_of(laid.blocks, laid.profile, start=start)
    captions = captions_of(laid.blocks, laid.profile)
    body = min([front.body, *closing.lines, *closing.annexes, *captions])
    entries = entries_of(laid.blocks, laid.profile, start=body, closing=closing, captions=captions)
    grown = grow(put_back(entries, pictures), max_depth=max_depth)
    set_runin(grown.root)
    _set_front(grown, laid.blocks, front, body)
    assign_eids(grown.root)
    return Imported(
        grown.root,
        describe(grown.root, known=metadata or Metadata(), language=language),
        (*noise, *laid.noise, *_repeated(laid.blocks, front)),
        (*doubts, *laid.doubts, *grown.doubts, *doubts_of(entries)),
        {node.eid: line for node, line in grown.lines},
        tuple(pages_of(blocks)),
    )


def numbered(block: Block) -> Block:
    """The block with the number that the file keeps beside its text in front of it, as it is printed."""
    if not block.number or block.style in INLINE:
        return block
    space = "" if block.number[-1] in "、）．。：" else " "
    return replace(block, text=block.number + space + block.text, number="")


def pages_of(blocks: Sequence[Block]) -> Iterator[int]:
    """The source line at which each page begins, from the first on; a page without text begins where the next does."""
    told = 0
    for block in blocks:
        yield from [block.line] * (block.page - told)
        told = max(told, block.page)


def _set_front(grown: Grown, blocks: list[Block], front: Front, body: int) -> None:
    """Puts the title on the root and the lines before the body in front of its children."""
    grown.root.heading = glue([blocks[i].text for i in front.title])
    parts = (("preface", front.preface), ("preamble", front.preamble))
    ends = [(kind, [i for i in indices if i < body]) for kind, indices in parts]
    nodes = [
        (Node(kind, text="\n".join(blocks[i].text for i in indices)), indices) for kind, indices in ends if indices
    ]
    grown.root.children[:0] = [node for node, _ in nodes]
    grown.lines += [(node, blocks[indices[0]].line) for node, indices in nodes]


def _repeated(blocks: list[Block], front: Front) -> list[Noise]:
    return [Noise(blocks[i].line, blocks[i].text, "repeated-title") for i in front.repeated]
