"""Messages about changes of how somebody signs in: to whom, when; a mail server that is away hinders nothing."""

import logging
import smtplib

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts import second_factor
from core.mail import server
from documents.services.worker import work
from tests.integration.test_signing_in import PHRASE, code_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(settings):
    settings.EMAIL_HOST = "mail.example"
    settings.LANGUAGE_CODE = "en"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    return User.objects.create_superuser("editor", "editor@library.example", PHRASE)


def sent():
    """What was sent, once the worker has done what there is to do."""
    work()
    return [(message.to, message.body) for message in mail.outbox]


def change_password(user):
    client = Client()
    client.force_login(user)
    new = {"old_password": PHRASE, "new_password1": "another long phrase", "new_password2": "another long phrase"}
    return client.post(reverse("admin:password_change"), new)


def test_a_new_password_is_told_to_its_person(editor):
    assert sent() == []  # an account that is new has changed nothing
    change_password(editor)
    ((to, body),) = sent()
    assert to == ["editor@library.example"]
    assert "The password was changed." in body
    assert "another long phrase" not in body


def test_a_new_second_factor_new_codes_and_none_are_told_once_each(editor):
    factor = second_factor.begin(editor)
    second_factor.enrol(editor, code_of(factor))
    second_factor.renew(editor)
    second_factor.remove(editor)
    second_factor.remove(editor)
    told = [body for _, body in sent()]
    assert len(told) == 3
    for body, words in zip(told, ("was added", "New recovery codes", "taken away"), strict=True):
        assert words in body


def test_an_account_that_is_closed_is_told_of_once_however_long_the_guessing_goes_on(editor, settings):
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT + 3):
        Client().post(reverse("admin:login"), {"username": "editor", "password": "wrong"})
    assert ["too many wrong passwords" in body for _, body in sent()] == [True]


def test_nobody_is_written_to_without_an_address_or_without_a_mail_server(editor, settings):
    User.objects.update(email="")
    editor.refresh_from_db()
    change_password(editor)
    User.objects.update(email="editor@library.example")
    settings.EMAIL_HOST = ""
    editor.refresh_from_db()
    editor.set_password("one more long phrase")
    editor.save()
    assert sent() == []
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("error", [ConnectionRefusedError(), smtplib.SMTPRecipientsRefused({}), TimeoutError()])
def test_a_mail_server_that_is_away_changes_nothing_but_the_log(editor, monkeypatch, caplog, error):
    def away(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    assert change_password(editor).status_code == 302
    with caplog.at_level(logging.WARNING, "accounts.notices"):
        assert sent() == []
    assert "could not be sent" in caplog.text
    assert "editor@library.example" not in caplog.text
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_the_address_of_a_mail_server_says_how_it_is_spoken_to():
    plain, tls = server("smtp://localhost"), server("smtp+tls://me:p%40ss@mail.example:2525")
    assert (plain.host, plain.port, plain.is_upgraded) == ("localhost", 25, False)
    assert (tls.port, tls.is_upgraded, tls.password) == (2525, True, "p@ss")
    assert server("").host == ""
    with pytest.raises(ImproperlyConfigured):
        server("mail.example:25")
