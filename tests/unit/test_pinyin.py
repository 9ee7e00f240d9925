"""How labels are said: as the package says them, though its phrases are kept in less room."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from documents.models.pinyin import dictionary, spell

#: The package as it comes, in a process that has not loaded it otherwise.
AS_IT_COMES = """
import json, sys
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT
json.dump([PHRASES_DICT, [" ".join(lazy_pinyin(text)) for text in list(PHRASES_DICT)[::25]]], sys.stdout)
"""


def test_phrases_are_said_as_the_package_says_them():
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYPINYIN")}
    told = subprocess.run([sys.executable, "-c", AS_IT_COMES], capture_output=True, text=True, check=True, env=plain)
    phrases, said = json.loads(told.stdout)
    assert phrases == dictionary().constants.PHRASES_DICT
    assert [spell(text) for text in list(phrases)[::25]] == said
    assert spell("重庆还行") == "chong qing hai xing"
