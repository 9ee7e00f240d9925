"""Accounts in the admin: Django's own pages, for administrators alone, with sessions ended and lost phones helped."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import SecondFactor
from accounts.open_sessions import end_sessions
from accounts.second_factor import remove
from documents.services.permissions import may

admin.site.unregister([User, Group, TOTPDevice, StaticDevice])  # the last two would show secrets


class ForAdministrators:
    """A ModelAdmin whose permissions no group can give: whoever may change accounts could make themselves anything."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "set up")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "set up")

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission


@admin.action(description=_("End all sessions"))
def end_all_sessions(desk: admin.ModelAdmin[User], request: HttpRequest, chosen: QuerySet[User]) -> None:
    count = sum(end_sessions(user, but=request.session.session_key) for user in chosen)
    messages.success(request, ngettext("%d session was ended.", "%d sessions were ended.", count) % count)


@admin.action(description=_("Take away the second factor (lost phone)"))
def take_away(desk: admin.ModelAdmin[User], request: HttpRequest, chosen: QuerySet[User]) -> None:
    """Also ends their sessions: whoever found the phone may be in one."""
    for user in chosen:
        remove(user)
        end_sessions(user, but=request.session.session_key)
    count = len(chosen)
    messages.success(
        request,
        ngettext("%d account signs in with the password alone.", "%d accounts sign in with the password alone.", count)
        % count,
    )


@admin.register(User)
class AccountAdmin(ForAdministrators, UserAdmin):
    list_display = ["username", "last_name", "first_name", "email", "roles", "has_second_factor", "last_login"]
    actions = [end_all_sessions, take_away]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Also end the sessions of whoever may no longer sign in, lest they go on when the account is opened again."""
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            end_sessions(obj, but=request.session.session_key)

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return "，".join([*(["★"] if user.is_superuser else []), *(group.name for group in user.groups.all())])

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, user: User) -> bool:
        return SecondFactor.objects.filter(user=user, confirmed=True).exists()


@admin.register(Group)
class RoleAdmin(ForAdministrators, GroupAdmin):
    """The groups that give a role."""
