"""The catalogues hold every sentence of the interface, and say each one in Chinese."""

import ast
import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.LOCALE_PATHS[0]).parents[1]
FOLDERS = ("accounts", "core", "documents", "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def catalogue(root, language):
    return polib.pofile(str(root / f"documents/locale/{language}/LC_MESSAGES/django.po"))


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The catalogues of a copy of the project, with the sentences that its code and its templates hold today."""
    if not shutil.which("xgettext"):
        pytest.fail("The messages cannot be collected without xgettext. Type: sudo apt-get install gettext")
    root = tmp_path_factory.mktemp("project")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setattr(settings, "LOCALE_PATHS", [str(root / "documents/locale")])
        call_command("makemessages", locale=["zh_Hans", "en"], no_location=True, no_obsolete=True, verbosity=0)
    return root


def sentences(entries):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries}


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_no_sentence_is_missing_from_a_catalogue_and_none_is_left_over(collected, language):
    assert sentences(catalogue(ROOT, language)) == sentences(catalogue(collected, language))


def test_every_sentence_is_said_in_chinese():
    unsaid = [entry.msgid for entry in catalogue(ROOT, "zh_Hans") if entry.fuzzy or not entry.translated()]
    assert not unsaid


def test_a_translation_has_the_placeholders_of_its_sentence():
    def differs(entry):
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        said = [*entry.msgstr_plural.values()] or [entry.msgstr]
        return any(set(PLACEHOLDER.findall(text)) != wanted for text in said)

    assert not [entry.msgid for entry in catalogue(ROOT, "zh_Hans") if differs(entry)]


def test_no_english_sentence_was_guessed():
    assert not [entry.msgid for entry in catalogue(ROOT, "en") if entry.fuzzy]


def test_where_the_program_must_not_be_written_they_are_compiled_into_the_state_folder(tmp_path, settings):
    folder, spare = tmp_path / "program", tmp_path / "state"
    catalogue = folder / "en/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n', encoding="utf-8")
    catalogue.with_suffix(".mo").symlink_to(tmp_path / "nowhere" / "django.mo")  # not even root can write there
    settings.LOCALE_PATHS, settings.ZHANGJU_LOCALE = [str(folder)], spare
    call_command("compile_catalogues")
    assert (spare / "en/LC_MESSAGES/django.mo").is_file()


@pytest.mark.parametrize("folder", FOLDERS[:-1])
def test_no_sentence_stands_within_an_f_string_where_it_is_not_collected(folder):
    names = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext"}
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in names
        and isinstance(call.args[0], ast.Constant)
    ]
    assert found == []
