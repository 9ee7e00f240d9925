"""An edition's tree read back from its rows."""

from __future__ import annotations

from documents.models import Edition
from documents.outline import Node


def load(edition: Edition) -> Node:
    """The edition's tree outside the database, root included; read in one statement."""
    rows = edition.sections.order_by("lft").values_list(
        "pk", "parent_id", "kind", "number", "heading", "text", "is_runin", "eid", "picture"
    )
    nodes: dict[int, Node] = {}
    root = None
    for pk, parent, kind, number, heading, text, is_runin, eid, picture in rows:
        node = nodes[pk] = Node(kind, number, heading, text, is_runin=is_runin, eid=eid, picture=picture)
        if parent is None:
            root = node
        else:
            nodes[parent].children.append(node)
    return root or Node("document", heading=edition.title)
