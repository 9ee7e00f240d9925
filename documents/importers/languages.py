"""Which language a text is written in, for the handful the library knows; '' when none of them fits.

>>> language_of("世界人權宣言：鑑於對人類家庭"), language_of("Alle sind frei und gleich an Würde und Rechten")
('zh-Hant', 'de')
"""

from __future__ import annotations

import re
from collections import Counter

#: Scripts, each with the language it stands for; looked at in this order.
SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
#: Everyday characters that differ between the two Chinese scripts, in pairs.
_TRADITIONAL = frozenset(
    "國會對發為與們個這關權產業東車長門開學書時義務經過從來實現當點機構應條規範劃總結統設備單雙處據權"
)
_SIMPLIFIED = frozenset(
    "国会对发为与们个这关权产业东车长门开学书时义务经过从来实现当点机构应条规范划总结统设备单双处据权"
)
_WORDS = {
    "en": "the of and to in shall be is that for any or by this",
    "de": "der die und das des dem den ist nicht werden mit von auf eine sich oder",
    "fr": "le la les des et du est dans une que par pour sur qui aux ou",
    "es": "el los las del y que en una por con para se su toda tiene derecho",
    "it": "il gli della di che per sono con una nel alla dei ogni diritto",
    "pt": "os das do que em uma para com não são pela todo direito ou",
}
_SCRIPT_SHARE = 0.15


def language_of(text: str) -> str:
    """The language of the text as a BCP 47 tag."""
    letters = list(filter(str.isalpha, text))
    if not letters:
        return ""
    for tag, script in SCRIPTS:
        if len(script.findall(text)) > _SCRIPT_SHARE * len(letters):
            return _chinese(letters) if tag == "zh" else tag
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    scores = {tag: sum(words[word] for word in common.split()) for tag, common in _WORDS.items()}
    best = max(scores, key=lambda tag: scores[tag])
    return best if scores[best] * 12 >= sum(words.values()) else ""


def _chinese(letters: list[str]) -> str:
    """The script of a Chinese text by the characters of which the two scripts have a form each."""
    traditional = sum(map((_TRADITIONAL - _SIMPLIFIED).__contains__, letters))
    simplified = sum(map((_SIMPLIFIED - _TRADITIONAL).__contains__, letters))
    return "zh-Hant" if traditional > simplified else "zh-Hans"
