"""Background jobs as those who asked for them see them: a list, and a page that tells how far one is."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from documents.admin.badges import pill
from documents.models import Job
from documents.services.jobs import reason_of

#: How each state is said.
TONES = {Job.State.READY: "", Job.State.RUNNING: "", Job.State.SUCCESSFUL: "ok", Job.State.FAILED: "bad"}

admin.site.unregister(DBTaskResult)  # the queue's own page tells programmers, this one tells editors


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """A person sees their own jobs, an administrator everybody's; nobody changes them."""

    list_display = ["title", "badge", "author", "created"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        jobs = Job.objects.told().select_related("author")
        return jobs if request.user.is_superuser else jobs.filter(author=request.user)  # type: ignore[misc]

    def get_urls(self) -> list[URLPattern]:
        told = self.admin_site.admin_view(self.told)
        return [path("<int:pk>/progress/", told, name="documents_job_progress"), *super().get_urls()]

    @admin.display(description=_("state"))
    def badge(self, job: Job) -> SafeString:
        return pill(job.state.label, TONES[job.state])

    def told(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far a job is, as JSON: {"state", "label", "done", "total", "finished", "reason", "result", "address"}."""
        job = self.job(request, pk)
        answer = {"state": job.state.value.lower(), "label": job.state.label, "done": job.done, "total": job.total}
        answer |= {"finished": job.is_finished, "reason": why(job), "result": job.result, "address": job.address}
        return JsonResponse(answer, headers={"Cache-Control": "no-store"})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page of one job."""
        job = self.job(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": job.title,
            "job": job,
            "reason": why(job),
            "badge": self.badge(job),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/documents/job/job.html", context)

    def job(self, request: HttpRequest, pk: Any) -> Job:
        """A job that this person may see. Raises PermissionDenied, Http404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        job: Job | None = self.get_object(request, str(pk))
        if job is None:
            raise Http404
        return job

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return bool(request.user.is_active and request.user.is_staff)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False


def why(job: Job) -> str:
    """Why a job failed; '' where it did not."""
    return (job.reason or reason_of(Exception())) if job.state == Job.State.FAILED else ""
