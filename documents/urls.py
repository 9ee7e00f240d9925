"""The public addresses."""

from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from documents.views import (
    compare,
    concepts,
    concordance,
    document,
    download,
    history,
    library,
    notes,
    pages,
    parallel,
    phrase_history,
    picture,
    reading,
    search,
    suggesting,
    timemap,
)
from documents.views.sitemaps import SITEMAPS

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("documents.api.urls")),
    path("", library.library, name="library"),
    path("documents/<str:slug>/", document.document, name="document"),
    path("documents/<str:slug>/cite.<str:form>", document.cite, name="cite"),
    path("documents/<str:slug>/download.<str:suffix>", download.file, name="download"),
    path("documents/<str:slug>/full/", reading.full, name="full"),
    path("documents/<str:slug>/parallel/<str:old>/<str:new>/", parallel.parallel, name="parallel"),
    path("documents/<str:slug>/<str:eid>/history/", history.history, name="history"),
    path("documents/<str:slug>/timemap/", timemap.timemap, name="timemap"),
    path("documents/<str:slug>/<str:eid>/timemap/", timemap.timemap, name="timemap-section"),
    path("documents/<str:slug>/compare/", compare.choose, name="compare-choose"),
    path("documents/<str:slug>/compare/<str:old>/<str:new>/", compare.compare, name="compare"),
    path("documents/<str:slug>/@<str:address>/", document.document, name="edition"),
    path("documents/<str:slug>/@<str:address>/cite.<str:form>", document.cite, name="edition-cite"),
    path("documents/<str:slug>/@<str:address>/download.<str:suffix>", download.file, name="edition-download"),
    path("documents/<str:slug>/@<str:address>/full/", reading.full, name="edition-full"),
    path("documents/<str:slug>/@<str:address>/<str:eid>/", reading.section, name="edition-section"),
    path("documents/<str:slug>/notes/", notes.of_document, name="document-notes"),
    path("documents/<str:slug>/<str:eid>/", reading.section, name="section"),
    path("pictures/<str:name>", picture.picture, name="picture"),
    path("notes/<uuid:pk>/", notes.note, name="note"),
    path("concepts/", concepts.index, name="concepts"),
    path("concepts/<str:slug>/", concepts.concept, name="concept"),
    path("search/", search.search_page, name="search"),
    path("search/concordance/", concordance.concordance, name="concordance"),
    path("search/concordance.csv", concordance.table, name="concordance-table"),
    path("search/suggestions.json", suggesting.suggestions, name="suggestions"),
    path("search/history/", phrase_history.phrase_history, name="phrase-history"),
    path("help/", pages.help_page, name="help"),
    path("about/", pages.about, name="about"),
    path("healthz", pages.health, name="health"),
    path("robots.txt", pages.robots, name="robots"),
    path("opensearch.xml", pages.opensearch, name="opensearch"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path(".well-known/security.txt", pages.security, name="security"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]

# Readers' pages are only read: another verb is told so (405) before anybody asks for a form's token (403).
for pattern in urlpatterns:
    if isinstance(pattern, URLPattern):
        pattern.callback = csrf_exempt(require_safe(pattern.callback))
