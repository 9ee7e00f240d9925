"""This machine itself is known by every name it has, and by no other."""

import pytest

from core.clients import is_loopback


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1:80", "127.8.0.1", "::1", "[::1]", "[::1]:8"]
)
def test_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1.example",
        "localhost.example",
        "10.0.0.1",
        "[::2]:80",
        "2001:db8::1",
        "[",
        "a]b",
        "127.0.0.1@x.example",
    ],
)
def test_elsewhere(host):
    assert not is_loopback(host)
