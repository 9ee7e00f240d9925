"""The site's addresses: the admin, what watches over it, and everything else from the documents app."""

from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from core.metrics import metrics
from core.status import ready

urlpatterns = [
    path("admin/", admin.site.urls),
    path("readyz", csrf_exempt(ready), name="ready"),
    path("metrics", csrf_exempt(metrics), name="metrics"),
    path("", include("documents.urls")),
]

handler500 = "core.failures.failed"
