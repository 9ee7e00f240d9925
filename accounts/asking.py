"""The forms of signing in beside Django's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.second_factor import factor_of, verify


class CodeForm(forms.Form):
    """A code of the app, or one from paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
        help_text=_("Six digits from your app, or one of your recovery codes."),
    )


WRONG = _("This code is not right, or it was used before. After several wrong ones, wait a minute before the next.")


class ConfirmForm(forms.Form):
    """The password again, and a code where there is a second factor."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        super().__init__(*args)
        self.request = request
        if factor_of(request.user):
            self.fields["code"] = CodeForm.base_fields["code"]

    def clean(self) -> dict[str, Any]:
        """Refuse a wrong password or code; guesses are counted as at signing in."""
        data = super().clean() or {}
        if self.errors:
            return data
        if not is_password(self.request, data["password"]):
            self.add_error("password", _("This is not your password."))
        elif "code" in data and not verify(self.request.user, data["code"]):
            self.add_error("code", WRONG)
        return data


class NewPasswordForm(AdminPasswordChangeForm):
    """The old password and a new one; guesses at the old one are counted as at signing in."""

    def __init__(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request

    def clean_old_password(self) -> str:
        """Refuse a wrong password."""
        old: str = self.cleaned_data["old_password"]
        if not is_password(self.request, old):
            raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return old


def is_password(request: HttpRequest, password: str) -> bool:
    """Whether this is the password of whoever is signed in; a wrong one counts as a guess."""
    return authenticate(request, username=request.user.get_username(), password=password) is not None
