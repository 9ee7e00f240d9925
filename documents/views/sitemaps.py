"""The addresses a search engine is told of."""

from __future__ import annotations

import datetime as dt

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from documents.models import Concept, Document
from documents.models.concept import ConceptQuerySet
from documents.models.document import DocumentQuerySet


class Pages(Sitemap):
    """The pages that every site has."""

    def items(self) -> list[str]:
        return ["library", "concepts", "help", "about"]

    def location(self, item: str) -> str:
        return reverse(item)


class Documents(Sitemap):
    """Every public document."""

    limit = 5000

    def items(self) -> DocumentQuerySet:
        return Document.objects.published().only("slug", "modified").order_by("pk")

    def lastmod(self, item: Document) -> dt.datetime:
        return item.modified


class Concepts(Sitemap):
    """Every concept."""

    limit = 5000

    def items(self) -> ConceptQuerySet:
        return Concept.objects.listed()

    def lastmod(self, item: Concept) -> dt.datetime:
        return item.modified


SITEMAPS = {"pages": Pages, "documents": Documents, "concepts": Concepts}
