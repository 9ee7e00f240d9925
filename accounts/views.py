"""The pages of signing in: the two steps, the password asked for anew, and what a person sees of their own account."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import segno
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model, load_backend, login
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import second_factor
from accounts.asking import WRONG, CodeForm, ConfirmForm
from accounts.open_sessions import end_sessions, open_sessions
from accounts.sessions import confirm as mark_confirmed

#: In the session of somebody who has given the password and not yet the code.
HALF = "half_signed_in"
#: Seconds to give the code in, and wrong codes after which the password is asked for again.
PATIENCE, TRIES = 300, 5


def urls(desk: AdminSite) -> list[URLPattern]:
    """The addresses within the admin."""
    both, post = require_http_methods(["GET", "POST"]), require_POST
    inside: list[tuple[str, str, Callable[..., HttpResponse]]] = [
        ("confirm/", "confirm", both(partial(confirm, desk))),
        ("signing-in/", "signing_in", require_http_methods(["GET"])(partial(overview, desk))),
        ("signing-in/begin/", "signing_in_begin", post(begin)),
        ("signing-in/enrol/", "signing_in_enrol", both(partial(enrol, desk))),
        ("signing-in/codes/", "signing_in_codes", post(partial(codes, desk))),
        ("signing-in/remove/", "signing_in_remove", post(remove)),
        ("signing-in/end/", "signing_in_end", post(end)),
    ]
    return [
        path("second-step/", never_cache(both(partial(second_step, desk))), name="second_step"),
        *(path(route, desk.admin_view(view), name=name) for route, name, view in inside),
    ]


class SignIn(LoginView):
    """The first step: the password; a person with a second factor is not signed in by it."""

    template_name = "admin/login.html"
    authentication_form = AdminAuthenticationForm

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if second_factor.factor_of(user) is None:
            return super().form_valid(form)
        self.request.session.cycle_key()
        self.request.session[HALF] = {"user": user.pk, "backend": user.backend, "at": int(time.time()), "tries": 0}
        return redirect(f"{reverse('admin:second_step')}?{urlencode({'next': self.get_success_url()})}")


def sign_in(desk: AdminSite, request: HttpRequest, extra: dict[str, Any]) -> HttpResponse:
    """The page for the password; whoever is in is led on."""
    if request.method == "GET" and desk.has_permission(request):
        return redirect("admin:index")
    context = {
        **desk.each_context(request),
        "title": _("Log in"),
        "subtitle": None,
        "app_path": request.get_full_path(),
        "username": request.user.get_username(),
    }
    if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
        context[REDIRECT_FIELD_NAME] = reverse("admin:index")
    answer = SignIn.as_view(extra_context=context | extra)(request)
    return answer if isinstance(answer, HttpResponse) else HttpResponseRedirect(reverse("admin:index"))


def second_step(desk: AdminSite, request: HttpRequest) -> HttpResponse:
    """The page for the code; too late or too often wrong, and the password is asked for again."""
    half = request.session.get(HALF)
    if half is None or time.time() - half["at"] > PATIENCE or half["tries"] >= TRIES:
        request.session.pop(HALF, None)
        return redirect(f"{reverse('admin:login')}?{urlencode({'next': way_on(request)})}")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        user = get_user_model()._default_manager.filter(pk=half["user"], is_active=True).first()
        if user is not None and second_factor.verify(user, form.cleaned_data["code"]):
            del request.session[HALF]
            user.backend = half["backend"]
            load_backend(user.backend)
            login(request, user)
            return redirect(way_on(request))
        request.session[HALF] = half | {"tries": half["tries"] + 1}
        name = user.get_username() if user else ""
        user_login_failed.send(__name__, credentials={"username": name}, request=request)
        form.add_error("code", WRONG)
    context = {**desk.each_context(request), "title": _("Second step"), "form": form, "next": way_on(request)}
    return TemplateResponse(request, "admin/accounts/second_step.html", context)


def confirm(desk: AdminSite, request: HttpRequest) -> HttpResponse:
    """The password asked for anew, before what a thief would do first."""
    form = ConfirmForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        mark_confirmed(request)
        if "again" in request.GET:
            messages.info(request, _("Thank you. Nothing was done yet: press the button once more."))
        return redirect(way_on(request))
    context = {**desk.each_context(request), "title": _("Your password, please"), "form": form, "next": way_on(request)}
    return TemplateResponse(request, "admin/accounts/confirm.html", context)


def overview(desk: AdminSite, request: HttpRequest) -> HttpResponse:
    """What a person signs in with, and what can be done about it."""
    context = {
        **desk.each_context(request),
        "title": _("Signing in"),
        "factor": second_factor.factor_of(request.user),
        "codes_left": second_factor.codes_left(request.user),
        "is_missing": second_factor.is_missing(request.user),
        "open_sessions": open_sessions(request.user, this=request.session.session_key),
    }
    return TemplateResponse(request, "admin/accounts/signing_in.html", context)


def begin(request: HttpRequest) -> HttpResponse:
    """Begin to enrol an app."""
    second_factor.begin(request.user)
    return redirect("admin:signing_in_enrol")


def enrol(desk: AdminSite, request: HttpRequest) -> HttpResponse:
    """The secret as a picture and as text, until the app's first code is right; then the codes on paper, once."""
    factor = second_factor.begun(request.user)
    if factor is None:
        return redirect("admin:signing_in")
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = _("The six digits that your app shows now.")
    if form.is_valid():
        told = second_factor.enrol(request.user, form.cleaned_data["code"].replace(" ", ""))
        if told is not None:
            end_others(request)
            return codes_page(desk, request, told)
        form.add_error("code", WRONG)
    picture = segno.make(factor.config_url, error="m").svg_data_uri(scale=5, border=4, light="#fff", dark="#000")
    context = {
        **desk.each_context(request),
        "title": _("Add an app"),
        "form": form,
        "factor": factor,
        "picture": picture,
    }
    return TemplateResponse(request, "admin/accounts/enrol.html", context)


def codes(desk: AdminSite, request: HttpRequest) -> HttpResponse:
    """New codes on paper, shown once."""
    if second_factor.factor_of(request.user) is None:
        return redirect("admin:signing_in")
    return codes_page(desk, request, second_factor.renew(request.user))


def codes_page(desk: AdminSite, request: HttpRequest, told: list[str]) -> HttpResponse:
    context = {**desk.each_context(request), "title": _("Recovery codes"), "codes": told}
    return TemplateResponse(request, "admin/accounts/codes.html", context)


def remove(request: HttpRequest) -> HttpResponse:
    """Let the password be enough again."""
    second_factor.remove(request.user)
    end_others(request)
    messages.success(request, _("The password alone signs you in again."))
    return redirect("admin:signing_in")


def end(request: HttpRequest) -> HttpResponse:
    """End one of this person's other sessions, or all of them."""
    count = end_others(request, request.POST.get("session"))
    said = ngettext("%d other session was ended.", "%d other sessions were ended.", count) % count
    messages.success(request, said)
    return redirect("admin:signing_in")


def end_others(request: HttpRequest, handle: str | None = None) -> int:
    """How many other sessions were ended: all, or that of a handle; this one goes on under a new key."""
    request.session.cycle_key()
    return end_sessions(request.user, but=request.session.session_key, handle=handle)


def way_on(request: HttpRequest) -> str:
    """Where somebody was going, as far as it is on this site; else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_here else reverse("admin:index")
