"""Searching from every page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from documents.models import Document

LONGEST = 300
TITLES = 10


def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    titles = Document.objects.published().filter(title__icontains=query)[:TITLES] if query else []
    return render(request, "search/search.html", {"query": query, "titles": titles})
