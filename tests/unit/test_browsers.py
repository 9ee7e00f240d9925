"""Browsers in words."""

import pytest

from accounts.browsers import in_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/138.0.0.0 Safari/537.36", "Chrome · Linux"),
        (f"{MAC} {WEBKIT} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0", "Edge · macOS"),
        (f"{MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", "Safari · macOS"),
        (f"Mozilla/5.0 (Linux; Android 15; K) {WEBKIT} Chrome/138.0.0.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) FxiOS/140.0 Safari/605.1.15", "Firefox · iPhone"),
        (f"Mozilla/5.0 (Linux; Android 14; V) {WEBKIT} Chrome/126.0 XWEB/1 MicroMessenger/8.0", "WeChat · Android"),
        ("curl/8.0", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_is_told_by_its_own_name_and_not_by_those_it_also_claims(agent, words):
    assert in_words(agent) == words
