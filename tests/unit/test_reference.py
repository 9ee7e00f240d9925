"""The reference of the settings is what core/settings.py says, and says something of each."""

import re
from pathlib import Path

from core.reference import reference, variables

ROOT = Path(__file__).parents[2]
SOURCE = (ROOT / "core" / "settings.py").read_text(encoding="utf-8")


def test_the_page_is_up_to_date():
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == reference(SOURCE), (
        "python -m core.reference > docs/settings.md"
    )


def test_every_variable_has_a_meaning():
    assert [variable.name for variable in variables(SOURCE) if not variable.meaning] == []


def test_no_variable_is_read_past_the_reference():
    named = set(re.findall(r"\"(ZHANGJU_[A-Z_]+|DATABASE_URL)\"", SOURCE)) - {"ZHANGJU_EDITOR_PASSWORD"}
    assert {variable.name for variable in variables(SOURCE)} == named


def test_a_variable_is_told_with_its_default_and_its_comment():
    source = '#: How many.\n#: No more.\nN = number("ZHANGJU_N", default=2 * 3)\n'
    assert list(variables(source)) == [("ZHANGJU_N", "number", "2 * 3", "How many. No more.")]
