"""The addresses for programs; they come before the public ones, which would take `annotations` for a section."""

from django.urls import path

from documents.api import annotations

READ = ["get", "head", "options"]

urlpatterns = [
    path("annotations/", annotations.AllNotes.as_view(), name="annotations"),
    path("annotations/<uuid:pk>/", annotations.NoteView.as_view(), name="annotation"),
    path("documents/<str:slug>/annotations/", annotations.DocumentNotes.as_view(), name="document-annotations"),
    path("documents/<str:slug>/<str:eid>/annotations/", annotations.SectionNotes.as_view(), name="section-annotations"),
    path("notes/<uuid:pk>/", annotations.NoteView.as_view(http_method_names=READ), name="note"),
    path("concepts/<str:slug>/", annotations.ConceptNotes.as_view(), name="concept"),
    path("concepts/<str:slug>/annotations/", annotations.ConceptNotes.as_view(), name="concept-annotations"),
]
