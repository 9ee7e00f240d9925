"""A site keeps what it can make again where it is told to, and works when that place is away."""

import shutil
import socket
import subprocess

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from core.caches import cache_at
from core.security import LIMITS
from tests.factories import grow

pytestmark = pytest.mark.django_db
#: A reader who is not this machine itself, which is never limited.
READER = {"REMOTE_ADDR": "192.0.2.1"}


def free_port():
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


@pytest.fixture
def redis(tmp_path):
    """The address of a Redis server of our own."""
    if not shutil.which("redis-server"):
        pytest.skip("no redis-server here")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        for line in server.stdout:
            if b"Ready to accept" in line:
                break
        yield f"redis://127.0.0.1:{port}/0"
        server.terminate()


def use(settings, place):
    settings.CACHES = {"default": cache_at(place)}
    call_command("createcachetable", verbosity=0)
    caches["default"].clear()


def ask(client, times):
    return [client.get("/search/?q=甲", **READER).status_code for _ in range(times)]


def pages_and_limits_work(client, settings, place):
    use(settings, place)
    settings.ZHANGJU_RATE_LIMITS = True
    grow("第一章 总则\n  第一条 甲。")
    first, again = (client.get("/documents/example/full/").content for _ in range(2))
    assert first == again
    search = next(limit for limit in LIMITS if limit.path == "/search/")
    answers = ask(client, search.requests + 1)
    assert answers[0] == 200
    assert answers[-1] == 429


@pytest.mark.parametrize("place", ["memory", "database"])
def test_pages_and_limits_work_with_each_cache(client, settings, place):
    pages_and_limits_work(client, settings, place)


def test_pages_and_limits_work_with_redis(client, settings, redis):
    pages_and_limits_work(client, settings, redis)


def test_without_its_redis_the_site_answers_all_the_same(client, settings):
    use(settings, f"redis://127.0.0.1:{free_port()}/0")
    settings.ZHANGJU_RATE_LIMITS = True
    grow("第一章 总则\n  第一条 甲。")
    assert client.get("/documents/example/full/").status_code == 200
    assert ask(client, 2) == [200, 200]


def test_another_word_for_a_cache_is_told():
    with pytest.raises(ImproperlyConfigured, match="memcached"):
        cache_at("memcached://")
