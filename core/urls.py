"""The site's addresses: the admin, what watches over it, and everything else from the documents app."""

from django.contrib import admin
from django.urls import include, path

from core.metrics import metrics
from core.status import ready

urlpatterns = [
    path("admin/", admin.site.urls),
    path("readyz", ready, name="ready"),
    path("metrics", metrics, name="metrics"),
    path("", include("documents.urls")),
]

handler500 = "core.failures.failed"
