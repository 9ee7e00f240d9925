"""Building a tree of nodes in reading order: text that follows a child becomes a continuation of the parent.

>>> article = Node("article", "第一条")
>>> add_line(article, "有下列情形之一的：")
>>> article.children.append(Node("item", "（一）", text="甲；"))
>>> add_line(article, "前款规定不影响其他规定。")
>>> [(child.kind, child.text) for child in article.children]
[('item', '甲；'), ('continuation', '前款规定不影响其他规定。')]
"""

from __future__ import annotations

from documents.outline import Node


def add_line(node: Node, line: str) -> None:
    """Adds a paragraph at the end of what the node holds."""
    if not line:
        return
    holder = node
    if node.children:
        if node.children[-1].kind != "continuation" or node.children[-1].children:
            node.children.append(Node("continuation"))
        holder = node.children[-1]
    holder.text = f"{holder.text}\n{line}" if holder.text else line
