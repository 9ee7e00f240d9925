"""What a reader who begins to type may mean, for the page's own field and for a browser's (OpenSearch Suggestions 1.1).

GET /search/suggestions.json?q=ddjs
["ddjs", ["道德建设"], ["Concept"], ["/concepts/道德建设/"]]
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from documents.search import queries
from documents.search.queries import IndexUnavailable
from documents.search.results import Completion
from documents.views.asking import clean

#: Nobody reads more while typing, and no heading worth suggesting needs more letters.
SHOWN, LONGEST = 8, 60
KINDS = {
    "title": pgettext_lazy("suggestion", "Document"),
    "concept": pgettext_lazy("suggestion", "Concept"),
    "heading": pgettext_lazy("suggestion", "Heading"),
}


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    typed = clean(request.GET.get("q", ""))
    try:
        found = queries.complete(typed[:LONGEST], limit=SHOWN) if typed else []
    except IndexUnavailable:
        found = []
    texts, kinds = [one.text for one in found], [str(KINDS[one.kind]) for one in found]
    answer = JsonResponse([typed, texts, kinds, list(map(address, found))], safe=False)
    answer.headers["Content-Type"] = "application/x-suggestions+json; charset=utf-8"
    answer.headers["Cache-Control"] = "private, max-age=60"
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


def address(one: Completion) -> str:
    """Where a suggestion leads: to the document or the concept that is called so, or to where the heading stands."""
    if one.kind == "title":
        return reverse("document", args=[one.slug])
    if one.kind == "concept":
        return reverse("concept", args=[one.slug])
    return f"{reverse('search')}?{urlencode({'q': f'“{one.text}”'})}"
