"""The second thing that signing in takes, beside the password: codes of an app, and codes on paper for when it is lost.

Neither can be read out of the database: an app's secret follows from its row and the site's secret key together, and
of a code on paper only the keyed hash is kept. django-otp counts time, refuses a code used before and slows guessing.
"""

from __future__ import annotations

import base64
import os

from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

#: Codes on paper, and random bytes of each: 50 bits, as ten letters and digits.
COUNT = 10
LETTERS = 10


class SecondFactor(TOTPDevice):
    """An app that tells six digits (RFC 6238); `confirmed` once its first code was right."""

    class Meta:
        proxy = True

    @property
    def bin_key(self) -> bytes:
        """The secret shared with the app: 20 bytes, as RFC 4226 recommends."""
        return salted_hmac("accounts.second_factor", self.key, algorithm="sha256").digest()[:20]

    @property
    def secret(self) -> str:
        """The secret as it is typed into an app that cannot see: letters and digits in fours."""
        text = base64.b32encode(self.bin_key).decode()
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


class RecoveryCodes(StaticDevice):
    """Codes on paper; each is good once."""

    class Meta:
        proxy = True

    def verify_token(self, token: str) -> bool:
        """Whether the code is one of these; it is none afterwards."""
        return bool(super().verify_token(kept_as(token)))

    def renew(self) -> list[str]:
        """New codes in place of those before, told this once."""
        codes = [new_code() for _ in range(COUNT)]
        self.token_set.all().delete()
        self.token_set.bulk_create([self.token_set.model(device=self, token=kept_as(code)) for code in codes])
        return codes


def new_code() -> str:
    """A code as it is written down: 'k3w7p-9xq2m'."""
    text = base64.b32encode(os.urandom(7)).decode().lower()[:LETTERS]
    return f"{text[:5]}-{text[5:]}"


def kept_as(code: str) -> str:
    """What is kept of a code, however it is typed: 16 hexadecimal digits of its keyed hash."""
    bare = "".join(letter for letter in code.lower() if letter.isalnum())
    return salted_hmac("accounts.recovery", bare, algorithm="sha256").hexdigest()[:16]
