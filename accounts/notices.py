"""Messages to people about changes of how they sign in (OWASP ASVS 4: 2.2.3), where the site has a mail server.

    tell(user, "password")   # says so by mail to an account that has an address

A message is a background job: nobody waits for the mail server, and one that is away is told in the log alone.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tasks import task

from documents.services.worker import tender

logger = logging.getLogger(__name__)

#: What there is to tell.
CHANGES = {
    "password": gettext_noop("The password was changed."),
    "factor": gettext_noop("An app for one-time codes was added."),
    "no-factor": gettext_noop("The app for one-time codes was taken away; the password alone signs in."),
    "codes": gettext_noop("New recovery codes were made; those before are no longer good."),
    "locked": gettext_noop("There were too many wrong passwords. Signing in is closed to where they came from."),
}


def connect() -> None:
    post_save.connect(saved, sender=get_user_model())
    user_locked_out.connect(locked)


def saved(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Tell of a new password, whoever set it and by whatever way."""
    if instance._password is not None and not created and not raw:
        tell(instance, "password")


def locked(username: str, **kwargs: Any) -> None:
    """Tell that an account is closed: once, however long the guessing goes on."""
    user = get_user_model()._default_manager.filter(username=username or "", is_active=True).first()
    if user and cache.add(f"accounts.locked.{user.pk}", 1, settings.AXES_COOLOFF_TIME.total_seconds()):
        tell(user, "locked")


def tell(user: Any, change: str) -> None:
    """Have a person told of a change, in the site's language; nothing where the site or the person has no mail."""
    if not settings.EMAIL_HOST or not user.email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Zhangju: how you sign in has changed")
        lines = [
            _("Account: %s") % user.get_username(),
            _(CHANGES[change]),
            timezone.localtime().strftime("%Y-%m-%d %H:%M %z"),
            _("If this was not you, tell an administrator at once."),
        ]
    send.enqueue(to=user.email, subject=subject, body="\n\n".join(lines))
    transaction.on_commit(partial(tender.wake))


@task
def send(to: str, subject: str, body: str) -> None:
    """Send a message; a server that is away or refuses it is no failure of ours."""
    try:
        send_mail(subject, body, None, [to])
    except OSError as error:  # smtplib's own errors are such
        logger.warning("A message could not be sent: %s", type(error).__name__)
