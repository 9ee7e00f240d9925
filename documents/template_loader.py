"""Templates kept by language, with what is the same on every page worked out when they are read.

A page's frame is mostly sentences of the interface, drawings and addresses without arguments: as tags they take longer
to render than the words of a law. Here they become text, joined with the text around them:

    <a href="{% url "help" %}">{% icon "help" %}{% translate "Help" %}</a>

is one node under each language. A template that another includes by its name is put in its place, so that it need not
be looked for at each rendering. What depends on anything else stays as Django reads it.
"""

from __future__ import annotations

from typing import Any

from django.template import Context, Node, NodeList, Template, TemplateDoesNotExist
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
    """Django's cached loader, with a template for each language."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        return f"{get_language()}-{super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        is_read = self.cache_key(template_name, skip) in self.get_template_cache
        template = super().get_template(template_name, skip)
        if not is_read:
            context = Context()
            context.template = template  # where `blocktranslate` asks for the engine
            template.nodelist = folded(template.nodelist, context)
        return template


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
