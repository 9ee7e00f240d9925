"""Templates kept by language, with what is the same on every page worked out when they are read.

A page's frame is mostly sentences of the interface, drawings and addresses without arguments: as tags they take longer
to render than the words of a law. Here they become text, joined with the text around them:

    <a href="{% url "help" %}">{% icon "help" %}{% translate "Help" %}</a>

is one node under each language. A template that another includes or extends by its name is put in its place, so that
it need not be looked for at each rendering, nor a long text be joined with what is around it at every step. What
depends on anything else stays as Django reads it.
"""

from __future__ import annotations

from threading import RLock
from typing import Any

from django.template import Context, Engine, Node, NodeList, Template, TemplateDoesNotExist
from django.template.base import FilterExpression, TextNode, TokenType
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.loaders import cached
from django.templatetags.i18n import BlockTranslateNode, LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from documents.templatetags.zhangju import icon, styles

#: Tags whose functions say the same for the same arguments.
CONSTANT = (icon, styles)


class Loader(cached.Loader):
    """Django's cached loader, with a template for each language; `skip` is told of one that Django sees extended."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        return f"{get_language()}-{skip is None}-{super().cache_key(template_name, skip)}"

    def __init__(self, engine: Engine, loaders: Any) -> None:
        super().__init__(engine, loaders)
        self.lock = RLock()
        self.parts: dict[str, NodeList] = {}  # of the templates that have been read

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        key = self.cache_key(template_name, skip)
        if key in self.parts:
            return super().get_template(template_name, skip)
        with self.lock:  # lest another take what is folded for what was read
            template = super().get_template(template_name, skip)
            if key not in self.parts:
                context = Context()
                context.template = template  # where `blocktranslate` asks for the engine
                self.parts[key] = parts = self.extended(template)
                template.nodelist = folded(in_place(parts) if skip is None else template.nodelist, context)
        return template

    def reset(self) -> None:
        super().reset()
        self.parts.clear()

    def extended(self, template: Template) -> NodeList:
        """The nodes of a template; of one that extends another, the other's with the blocks of this one.

        As Django reads it stays what asks for a block of the other's, or extends what has its own name.
        """
        nodes: NodeList = template.nodelist
        node = next((node for node in nodes if isinstance(node, ExtendsNode)), None)
        told = getattr(node, "parent_name", None)
        if node is None or not isinstance(told, FilterExpression) or not _is_literal(told):
            return nodes
        name = told.var
        if name == template.name or _asks_for_more(node.nodelist):
            return nodes
        self.engine.get_template(name)
        parent = self.parts.get(self.cache_key(name), NodeList())
        return _with_blocks(parent, node.blocks) if is_plain(parent) and is_plain(node.nodelist) else nodes


def is_plain(nodes: NodeList) -> bool:
    """Whether there are blocks in nothing but other blocks, and no other template is extended."""
    blocks = [node for node in nodes if isinstance(node, BlockNode)]
    rest = NodeList(node for node in nodes if not isinstance(node, BlockNode))
    others = [*rest.get_nodes_by_type(BlockNode), *rest.get_nodes_by_type(ExtendsNode)]
    return not others and all(is_plain(block.nodelist) for block in blocks)


def _asks_for_more(nodes: NodeList) -> bool:
    """Whether a block says what it says in the template that is extended, too."""
    return any("block.super" in node.token.contents for node in nodes.get_nodes_by_type(Node) if node.token)


def _with_blocks(nodes: NodeList, blocks: dict[str, BlockNode]) -> NodeList:
    """The nodes of a template with blocks of another in the place of its own."""
    found = NodeList()
    for node in nodes:
        if isinstance(node, BlockNode):
            block = blocks.get(node.name, node)
            node = BlockNode(block.name, _with_blocks(block.nodelist, blocks))
        found.append(node)
    return found


def in_place(nodes: NodeList) -> NodeList:
    """The nodes with what is in their blocks, whose names last beyond them; where one extends another, as they are."""
    if any(isinstance(node, ExtendsNode) for node in nodes):
        return nodes
    found = NodeList()
    for node in nodes:
        found.extend(in_place(node.nodelist) if isinstance(node, BlockNode) else [node])
    return found


def folded(nodes: NodeList, context: Context) -> NodeList:
    """The nodes with what is constant in the language that is active as text, here and in all that they hold."""
    found = NodeList()
    for node in nodes:
        node = included(node, context)
        text = text_of(node, context)
        if text is None:
            _fold_within(node, context)
            found.append(node)
        elif found and isinstance(found[-1], TextNode):
            found[-1] = TextNode(SafeString(found[-1].s + text))
        else:
            found.append(TextNode(SafeString(text)))
    found.contains_nontext = nodes.contains_nontext
    return found


def _fold_within(node: Node, context: Context) -> None:
    if isinstance(node, IfNode):
        node.conditions_nodelists = [(asked, folded(held, context)) for asked, held in node.conditions_nodelists]
    elif not isinstance(node, LanguageNode):  # which is in another language
        for name in node.child_nodelists:
            if isinstance(held := getattr(node, name, None), NodeList):
                setattr(node, name, folded(held, context))


class Included(Node):
    """A template in the place where it is included, with a scope of its own; it is folded by itself."""

    child_nodelists = ()

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        with context.push():
            return self.nodelist.render(context)


def included(node: Node, context: Context) -> Node:
    """The template that a node includes by its full name alone; any other node as it is."""
    if not isinstance(node, IncludeNode) or node.extra_context or node.isolated_context:
        return node
    name = node.template.var
    if not isinstance(name, str) or node.template.filters or name.startswith("."):
        return node
    try:
        held = context.template.engine.get_template(name).nodelist  # type: ignore[union-attr]
    except TemplateDoesNotExist:  # which matters only where it is rendered
        return node
    is_alone = not any(map(held.get_nodes_by_type, (BlockNode, ExtendsNode)))
    return Included(held) if is_alone else node


def text_of(node: Node, context: Context) -> str | None:
    """What a node says on every page in the language that is active; None where that depends on the page."""
    if isinstance(node, TextNode):
        return node.s
    if isinstance(node, LoadNode | CommentNode):
        return ""
    if isinstance(node, Included):
        parts = [text_of(each, context) for each in node.nodelist]
        return None if None in parts else "".join(part or "" for part in parts)
    return str(node.render(context)) if is_constant(node) else None


def is_constant(node: Node) -> bool:
    """Whether a node says the same on every page in a language."""
    if isinstance(node, TranslateNode):
        return node.asvar is None and _is_literal(node.filter_expression) and _is_literal(node.message_context)
    if isinstance(node, BlockTranslateNode):
        is_plain = not (node.extra_context or node.countervar or node.asvar)
        has_values = any(token.token_type == TokenType.VAR for token in node.singular)
        return is_plain and not has_values and _is_literal(node.message_context)
    if isinstance(node, URLNode):
        return not (node.args or node.kwargs or node.asvar) and _is_literal(node.view_name)
    if isinstance(node, StaticNode):
        return node.varname is None and _is_literal(node.path)
    if isinstance(node, SimpleNode):
        is_told = node.func in CONSTANT and node.target_var is None and not node.kwargs
        return is_told and all(map(_is_literal, node.args))
    return False


def _is_literal(expression: FilterExpression | None) -> bool:
    """Whether a value is written in the template itself; where there is none, too."""
    if expression is None:
        return True
    value = expression.var
    return not expression.filters and (isinstance(value, str) or getattr(value, "literal", None) is not None)
