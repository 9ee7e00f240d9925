"""Nobody gets in: transport, headers, cookies, guessing, floods and large requests."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from tests.factories import grow

pytestmark = pytest.mark.django_db
PHRASE = "a long enough phrase"


@pytest.fixture(autouse=True)
def _fresh(settings):
    settings.ALLOWED_HOSTS = ["*"]
    cache.clear()


@pytest.fixture
def https(settings):
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def test_plain_http_is_sent_to_https(client, https):
    answer = client.get("/search/?q=a", headers={"host": "library.example"})
    assert (answer.status_code, answer["Location"]) == (301, "https://library.example/search/?q=a")


def test_this_machine_itself_is_answered_over_plain_http(client, https):
    for host in ("localhost:8000", "127.0.0.1:8000", "127.0.0.1", "[::1]:8000"):
        assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "proto", "secure"),
    [
        ("library.example", "https", True),
        ("127.0.0.1:8000", "https", True),
        ("127.0.0.1:8000", "http", False),
    ],
)
def test_cookies_are_for_https_alone_where_there_is_https(client, https, host, proto, secure):
    answer = client.get("/admin/login/", headers={"host": host, "x-forwarded-proto": proto})
    cookie = answer.cookies["csrftoken" if host.startswith("127.") else "__Host-csrftoken"]
    assert bool(cookie["secure"]) is secure
    assert cookie["samesite"] == "Lax"


def test_a_cookie_that_a_neighbouring_host_planted_lets_nobody_in(https):
    editor = get_user_model().objects.create_superuser("editor", password=PHRASE)
    there = Client(enforce_csrf_checks=True, headers={"host": "library.example", "x-forwarded-proto": "https"})
    page = there.get("/admin/login/")
    form = {"username": "editor", "password": PHRASE, "csrfmiddlewaretoken": page.context["csrf_token"]}
    answer = there.post("/admin/login/", form, headers={"origin": "https://library.example"})
    cookie = answer.cookies["__Host-sessionid"]
    assert (cookie["secure"], cookie["path"], cookie["domain"], "sessionid" in answer.cookies) == (True, "/", "", False)
    page = there.get("/admin/")
    assert page.context["user"] == editor
    planted = Client(headers={"host": "library.example", "x-forwarded-proto": "https"})
    planted.cookies["sessionid"] = cookie.value
    assert planted.get("/admin/").status_code == 302
    grow("第一条 甲。")
    assert "private" in there.get("/documents/example/").headers["Cache-Control"]
    assert "private" not in planted.get("/documents/example/").headers["Cache-Control"]
    token = {"csrfmiddlewaretoken": page.context["csrf_token"]}
    gone = there.post("/admin/logout/", token, headers={"origin": "https://library.example"}).cookies[
        "__Host-sessionid"
    ]
    assert (gone.value, gone["max-age"], gone["secure"]) == ("", 0, True), "a browser keeps it otherwise"


def test_every_answer_carries_the_headers(client):
    for page in ("/", "/admin/login/", "/nowhere/"):
        headers = client.get(page).headers
        assert "unsafe-" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_guessing_a_password_is_stopped(client, settings):
    settings.AXES_ENABLED = True
    get_user_model().objects.create_superuser("editor", password=PHRASE)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post("/admin/login/", {"username": "editor", "password": "wrong"})
    assert client.post("/admin/login/", {"username": "editor", "password": PHRASE}).status_code == 429
    elsewhere = Client(headers={"x-forwarded-for": "192.0.2.7"})
    assert elsewhere.post("/admin/login/", {"username": "editor", "password": PHRASE}).status_code == 302


def test_guessing_the_old_password_in_a_session_left_open_is_stopped_too(client, settings):
    settings.AXES_ENABLED = True
    editor = get_user_model().objects.create_superuser("editor", password=PHRASE)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    new = {"new_password1": "another long phrase", "new_password2": "another long phrase"}
    for n in range(settings.AXES_FAILURE_LIMIT):
        client.post("/admin/password_change/", {"old_password": f"wrong {n}", **new})
    assert client.post("/admin/password_change/", {"old_password": PHRASE, **new}).status_code == 429
    editor.refresh_from_db()
    assert editor.check_password(PHRASE)


def test_who_asks_too_often_is_told_when_to_come_back():
    flood = Client(headers={"x-forwarded-for": "192.0.2.1"})
    answers = [flood.get("/search/").status_code for _ in range(61)]
    assert answers[:60] == [200] * 60
    assert answers[60] == 429
    assert flood.get("/search/").headers["Retry-After"] == "60"
    assert Client(headers={"x-forwarded-for": "192.0.2.2"}).get("/search/").status_code == 200


def test_words_are_looked_for_so_often_and_no_oftener_on_the_pages_of_texts_too():
    grow("第一条 甲。")
    flood = Client(REMOTE_ADDR="192.0.2.8")
    answers = [flood.get("/documents/example/art_1/", {"q": "甲"}).status_code for _ in range(121)]
    assert (answers[0], answers[-1]) == (200, 429)
    assert flood.get("/documents/example/art_1/").status_code == 200


def test_a_network_of_addresses_that_one_client_has_is_counted_as_one(client, settings):
    asked = [Client(REMOTE_ADDR=f"2001:db8:1:2::{n:x}").get("/search/").status_code for n in range(1, 63)]
    assert 429 in asked
    assert Client(REMOTE_ADDR="2001:db8:1:3::1").get("/search/").status_code == 200
    settings.AXES_ENABLED = True
    get_user_model().objects.create_superuser("editor", password=PHRASE)
    for n in range(settings.AXES_FAILURE_LIMIT):
        Client(REMOTE_ADDR=f"2001:db8::{n:x}").post("/admin/login/", {"username": "editor", "password": "wrong"})
    last = Client(REMOTE_ADDR="2001:db8::ffff")
    assert last.post("/admin/login/", {"username": "editor", "password": PHRASE}).status_code == 429


def test_a_made_up_address_does_not_help_against_the_limit():
    answers = {
        Client(headers={"x-forwarded-for": f"10.0.0.{n}, 192.0.2.1"}).get("/search/").status_code for n in range(62)
    }
    assert 429 in answers
    direct = Client(REMOTE_ADDR="192.0.2.9")
    assert 429 in {direct.get("/search/", headers={"x-forwarded-for": f"10.1.0.{n}"}).status_code for n in range(62)}


def test_a_proxy_on_another_machine_is_believed_where_it_is_named(settings):
    settings.ZHANGJU_PROXIES = ["172.16.0.0/12"]
    asked = [
        Client(REMOTE_ADDR="172.17.0.2").get("/search/", headers={"x-forwarded-for": f"192.0.2.{n}"}) for n in range(62)
    ]
    assert {answer.status_code for answer in asked} == {200}


def test_a_request_that_is_too_large_is_refused_before_it_is_read(client, settings):
    size = settings.ZHANGJU_UPLOAD_LIMIT + settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    assert client.post("/search/", CONTENT_LENGTH=str(size)).status_code == 413


def test_passwords_are_long_and_not_well_known(client):
    editor = get_user_model().objects.create_superuser("editor", password=PHRASE)
    client.force_login(editor)
    for weak in ("elevenchars", "qwerty123456"):
        asked = {"old_password": PHRASE, "new_password1": weak, "new_password2": weak}
        answer = client.post("/admin/password_change/", asked)
        assert answer.status_code == 200, weak
        editor.refresh_from_db()
        assert editor.check_password(PHRASE), weak
    long = "很长的一句话，" * 10
    client.post("/admin/password_change/", {"old_password": PHRASE, "new_password1": long, "new_password2": long})
    editor.refresh_from_db()
    assert editor.check_password(long)
