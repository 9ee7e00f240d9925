"""What the templates need beside Django's own tags."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Engine
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _

from documents.keeping import Kept
from documents.models import Edition
from documents.reading import histogram, measures
from documents.reading.margin import Choice
from documents.reading.passages import Passage
from documents.reading.versions import site_version
from documents.search.snippets import Piece

register = template.Library()

#: Line drawings on a grid of 20.
ICONS = {
    "search": '<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4 4"/>',
    "down": '<path d="m5 7.5 5 5 5-5"/>',
    "next": '<path d="M3.5 10h13M11.5 5l5 5-5 5"/>',
    "previous": '<path d="M16.5 10h-13M8.5 5l-5 5 5 5"/>',
    "close": '<path d="m5 5 10 10M15 5 5 15"/>',
    "outline": '<path d="M3 5h14M6 10h11M6 15h11M3 10h.01M3 15h.01"/>',
    "quote": '<path d="M4 14.5c2-.8 3-2.3 3-4.5H4V5.5h4.5v4.5M11.5 14.5c2-.8 3-2.3 3-4.5h-3V5.5H16V10"/>',
    "print": '<path d="M6 7V3h8v4M6 14H3.500V7h13v7H14M6 11.500h8V17H6z"/>',
    "link": '<path d="M8.500 11.500a3.200 3.200 0 0 0 4.600 0l2.800-2.800a3.200 3.200 0 0 0-4.600-4.600l-1 1'
    'M11.500 8.500a3.200 3.200 0 0 0-4.600 0L4.100 11.300a3.200 3.200 0 0 0 4.600 4.600l1-1"/>',
    "help": '<circle cx="10" cy="10" r="7"/><path d="M10 9.200v4.500M10 6.400v.1"/>',
    "keys": '<path d="M2.5 5.5h15V15h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 12h7"/>',
    "download": '<path d="M10 3v10M5.500 9 10 13.500 14.500 9M3.500 17h13"/>',
    "note": '<path d="M3.5 4h13v9.500H10L6 17v-3.500H3.5z"/>',
    "feed": '<path d="M4 10a6 6 0 0 1 6 6M4 4a12 12 0 0 1 12 12M5 15h.01"/>',
    "list": '<path d="M3.500 4h13v12h-13zM6.500 8h7M6.500 12h7"/>',
    "concordance": '<path d="M3 5h4M13 5h4M3 10h4M13 10h4M3 15h4M13 15h4M10 3.500v13"/>',
    "history": '<path d="M3 16.500h14M5.500 14v-3M9 14V8.500M12.500 14V5M16 14V3"/>',
    "whole": '<path d="M5 2.500h10v15H5zM7.500 6h5M7.500 9h5M7.500 12h5"/>',
}


@register.simple_tag(takes_context=True)
def frame(context: Context, name: str) -> SafeString:
    """An include that is the same on all pages in a language, rendered again when the site's settings change.

    Only on pages without a query and outside the site's navigation may it be told from one page to the next.
    """
    request = context["request"]
    key = (name, get_language(), site_version(request))
    is_alike = not request.GET and request.path not in navigation()
    html = FRAMES.get(key) if is_alike else None
    if html is None:
        with context.push():
            html = Engine.get_default().get_template(name).render(context)
        if is_alike:
            FRAMES.keep(key, html, size=1)
    return html


#: The pieces of the frame, in the languages of the interface.
FRAMES: Kept[Hashable, SafeString] = Kept(room=16)


@lru_cache(maxsize=1)
def navigation() -> tuple[str, ...]:
    """The pages that the frame marks as the one shown."""
    return tuple(reverse(name) for name in ("library", "concepts", "search", "help"))


@register.simple_tag
@lru_cache(maxsize=64)
def styles(*names: str) -> SafeString:
    """The links to style sheets by their names; one link where the storage has them in one file."""
    bundle = getattr(staticfiles_storage, "bundle", None)
    files = [bundle(names)] if bundle else [f"css/{name}.css" for name in names]
    return mark_safe("\n".join(f'<link rel="stylesheet" href="{static(file)}">' for file in files))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing that says nothing to a screen reader: the control it stands in has a name."""
    return mark_safe(
        f'<svg class="i" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">{ICONS[name]}</svg>'
    )


@register.simple_tag(takes_context=True)
def choices(context: Context, offered: Sequence[Choice], name: str) -> SafeString:
    """The items of a list of what the notes of a page can be narrowed to; joined strings, for every page has them."""
    before = escape(f"?{context['asked_besides']}{name}=")
    html = []
    for choice in offered:
        current = ' aria-current="true"' if choice.is_chosen else ""
        mark = f'<span class="tm t{choice.theme}" aria-hidden="true"></span>' if name == "concept" else ""
        html.append(
            f'<li><a href="{before}{quote(choice.value)}" rel="nofollow"{current}>'
            f'<span>{mark}{escape(choice.label)}</span><span class="ct">{choice.notes}</span></a></li>\n            '
        )
    return mark_safe("".join(html))


@register.simple_tag
def strip(edition: Edition, size: str = "", notes: Mapping[str, int] | None = None) -> SafeString:
    """The strip of an edition, the darker the more notes its parts have, with a sentence for its name."""
    parts, counts = edition.parts, notes or {}
    bars = "".join(
        bar.drawn(f"d{measures.shade(bar.notes, bar.characters, edition.language)}", height=10)
        for bar in measures.strip(parts, counts)
    )
    says = _("%(count)s parts, each as wide as it is long") % {"count": len(parts)}
    if counts:
        most = max(range(len(parts)), key=lambda n: counts.get(parts[n]["eid"], 0)) + 1
        says = _("%(count)s parts, each as wide as it is long; most notes are on part %(most)s") % {
            "count": len(parts),
            "most": most,
        }
    return mark_safe(
        f'<svg class="strip {size}" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(says)}">{bars}</svg>'
    )


@register.simple_tag
@lru_cache(maxsize=1)
def shades() -> SafeString:
    """The shades of the strip from the lightest to the darkest, for its legend."""
    bars = "".join(f'<rect class="d{n}" x="{n * 201}" y="0" width="196" height="10"/>' for n in range(5))
    return mark_safe(
        f'<svg class="strip" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">{bars}</svg>'
    )


@register.filter
def sections(count: int) -> str:
    """How many sections were found; a page of hits says it many times, for which `blocktranslate` takes long."""
    return npgettext("hits", "%(n)s section", "%(n)s sections", count) % {"n": count}


@register.filter
def more(count: int) -> str:
    """How many more a document holds."""
    return ngettext("%(n)s more in this document", "%(n)s more in this document", count) % {"n": count}


@register.filter
def ticks(places: Iterable[int]) -> str:
    return measures.ticks(places)


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """What is shown of a passage as HTML."""
    shown = ((escape(piece.text), piece.is_match) for piece in pieces)
    return mark_safe("".join(f'<mark class="hit-t">{text}</mark>' if is_match else text for text, is_match in shown))


@register.filter
def listed(hits: Iterable[Any]) -> SafeString:
    """The hits of a document as items of a list; joined strings, for a page has dozens."""
    return mark_safe("".join(map(_hit, hits)))


def _hit(listed: Any) -> str:
    hit, url, number = listed
    place = f'<span class="pnum-s">¶{number}</span>' if number else ""
    above = hit.labels if hit.paragraph >= 0 else hit.labels[:-1]  # a heading is its own last step
    path = f'<p class="hit-p">{escape(" › ".join(above))}</p>' if above else ""
    words = f'<p class="hit-x"><a href="{escape(url)}">{marked(hit.pieces)}</a></p>'
    return f'\n    <li class="hit-i">{place}<div>{path}{words}</div></li>'


@register.filter
def quoted(passage: Passage, theme: int) -> SafeString:
    """A passage with its number, marked in the colour of a theme."""
    words = f'{escape(passage.before)}<mark class="hl l0-{theme}">{escape(passage.words)}</mark>{escape(passage.after)}'
    n = passage.paragraph
    return mark_safe(
        f'<a class="pnum-s" href="{escape(passage.address)}" aria-label="¶{n}">¶{n}</a>'
        f'<blockquote class="hit-x has-notes" lang="{escape(passage.language)}"><p>{words}</p></blockquote>\n'
    )


@register.filter
def tagged(passages: Iterable[Passage], theme: int) -> SafeString:
    """Passages with their notes as items of a list; joined strings, for a page has dozens."""
    says, html = _("%(kind)s by %(author)s"), []
    for passage in passages:
        kind, author = escape(passage.kind), escape(passage.author)
        html.append(
            f'<li class="hit-i">{quoted(passage, theme)}'
            f'<a class="n-kind" href="{reverse("note", args=[passage.key])}" title="{kind}">'
            f'<span lang="zh-Hans" aria-hidden="true">{escape(passage.seal)}</span>'
            f'<span class="vh">{says % {"kind": kind, "author": author}}</span></a></li>\n          '
        )
    return mark_safe("".join(html))


@register.filter
def ticked(choices: Iterable[Any], name: str) -> SafeString:
    """The values of a facet as boxes to tick; joined strings, for a page has hundreds."""
    html = []
    for choice in choices:
        label = language_name(choice.value) if name == "language" else choice.label
        html.append(
            f'<label class="check"><input type="checkbox" name="{name}" value="{escape(choice.value)}"'
            f"{' checked' if choice.is_chosen else ''}><span>{escape(label)}</span>"
            f'<span class="ct">{choice.documents}</span></label>\n'
        )
    return mark_safe("".join(html))


@register.filter
def bars(drawn: Iterable[histogram.Bar]) -> SafeString:
    return mark_safe("".join(bar.drawn for bar in drawn))


@register.filter
def axis(drawn: list[histogram.Bar]) -> SafeString:
    return mark_safe(histogram.axis(drawn))


@register.filter
def minutes(characters: int, language: str) -> int:
    return measures.minutes(characters, language)


@register.filter
def language_name(tag: str) -> str:
    """A language in its own words, as far as they are known here; else its tag."""
    return LANGUAGES.get(tag, tag)


#: BCP 47 tags that texts come in → the language's own name.
LANGUAGES = {
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "zh": "中文",
    "lzh": "文言",
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ja": "日本語",
    "ko": "한국어",
    "ru": "Русский",
    "pt": "Português",
    "it": "Italiano",
    "vi": "Tiếng Việt",
    "bo": "བོད་ཡིག",
    "ug": "ئۇيغۇرچە",
    "mn": "Монгол",
}
