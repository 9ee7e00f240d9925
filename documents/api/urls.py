"""The addresses for programs; they come before the public ones, which would take `annotations` for a section."""

from django.urls import path
from django.views.generic import RedirectView

from documents.api import annotations, feeds, openapi, reading, search_feed, vocabulary

EDITION = "api/documents/<str:slug>/editions/<str:address>"

urlpatterns = [
    path("annotations/", annotations.AllNotes.as_view(), name="annotations"),
    path("annotations/<uuid:pk>/", annotations.NoteView.as_view(), name="annotation"),
    path("documents/<str:slug>/annotations/", annotations.DocumentNotes.as_view(), name="document-annotations"),
    path("documents/<str:slug>/<str:eid>/annotations/", annotations.SectionNotes.as_view(), name="section-annotations"),
    path("concepts/<str:slug>/annotations/", annotations.ConceptNotes.as_view(), name="concept-annotations"),
    path("api/", reading.Root.as_view()),
    path("api", reading.Root.as_view(), name="api"),
    path("api/openapi.json", openapi.Description.as_view(), name="openapi"),
    path("api/documents", reading.Documents.as_view(), name="api-documents"),
    path("api/documents/<str:slug>", reading.DocumentView.as_view(), name="api-document"),
    path(EDITION, reading.EditionView.as_view(), name="api-edition"),
    path(EDITION + "/sections", reading.Sections.as_view(), name="api-sections"),
    path(EDITION + "/sections/<str:eid>", reading.SectionView.as_view(), name="api-section"),
    # The containers again, at addresses like the rest of the API's; they tell their own addresses all the same.
    path("api/annotations", annotations.AllNotes.as_view(), name="api-annotations"),
    path("api/annotations/<uuid:pk>", annotations.NoteView.as_view(), name="api-annotation"),
    path("api/documents/<str:slug>/annotations", annotations.DocumentNotes.as_view(), name="api-document-annotations"),
    path(
        "api/documents/<str:slug>/sections/<str:eid>/annotations",
        annotations.SectionNotes.as_view(),
        name="api-section-annotations",
    ),
    path("api/concepts/<str:slug>/annotations", annotations.ConceptNotes.as_view(), name="api-concept-annotations"),
    path("api/<path:rest>/", RedirectView.as_view(url="/api/%(rest)s", query_string=True)),
    path("concepts.ttl", vocabulary.Concepts.as_view(), {"form": "ttl"}, name="concepts-ttl"),
    path("concepts.rdf", vocabulary.Concepts.as_view(), {"form": "rdf"}, name="concepts-rdf"),
    path("concepts/<str:slug>.ttl", vocabulary.Concepts.as_view(), {"form": "ttl"}, name="concept-ttl"),
    path("concepts/<str:slug>.rdf", vocabulary.Concepts.as_view(), {"form": "rdf"}, name="concept-rdf"),
    path("search/feed.atom", search_feed.QueryFeed.as_view(), name="search-feed"),
    path("feed.atom", feeds.NewEditions.as_view(), name="feed"),
    path("documents/<str:slug>/feed.atom", feeds.DocumentFeed.as_view(), name="document-feed"),
    path("concepts/<str:slug>/feed.atom", feeds.ConceptFeed.as_view(), name="concept-feed"),
]
