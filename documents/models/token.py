"""A key with which a program writes in a person's name. Only its hash is kept: a stolen database opens nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: By which a token is recognized where one was published by mistake.
PREFIX = "zhangju_"
#: Random bytes; as many as the hash has, so that nothing can be guessed and no salt is needed.
SIZE = 32


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def issue(self, user: Any, name: str, *, expires: dt.datetime | None = None) -> tuple[ApiToken, str]:
        """A new token and its text, which is told this once."""
        text = PREFIX + secrets.token_urlsafe(SIZE)
        return self.create(user=user, name=name, expires=expires, digest=digest(text)), text

    def of(self, text: str) -> ApiToken | None:
        """The token of that text if it is good and its person may still sign in, else None."""
        found = self.select_related("user").filter(digest=digest(text), user__is_active=True).first()
        return found if found and not found.is_expired else None


class ApiToken(models.Model):
    """A person's key for a program, with the day it was last used."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("What it is for, such as the program's name."))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    expires = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used = models.DateField(_("last used"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_expired(self) -> bool:
        return self.expires is not None and self.expires <= timezone.now()

    def mark_used(self) -> None:
        """Write down today as the day of the last use, once a day."""
        today = timezone.localdate()
        if self.last_used != today:
            ApiToken.objects.filter(pk=self.pk).update(last_used=today)


def digest(text: str) -> str:
    """The hash under which a token's text is kept."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
