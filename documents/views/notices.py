"""What a reader is told above a section: where its address led, and whether the words have changed since."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Edition, Section
from documents.reading.whereabouts import Whereabouts, follow, holding, taken_over, withdrawn_with
from documents.views.editions import Found


class Notice(NamedTuple):
    """A sentence with a link."""

    text: str
    url: str = ""
    link: str = ""


def lead_on(request: HttpRequest, found: Found, eid: str) -> HttpResponse:
    """The way from an address that the edition does not have to where its section went. Raises Http404.

    What is gone is shown as it last stood, in the last edition that has it.
    """
    edition = found.edition
    editions = holding(found.shelf, eid, edition.language)
    start = next((each for each in editions if each.date <= edition.date), None)
    if start is None:
        if editions:
            return HttpResponseRedirect(_pinned(found, editions[-1], eid))
        if withdrawn_with(found.shelf, eid):
            return HttpResponseRedirect(found.url())
        raise Http404(_("This text has no such section."))
    went = follow(found.shelf, start, eid, edition)
    if went.eid:
        return HttpResponseRedirect(f"{found.url(went.eid)}?was={eid}@{start.address}")
    return HttpResponseRedirect(_pinned(found, went.last, went.last_eid))


def notices(request: HttpRequest, found: Found, eid: str) -> list[Notice]:
    """What is to be said above the section at an address."""
    told = dated(found)
    told += _led(request, found)
    if found.edition.is_published and not found.edition.is_current:
        told += _since(found, eid)
    elif found.address is None and len(found.shelf.published) > 1:
        told += _before(found, eid)
    return told


def dated(found: Found) -> list[Notice]:
    """That a date lies between two editions."""
    if not found.asked:
        return []
    said = _("On %(asked)s the text of %(date)s was in force.")
    return [Notice(said % {"asked": found.asked.partition(".")[0], "date": found.edition.date})]


def _led(request: HttpRequest, found: Found) -> list[Notice]:
    """From which address of which edition the reader was led here."""
    eid, _at, address = request.GET.get("was", "").partition("@")
    old = found.shelf.edition(address) if address else None
    if not eid or old is None:
        return []
    name = _name(old, eid)
    if not name:
        return []
    said = _("You asked for %(name)s of the text of %(date)s. This is where its words went.")
    return [Notice(said % {"name": name, "date": old.date}, _pinned(found, old, eid), _("Read it as it was"))]


def _since(found: Found, eid: str) -> list[Notice]:
    """Whether a section of an earlier text has been changed or has left since."""
    current = next((each for each in found.shelf.published if each.is_current and _is_same(each, found.edition)), None)
    if current is None:
        return []
    went = follow(found.shelf, found.edition, eid, current)
    if not went.is_changed:
        return []
    changes = reverse("compare", args=[found.document.slug, found.edition.address, current.address])
    return [_told(went, f"{changes}#{went.eid or f'was-{eid}'}")]


def _told(went: Whereabouts, url: str) -> Notice:
    if went.left:
        said = _("This section is not in the text since %(date)s. This is how it last read.")
        said = said if went.last_eid else _("This section is not in the text since %(date)s.")
        return Notice(said % {"date": went.left.date}, url, _("See what became of it"))
    return Notice(_("The words of this section have changed since."), url, _("Compare with the current text"))


def _before(found: Found, eid: str) -> list[Notice]:
    """That the address was another section's in the edition before."""
    link = taken_over(found.edition, eid)
    if link is None:
        return []
    old = _pinned(found, link.old_edition, eid)
    if not link.new_eid:
        said = _("Before %(date)s another section stood at this address.")
        return [Notice(said % {"date": found.edition.date}, old, _("Read it as it was"))]
    said = _("Before %(date)s another section stood at this address; it is %(name)s now.")
    name = _name(found.edition, link.new_eid)
    return [Notice(said % {"date": found.edition.date, "name": name}, found.url(link.new_eid), _("Go there"))]


def _is_same(one: Edition, other: Edition) -> bool:
    return one.language == other.language


def _pinned(found: Found, edition: Edition, eid: str) -> str:
    return reverse("edition-section", args=[found.document.slug, edition.address, eid])


def _name(edition: Edition, eid: str) -> str:
    """How a section is called in an edition; '' where it has none."""
    section = Section.objects.filter(edition=edition, eid=eid).first()
    return str(section)[:60] if section else ""
