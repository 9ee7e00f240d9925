"""Which browser on which system, in words, from what a browser says of itself.

>>> str(in_words("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"))
'Firefox · Windows'
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: What browsers say of themselves, and their names; the first that fits, for most say Chrome or Safari as well.
BROWSERS = (
    ("MicroMessenger/", gettext_lazy("WeChat")),
    ("QQBrowser/", gettext_lazy("QQ Browser")),
    ("UCBrowser/", gettext_lazy("UC Browser")),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
#: The same of systems; Android also says that it is Linux, a phone that it is like a Mac.
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def in_words(agent: str) -> str:
    """The browser and its system, as far as they are known: 'Firefox · Windows'."""
    known = [next((str(name) for mark, name in table if mark in agent), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, known)) or _("An unknown browser")
