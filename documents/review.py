"""An import under review: the outline as a list of lines that an editor corrects, and the outline made of them again.

A section's line carries its label, each further paragraph is a line of its own, and what was left out stands among
them. Whatever is judged, no character is lost: every line stays text, becomes a section or is left out.

>>> found = Imported(Node("document", children=[Node("point", "一、", text="总则")]), Metadata())
>>> lines = judge(flatten(found), 0, role="text")
>>> build(lines, "").text
'一、总则'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.importers.blocks import Imported, Metadata, Noise
from documents.importers.numbering import label_of
from documents.outline import KINDS, Node, assign_eids, lines_of, walk

#: The deepest level that can be chosen.
DEEPEST = 8
#: A paragraph up to this many characters becomes a heading as a whole when it is marked as one.
HEADING = 60
#: Kinds that are one thing, whatever lines they have.
WHOLE = ("table", "figure", "footnote")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, or of a section: what it is taken for, and on which level it stands."""

    role: str  # 'section', 'text' or 'noise'
    level: int  # of a section, from 1; of a paragraph, one more than the section it belongs to
    kind: str = ""  # a key of KINDS; '' for a paragraph that was never anything else
    number: str = ""
    heading: str = ""
    text: str = ""
    is_runin: bool = False
    line: int = 0  # in the source, 1-based; 0 = not known
    reason: str = ""  # why it was left out
    is_judged: bool = False  # an editor has decided
    picture: str = ""  # of a figure: the name of its picture

    @property
    def printed(self) -> list[str]:
        """The line as the file has it; several for a table."""
        return lines_of(Node(self.kind or "document", self.number, self.heading, self.text, is_runin=self.is_runin))


def flatten(imported: Imported) -> list[Line]:
    """The lines of an outline in reading order, what was left out put in where it stood."""
    lines: list[Line] = []
    for node, depth in walk(imported.root):
        lines += _lines_of_node(node, depth, imported.lines.get(node.eid, 0)) if depth else _paragraphs(node, 1)
    for noise in sorted(imported.noise, key=lambda noise: -noise.line):
        place = next((i for i in range(len(lines) - 1, -1, -1) if 0 < lines[i].line <= noise.line), -1) + 1
        level = (lines[place - 1].level + (lines[place - 1].role == "section")) if place else 1
        lines.insert(place, Line("noise", level, text=noise.text, line=noise.line, reason=noise.reason))
    return lines


def _lines_of_node(node: Node, depth: int, line: int) -> list[Line]:
    if node.kind == "continuation":
        return _paragraphs(node, depth, line)
    if node.kind in WHOLE:
        words = (node.kind, node.number, node.heading, node.text, node.is_runin, line)
        return [Line("section", depth, *words, picture=node.picture)]
    own_line = bool(node.heading) and not node.is_runin
    first, rest = ([], node.paragraphs) if own_line else (node.paragraphs[:1], node.paragraphs[1:])
    head = Line("section", depth, node.kind, node.number, node.heading, "".join(first), node.is_runin, line)
    return [head, *(Line("text", depth + 1, text=paragraph) for paragraph in rest)]


def _paragraphs(node: Node, level: int, line: int = 0) -> list[Line]:
    return [Line("text", level, text=text, line=line if n == 0 else 0) for n, text in enumerate(node.paragraphs)]


def build(lines: Sequence[Line], title: str) -> Node:
    """The outline that the lines make, addressed; `title` is the root's heading."""
    root = Node("document", heading=title)
    stack = [(0, root)]
    texts: list[tuple[Node, list[str]]] = []  # joined in the end: a section may have any number of paragraphs
    for line in lines:
        if line.role == "noise":
            continue
        while stack[-1][0] >= line.level:
            stack.pop()
        owner = stack[-1][1]
        if line.role == "section":
            node = Node(line.kind or "heading", line.number, line.heading, line.text, is_runin=line.is_runin)
            node.picture = line.picture if line.kind == "figure" else ""
            owner.children.append(node)
            stack.append((line.level, node))
        else:
            holder = _holder_of_text(owner)
            if not texts or texts[-1][0] is not holder:
                texts.append((holder, holder.paragraphs))
            texts[-1][1].extend(line.printed)
    for holder, paragraphs in texts:
        holder.text = "\n".join(paragraphs)
    return assign_eids(root)


def _holder_of_text(owner: Node) -> Node:
    """What takes the paragraphs at the end of a section: itself, or a continuation behind its children."""
    if owner.children and owner.children[-1].kind != "continuation":
        owner.children.append(Node("continuation"))
    return owner.children[-1] if owner.children else owner


def judge(lines: Sequence[Line], place: int, *, role: str, kind: str = "", level: int = 0) -> list[Line]:
    """The lines with one taken for something else; what hangs on it moves along.

    A section that becomes text, or is left out, gives its paragraphs to the section before it; a paragraph that
    becomes a section takes those after it. `level` 0 leaves the level where the change puts it.
    """
    judged = list(lines)
    old = judged[place]
    new = replace(old, role=role, is_judged=True, reason="editor" if role == "noise" else "")
    if role == "section":
        new = _labelled(new, kind)
        new = replace(new, level=min(level or old.level, DEEPEST))
    elif old.role == "section":
        new = replace(new, level=old.level + 1)
    judged[place] = new
    if old.role == "section" and role == "section":
        _shift(judged, place, old.level, new.level - old.level)
    elif role == "section":
        _take_over(judged, place, old.level)
    return judged


def _labelled(line: Line, kind: str) -> Line:
    """A line as a section of a kind; a paragraph is parted into number, heading and text."""
    if line.kind or line.number or line.heading:
        return replace(line, kind=kind or line.kind)
    label = label_of(line.text)
    number, rest = (label.number, label.rest) if label and line.text.startswith(label.number) else ("", line.text)
    kind = kind or (label.kind if label else "heading")
    if len(rest) > HEADING or KINDS[kind].is_article or KINDS[kind].is_inline:
        return replace(line, kind=kind, number=number, text=rest)
    return replace(line, kind=kind, number=number, heading=rest, text="")


def _shift(lines: list[Line], place: int, level: int, by: int) -> None:
    """Move all that hangs on a section along with it."""
    for i in range(place + 1, len(lines)):
        if lines[i].role == "noise":
            continue
        if lines[i].level <= level:
            return
        lines[i] = replace(lines[i], level=max(1, lines[i].level + by))


def _take_over(lines: list[Line], place: int, level: int) -> None:
    """Give a new section the paragraphs after it, up to the next section."""
    for i in range(place + 1, len(lines)):
        if lines[i].role == "section" or lines[i].level < level:
            return
        lines[i] = replace(lines[i], level=lines[place].level + 1)


def settle(lines: Sequence[Line], title: str, metadata: Metadata) -> Imported:
    """The import as it was judged, ready to be stored."""
    root = build(lines, title)
    sections = [line for line in lines if line.role == "section"]
    nodes = [node for node, depth in walk(root) if depth and node.kind != "continuation"]
    noise = tuple(Noise(line.line, "\n".join(line.printed), line.reason) for line in lines if line.role == "noise")
    places = {node.eid: line.line for node, line in zip(nodes, sections, strict=True)}
    return Imported(root, metadata, noise, (), places)


def why(line: Line) -> str:
    """The code of the reason why a line is taken for what it is."""
    if line.is_judged:
        return "editor"
    if line.role == "noise":
        return line.reason
    if line.role == "text":
        return "paragraph"
    if line.number:
        return "run-in" if line.is_runin else "numbered"
    return line.kind if line.kind in (*WHOLE, "preface", "preamble", "conclusions") else "unnumbered"
