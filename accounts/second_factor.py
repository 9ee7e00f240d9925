"""A person's second factor: enrolled, asked for, taken away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import RecoveryCodes, SecondFactor
from accounts.notices import tell
from documents.models import AuditEntry
from documents.services.audit import record
from documents.services.permissions import role_of


def factor_of(user: Any) -> SecondFactor | None:
    """The app that a person signs in with; None where the password is enough."""
    found: SecondFactor | None = SecondFactor.objects.filter(user=user, confirmed=True).first()
    return found


def is_missing(user: Any) -> bool:
    """Whether a person's role asks for a second factor and there is none."""
    roles = settings.ZHANGJU_SECOND_FACTOR
    return bool(roles) and role_of(user).name.lower() in roles and factor_of(user) is None


@transaction.atomic
def begin(user: Any) -> SecondFactor:
    """An app to be enrolled, in place of any begun before."""
    SecondFactor.objects.filter(user=user, confirmed=False).delete()
    made: SecondFactor = SecondFactor.objects.create(user=user, name="app", confirmed=False)
    return made


def begun(user: Any) -> SecondFactor | None:
    """The app that a person has begun to enrol, or None."""
    found: SecondFactor | None = SecondFactor.objects.filter(user=user, confirmed=False).first()
    return found


@transaction.atomic
def enrol(user: Any, code: str) -> list[str] | None:
    """The codes on paper, once the app begun has shown with its first code that it knows the secret; None if not."""
    factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed=False).first()
    if factor is None or not factor.verify_token(code):
        return None
    SecondFactor.objects.filter(user=user, confirmed=True).delete()
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed=True)
    record(AuditEntry.Verb.CHANGED, user, {"second factor": "enrolled"})
    tell(user, "factor")
    return new_codes(user)


@transaction.atomic
def renew(user: Any) -> list[str]:
    """New codes on paper, told this once; those before are good no longer."""
    tell(user, "codes")
    return new_codes(user)


def new_codes(user: Any) -> list[str]:
    codes = RecoveryCodes.objects.get_or_create(user=user, defaults={"name": "paper"})[0].renew()
    record(AuditEntry.Verb.CHANGED, user, {"recovery codes": "renewed"})
    return list(codes)


@transaction.atomic
def remove(user: Any) -> None:
    """Let the password be enough again."""
    if factor_of(user):
        tell(user, "no-factor")
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCodes.objects.filter(user=user).delete()
    record(AuditEntry.Verb.CHANGED, user, {"second factor": "removed"})


@transaction.atomic
def verify(user: Any, code: str) -> bool:
    """Whether the code is good now: the app's, which is six digits, or one from paper; each is good once.

    Only the one that is meant is asked, so that a code of the one never counts as a wrong guess at the other.
    """
    digits = code.replace(" ", "")
    model = SecondFactor if digits.isdigit() and len(digits) == 6 else RecoveryCodes
    factor = model.objects.select_for_update().filter(user=user, confirmed=True).first()
    return bool(factor and factor.verify_token(digits))


def codes_left(user: Any) -> int:
    """How many codes on paper are unused."""
    return sum(codes.token_set.count() for codes in RecoveryCodes.objects.filter(user=user))
