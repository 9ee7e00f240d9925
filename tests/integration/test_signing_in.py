"""Signing in: two steps, recovery codes, how long it lasts, and the password asked for anew."""

import gettext
import time

import pytest
from django.conf import settings as site
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import trans_real
from django_otp.oath import TOTP

from accounts.models import RecoveryCodes, SecondFactor
from accounts.open_sessions import AGENT, BEGAN, SEEN
from accounts.sessions import CONFIRMED
from documents.models import AuditEntry

pytestmark = pytest.mark.django_db
PHRASE = "a long enough phrase"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1"
INDEX = "/admin/"


@pytest.fixture
def editor(db, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # quick; Django's own is slow by design
    cache.clear()
    return User.objects.create_superuser("editor", password=PHRASE)


@pytest.fixture
def signed_in(editor):
    client = Client()
    client.force_login(editor)
    return client


def code_of(factor, ahead=0):
    """The digits that the app shows now, or so many steps later."""
    totp = TOTP(factor.bin_key, factor.step, factor.t0, factor.digits)
    totp.time = time.time() + ahead * factor.step
    return f"{totp.token():06d}"


def enrol(client):
    """The recovery codes after an app was enrolled by its person."""
    client.post(reverse("admin:signing_in_begin"))
    factor = SecondFactor.objects.get(confirmed=False)
    page = client.post(reverse("admin:signing_in_enrol"), {"code": code_of(factor)})
    SecondFactor.objects.filter(pk=factor.pk).update(last_t=-1)  # so that a test need not wait for the next code
    return page.context["codes"]


def password(client, **more):
    return client.post(reverse("admin:login"), {"username": "editor", "password": PHRASE} | more)


def is_in(client):
    return client.get(INDEX).status_code == 200


def age(client, **seconds):
    """Make the session as old as is said, by the names of its times."""
    session = client.session
    session.update({name: int(time.time()) - ago for name, ago in seconds.items()})
    session.save()


def test_the_picture_and_the_secret_are_shown_until_the_first_code_is_right(signed_in):
    signed_in.post(reverse("admin:signing_in_begin"))
    page = signed_in.get(reverse("admin:signing_in_enrol"))
    assert "data:image/svg+xml" in page.content.decode()
    assert SecondFactor.objects.get().secret in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    wrong = signed_in.post(reverse("admin:signing_in_enrol"), {"code": "000000"})
    assert "codes" not in (wrong.context or {})
    assert not SecondFactor.objects.get().confirmed


def test_the_password_alone_opens_nothing_once_an_app_is_enrolled(signed_in, client):
    enrol(signed_in)
    step = password(client)
    assert step.url.startswith(reverse("admin:second_step"))
    assert not is_in(client)
    assert client.get("/admin/documents/document/").status_code == 302
    client.post(step.url, {"code": code_of(SecondFactor.objects.get())})
    assert is_in(client)


def test_a_code_is_good_once(signed_in):
    enrol(signed_in)
    code = code_of(SecondFactor.objects.get())
    for expected in (True, False):
        client = Client()
        client.post(password(client).url, {"code": code})
        assert is_in(client) is expected


def test_a_recovery_code_lets_in_once_however_it_is_typed(signed_in):
    codes = enrol(signed_in)
    assert len(codes) == 10
    for expected in (True, False):
        client = Client()
        client.post(password(client).url, {"code": codes[0].upper().replace("-", " ")})
        assert is_in(client) is expected


def test_neither_the_secret_nor_a_recovery_code_is_in_the_database(signed_in):
    codes = enrol(signed_in)
    factor = SecondFactor.objects.get()
    assert factor.bin_key.hex() not in factor.key
    kept = set(RecoveryCodes.objects.get().token_set.values_list("token", flat=True))
    assert not kept & {code.replace("-", "") for code in codes}


def test_a_wrong_code_counts_against_its_own_factor_alone(signed_in, client):
    codes = enrol(signed_in)
    step = password(client).url
    client.post(step, {"code": "000000"})
    client.post(step, {"code": codes[1]})
    assert is_in(client)


def test_guessing_codes_ends_with_the_password_asked_for_again(signed_in, client):
    enrol(signed_in)
    step = password(client).url
    for _ in range(5):
        assert client.post(step, {"code": "000000"}).status_code == 200
    assert client.post(step, {"code": code_of(SecondFactor.objects.get())}).url.startswith(reverse("admin:login"))
    assert AuditEntry.objects.filter(verb="refused", name="editor").count() == 5


def test_even_the_right_code_comes_too_soon_after_wrong_ones(signed_in, client):
    enrol(signed_in)
    SecondFactor.objects.update(throttling_failure_count=5, throttling_failure_timestamp=timezone.now())
    client.post(password(client).url, {"code": code_of(SecondFactor.objects.get())})
    assert not is_in(client)


def test_guessing_codes_closes_the_account_to_the_address(signed_in, client, settings):
    enrol(signed_in)
    settings.AXES_ENABLED = True
    step = password(client).url
    answers = [client.post(step, {"code": "000000"}).status_code for _ in range(5)]
    assert answers[-1] == 429
    assert password(Client()).status_code == 429


def test_the_password_is_forgotten_after_five_minutes(signed_in, client):
    enrol(signed_in)
    step = password(client).url
    session = client.session
    session["half_signed_in"] |= {"at": int(time.time()) - 301}
    session.save()
    client.post(step, {"code": code_of(SecondFactor.objects.get())})
    assert not is_in(client)


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(signed_in, client, to):
    direct = password(client, next=to)
    assert direct.url in ("/admin/", "/accounts/profile/")
    enrol(signed_in)
    other = Client()
    step = password(other, next=to).url
    assert "evil" not in step
    answer = other.post(f"{reverse('admin:second_step')}?next={to}", {"code": code_of(SecondFactor.objects.get())})
    assert answer.url == INDEX
    assert signed_in.post(f"{reverse('admin:confirm')}?next={to}", {"password": PHRASE, "code": "x"}).status_code == 200


def test_a_role_that_must_have_a_second_factor_gets_nowhere_without(signed_in, settings, editor):
    settings.ZHANGJU_SECOND_FACTOR = ["administrator"]
    for path in (INDEX, "/admin/documents/document/", "/admin/auth/user/"):
        assert signed_in.get(path).url == reverse("admin:signing_in")
    assert signed_in.get("/").status_code == 200
    assert signed_in.get("/").wsgi_request.user.is_anonymous
    enrol(signed_in)
    assert is_in(signed_in)
    settings.ZHANGJU_SECOND_FACTOR = ["annotator"]
    other = Client()
    other.force_login(User.objects.create_superuser("other"))
    assert is_in(other)


def test_a_role_that_is_none_is_told_when_the_site_starts(settings):
    from accounts.checks import check_roles

    settings.ZHANGJU_SECOND_FACTOR = ["edtior"]
    assert "edtior" in check_roles()[0].msg


def test_an_administrator_helps_whoever_lost_the_phone(signed_in, editor):
    enrol(signed_in)
    administrator = Client()
    administrator.force_login(User.objects.create_superuser("other"))
    data = {"action": "take_away", "_selected_action": [editor.pk]}
    administrator.post(reverse("admin:auth_user_changelist"), data)
    assert not SecondFactor.objects.exists()
    assert not is_in(signed_in)
    enrol_again = Client()
    enrol_again.force_login(editor)
    enrol(enrol_again)
    call_command("reset_second_factor", "editor")
    assert not SecondFactor.objects.exists()


def test_the_key_of_a_session_changes_when_somebody_signs_in_and_when_the_password_is_given_anew(client, editor):
    client.get(reverse("admin:login"))
    client.session["anything"] = 1
    session = client.session
    session["anything"] = 1
    session.save()
    client.cookies[site.SESSION_COOKIE_NAME] = session.session_key
    before = session.session_key
    password(client)
    signed = client.session.session_key
    client.post(reverse("admin:confirm"), {"password": PHRASE})
    assert len({before, signed, client.session.session_key}) == 3


@pytest.mark.parametrize("ago", [{SEEN: 1801}, {BEGAN: 12 * 3600 + 1, SEEN: 10}])
def test_a_session_ends_when_it_is_left_alone_and_when_it_has_lasted_long_enough(signed_in, ago):
    age(signed_in, **ago)
    assert not is_in(signed_in)
    assert AuditEntry.objects.filter(verb="signed-out").exists()


def test_using_a_session_keeps_it_but_not_for_ever(signed_in):
    age(signed_in, **{SEEN: 1700, BEGAN: 11 * 3600})
    assert is_in(signed_in)
    assert time.time() - signed_in.session[SEEN] < 60
    assert time.time() - signed_in.session[BEGAN] > 3600


def test_reading_makes_no_session_and_no_answer_private(client, editor):
    answer = client.get("/")
    assert site.SESSION_COOKIE_NAME not in answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    "path", ["/admin/auth/user/add/", "/admin/documents/apitoken/add/", "/admin/signing-in/begin/"]
)
def test_what_a_thief_would_do_first_wants_the_password_anew(signed_in, path):
    age(signed_in, **{CONFIRMED: 601})
    verb = signed_in.post if path.endswith("begin/") else signed_in.get
    asked = verb(path)
    assert asked.url.startswith(reverse("admin:confirm"))
    assert signed_in.post(asked.url, {"password": "wrong"}).status_code == 200
    assert signed_in.post(asked.url, {"password": PHRASE}).url == (INDEX if path.endswith("begin/") else path)
    assert verb(path).status_code in (200, 302)
    assert not verb(path).headers.get("Location", "").startswith(reverse("admin:confirm"))


@pytest.mark.parametrize(
    ("path", "actions"),
    [
        ("/admin/auth/user/", ["delete_selected"]),
        ("/admin/auth/user/", ["take_away"]),
        ("/admin/auth/group/", ["delete_selected"]),
        ("/admin/documents/trashitem/", ["restore_selected", "empty_selected"]),
    ],
)
def test_the_same_done_to_several_at_once_wants_it_too(signed_in, path, actions):
    age(signed_in, **{CONFIRMED: 601})
    asked = signed_in.post(path, {"action": actions, "index": len(actions) - 1, "_selected_action": ["1"]})
    assert asked.url.startswith(reverse("admin:confirm"))
    assert signed_in.get(path).status_code == 200


HERE = "http://testserver/admin/signing-in/"


@pytest.mark.parametrize(("page", "expected"), [(HERE, HERE), ("https://evil.example/", INDEX)])
def test_after_the_password_a_person_is_back_at_the_button_that_asked_for_it(signed_in, page, expected):
    age(signed_in, **{CONFIRMED: 601})
    asked = signed_in.post(reverse("admin:signing_in_begin"), headers={"referer": page})
    back = signed_in.post(asked.url, {"password": PHRASE}, headers={"accept-language": "en"})
    assert back.url == expected
    assert "press the button once more" in signed_in.get(back.url).content.decode()


@pytest.fixture
def elsewhere(editor):
    """The same person, signed in with a phone."""
    client = Client(headers={"user-agent": PHONE})
    password(client)
    return client


def listed(client):
    return client.get(reverse("admin:signing_in")).context["open_sessions"]


def test_a_person_sees_where_they_are_signed_in_and_that_of_nobody_else(signed_in, elsewhere):
    Client().force_login(User.objects.create_superuser("other"))
    age(elsewhere, **{SEEN: 600})
    here, there = listed(signed_in)
    assert (here.is_this, there.is_this, there.browser) == (True, False, "Safari · iPhone")
    page = signed_in.get(reverse("admin:signing_in"), headers={"accept-language": "en"}).content.decode()
    assert [here.is_in_use, there.is_in_use] == [True, False]
    assert "last used 10\xa0minutes ago" in page
    assert elsewhere.session.session_key not in page


def test_a_session_that_is_over_or_has_an_older_password_is_not_listed(signed_in, elsewhere, editor):
    age(elsewhere, **{SEEN: 1801})
    assert len(listed(signed_in)) == 1
    age(elsewhere, **{SEEN: 0})
    assert len(listed(signed_in)) == 2
    editor.set_password("another long phrase")
    editor.save()
    signed_in.force_login(editor)
    assert len(listed(signed_in)) == 1


def test_one_session_is_ended_and_the_others_go_on(signed_in, elsewhere, editor):
    third = Client()
    third.force_login(editor)
    handle = next(each.handle for each in listed(elsewhere) if each.is_this)
    signed_in.post(reverse("admin:signing_in_end"), {"session": handle})
    assert [is_in(client) for client in (signed_in, elsewhere, third)] == [True, False, True]


def test_nobody_ends_the_session_of_somebody_else(signed_in, elsewhere):
    other = Client()
    other.force_login(User.objects.create_superuser("other"))
    for each in listed(signed_in):
        other.post(reverse("admin:signing_in_end"), {"session": each.handle})
    other.post(reverse("admin:signing_in_end"))
    assert is_in(signed_in)
    assert is_in(elsewhere)


def test_ending_a_session_wants_the_password_anew(signed_in, elsewhere):
    age(signed_in, **{CONFIRMED: 601})
    asked = signed_in.post(reverse("admin:signing_in_end"), {"session": listed(signed_in)[1].handle})
    assert asked.url.startswith(reverse("admin:confirm"))
    assert is_in(elsewhere)


def test_the_list_writes_nothing_and_asks_as_much_of_one_session_as_of_many(signed_in, editor):
    listed(signed_in)
    with CaptureQueriesContext(connection) as few:
        listed(signed_in)
    for _ in range(5):
        Client().force_login(editor)
    with CaptureQueriesContext(connection) as many:
        assert len(listed(signed_in)) == 6
    assert len(many) == len(few)
    assert not [query for query in many if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]


def test_signing_in_forgets_sessions_that_have_expired(signed_in, elsewhere):
    Session.objects.filter(pk=elsewhere.session.session_key).update(expire_date=timezone.now())
    password(Client())
    assert not Session.objects.filter(pk=elsewhere.session.session_key).exists()


def test_what_a_browser_says_of_itself_is_kept_no_longer_than_it_is_of_use(editor):
    client = Client(headers={"user-agent": "x" * 5000})
    password(client)
    assert len(client.session[AGENT]) == 300
    assert "unknown" in client.get(reverse("admin:signing_in"), headers={"accept-language": "en"}).content.decode()


def test_whoever_may_no_longer_sign_in_has_no_session_left_even_when_let_in_again(signed_in, editor):
    administrator = Client()
    administrator.force_login(User.objects.create_superuser("other"))
    address = reverse("admin:auth_user_change", args=[editor.pk])
    form = administrator.get(address).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None and name != "last_login"}
    data |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00", "groups": [], "user_permissions": []}
    administrator.post(address, {name: value for name, value in data.items() if name != "is_active"})
    assert not User.objects.get(pk=editor.pk).is_active
    assert not is_in(signed_in)
    User.objects.update(is_active=True)
    assert not is_in(signed_in)
    assert is_in(administrator)


def test_a_new_password_from_an_administrator_ends_all_sessions(signed_in, editor):
    administrator = Client()
    administrator.force_login(User.objects.create_superuser("other"))
    new = {"password1": "another long phrase", "password2": "another long phrase", "usable_password": "true"}
    administrator.post(reverse("admin:auth_user_password_change", args=[editor.pk]), new)
    assert not is_in(signed_in)


def test_signing_out_everywhere_leaves_this_session(signed_in, editor):
    elsewhere = Client()
    elsewhere.force_login(editor)
    signed_in.post(reverse("admin:signing_in_end"))
    assert is_in(signed_in)
    assert not is_in(elsewhere)


def test_a_new_password_ends_the_other_sessions(signed_in, editor):
    elsewhere = Client()
    elsewhere.force_login(editor)
    new = {"old_password": PHRASE, "new_password1": "another long phrase", "new_password2": "another long phrase"}
    signed_in.post(reverse("admin:password_change"), new)
    assert is_in(signed_in)
    assert not is_in(elsewhere)


def test_no_group_can_give_power_over_accounts(editor):
    group = Group.objects.get(name="Editors")
    group.permissions.add(*Permission.objects.filter(content_type__app_label="auth"))
    climber = User.objects.create_user("climber", is_staff=True)
    climber.groups.add(group)
    client = Client()
    client.force_login(climber)
    for path in ("/admin/auth/user/", f"/admin/auth/user/{climber.pk}/change/", "/admin/auth/group/add/"):
        assert client.get(path).status_code == 403


@pytest.fixture(scope="module")
def compiled():
    call_command("compile_catalogues")
    trans_real._translations.clear()
    gettext._translations.clear()  # Python's own, which knows files by their names


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Too many wrong passwords"), ("zh-hans", "密码输错次数过多")]
)
def test_a_closed_account_is_told_so_in_both_languages_whichever_worker_answers(editor, settings, language, sentence):
    settings.AXES_ENABLED = True
    for n in range(settings.AXES_FAILURE_LIMIT):
        Client(headers={"x-forwarded-for": f"10.9.9.{n}, 192.0.2.3"}).post(
            reverse("admin:login"), {"username": "editor", "password": "wrong"}
        )
    cache.clear()  # as another worker's memory would be
    told = password(Client(headers={"x-forwarded-for": "192.0.2.3", "accept-language": language}))
    assert told.status_code == 429
    assert sentence in told.content.decode()
    assert "unsafe-" not in told.headers["Content-Security-Policy"]
    assert is_in_after(password, Client(headers={"x-forwarded-for": "192.0.2.4"}))


def is_in_after(step, client):
    step(client)
    return is_in(client)


def test_the_meter_of_a_new_password_is_loaded_where_one_is_written_and_nowhere_else(admin_client):
    user = User.objects.get()
    confirmed = admin_client.session
    confirmed[CONFIRMED] = time.time()
    confirmed.save()
    written = [reverse("admin:password_change"), reverse("admin:auth_user_password_change", args=[user.pk])]
    written.append(reverse("admin:auth_user_add"))
    elsewhere = [
        reverse(f"admin:{name}") for name in ("index", "documents_document_changelist", "documents_concept_add")
    ]
    loaded = {
        path: "strength.js" in admin_client.get(path, follow=True).content.decode() for path in written + elsewhere
    }
    assert loaded == dict.fromkeys(written, True) | dict.fromkeys(elsewhere, False)
