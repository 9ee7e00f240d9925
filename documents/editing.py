"""Changes to an outline, each a function from a tree and an address to the same tree changed; text is never lost.

>>> from documents.outline import Node
>>> tree = Node("document", children=[Node("point", "一、", eid="pnt_1"), Node("point", "（一）", eid="pnt_2")])
>>> indent(tree, "pnt_2").children[0].children[0].number
'（一）'
"""

from __future__ import annotations

from documents.outline import Node, assign_eids, lines_of, walk


class ImpossibleEdit(ValueError):
    """A change that the outline does not allow. `code` names the sentence shown to the editor."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def relabel(root: Node, eid: str, *, number: str, heading: str, kind: str) -> Node:
    """The tree with another label at an address; a run-in heading that is taken away goes back into the text."""
    node, _ = _locate(root, eid)
    node.number, node.heading, node.kind = number, heading, kind
    if not heading:
        node.is_runin = False
    return root


def retext(root: Node, eid: str, *, text: str) -> Node:
    """The tree with other paragraphs at an address; empty lines are dropped."""
    node, _ = _locate(root, eid)
    node.text = paragraphs_of(text)
    return root


def paragraphs_of(text: str) -> str:
    """What was typed as it is stored: a paragraph a line, none of them empty."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def move(root: Node, eid: str, *, parent: str, index: int) -> Node:
    """The tree with a section, and all below it, as child number `index` (from 0) of another; '' is the top level.

    Raises ImpossibleEdit where the new parent lies inside the section.
    """
    node, old = _locate(root, eid)
    new = _locate(root, parent)[0] if parent else root
    if any(below is new for below, _ in walk(node)):
        raise ImpossibleEdit("into-itself")
    del old.children[_index(old, node)]
    new.children.insert(max(0, min(index, len(new.children))), node)
    return root


def shift(root: Node, eid: str, *, by: int) -> Node:
    """The tree with a section moved up (-1) or down (+1) among its siblings."""
    node, parent = _locate(root, eid)
    place = _index(parent, node) + by
    if not 0 <= place < len(parent.children):
        raise ImpossibleEdit("no-further")
    return move(root, eid, parent=parent.eid, index=place)


def indent(root: Node, eid: str) -> Node:
    """The tree with a section made the last child of the one before it."""
    node, parent = _locate(root, eid)
    place = _index(parent, node)
    if place == 0:
        raise ImpossibleEdit("nothing-above")
    new = parent.children[place - 1]
    return move(root, eid, parent=new.eid, index=len(new.children))


def outdent(root: Node, eid: str) -> Node:
    """The tree with a section made the sibling after its parent; the siblings after it become its children.

    That keeps the reading order, which moving the section alone past its siblings would change.
    """
    node, parent = _locate(root, eid)
    if parent is root:
        raise ImpossibleEdit("at-the-top")
    _, above = _locate(root, parent.eid)
    place = _index(parent, node)
    node.children += parent.children[place + 1 :]
    del parent.children[place:]
    above.children.insert(_index(above, parent) + 1, node)
    return root


def split(root: Node, eid: str, *, paragraph: int, number: str = "", heading: str = "") -> Node:
    """The tree with a section cut before one of its own paragraphs (from 1; the first stays where it is).

    What follows, with the children, becomes a section of the same kind right after it.
    """
    node, parent = _locate(root, eid)
    paragraphs = node.paragraphs
    if not 0 < paragraph < len(paragraphs):
        raise ImpossibleEdit("nothing-to-split")
    new = Node(node.kind, number, heading, "\n".join(paragraphs[paragraph:]), node.children)
    node.text, node.children = "\n".join(paragraphs[:paragraph]), []
    parent.children.insert(_index(parent, node) + 1, new)
    return assign_eids(root)


def merge(root: Node, eid: str) -> Node:
    """The tree with a section joined to what stands before it, its label kept as words of the text.

    The text goes to the end of the sibling before it, or of the parent's own text for a first child.
    """
    node, parent = _locate(root, eid)
    place = _index(parent, node)
    if place == 0 and parent is root:
        raise ImpossibleEdit("nothing-above")
    del parent.children[place]
    if place == 0:
        _append(parent, lines_of(node))
        parent.children[:0] = node.children
    else:
        before = parent.children[place - 1]
        if before.children:
            before.children.append(Node("continuation", text="\n".join(lines_of(node))))
        else:
            _append(before, lines_of(node))
        before.children += node.children
    return assign_eids(root)


def remove(root: Node, eid: str) -> Node:
    """The tree without a section and all below it: the one change that takes text away, and is asked for by name."""
    node, parent = _locate(root, eid)
    del parent.children[_index(parent, node)]
    return root


def put_back(root: Node, eid: str, *, node: Node, after: str) -> Node:
    """The tree with a section that had been taken out, behind the sibling it stood behind, below the address it had.

    Where that sibling is gone it comes first; where its parent is gone, last on the top level. Addresses that are
    taken meanwhile are given anew.
    """
    known = {each.eid: each for each, depth in walk(root) if depth}
    for each, _ in walk(node):
        each.eid = "" if each.eid in known else each.eid
    parent = known.get(eid) or root
    if eid and parent is root:
        root.children.append(node)
        return assign_eids(root)
    before = next((i for i, child in enumerate(parent.children) if after and child.eid == after), -1)
    parent.children.insert(before + 1, node)
    return assign_eids(root)


def insert(root: Node, eid: str, *, kind: str, number: str = "", heading: str = "", text: str = "") -> Node:
    """The tree with a new section right after an address, on the same level; '' is the end of the top level."""
    new = Node(kind, number, heading, paragraphs_of(text))
    if not eid:
        root.children.append(new)
        return assign_eids(root)
    node, parent = _locate(root, eid)
    parent.children.insert(_index(parent, node) + 1, new)
    return assign_eids(root)


def _append(node: Node, lines: list[str]) -> None:
    node.text = "\n".join([*node.paragraphs, *lines])


def _index(parent: Node, node: Node) -> int:
    return next(i for i, child in enumerate(parent.children) if child is node)


def _locate(root: Node, eid: str) -> tuple[Node, Node]:
    """The node at an address and its parent. Raises ImpossibleEdit where there is none."""
    for parent, _ in walk(root):
        for child in parent.children:
            if child.eid == eid:
                return child, parent
    raise ImpossibleEdit("no-such-section")
