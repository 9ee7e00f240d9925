"""Style sheets that a page loads together come as one file, in their order."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from documents.templatetags.zhangju import styles

BUNDLED = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "documents.bundles.BundledStorage"},
}
FIRST = ("tokens", "base", "chrome", "controls", "marks", "overlays")


@pytest.fixture
def root(tmp_path):
    styles.cache_clear()
    with override_settings(STORAGES=BUNDLED, STATIC_ROOT=str(tmp_path)):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path
    styles.cache_clear()


def test_a_pages_style_sheets_are_one_file_in_their_order_without_comments(root):
    links = re.findall(r'href="/static/([^"]+)"', styles(*FIRST))
    assert len(links) == 1
    whole = "".join(Path("static/css", f"{name}.css").read_text(encoding="utf-8") for name in FIRST)
    told = (root / links[0]).read_text(encoding="utf-8")
    assert "/*" not in told
    assert told.split() == re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL).split()


def test_every_template_finds_its_bundle(root):
    storage: Any = staticfiles_storage
    for file in Path("templates").rglob("*.html"):
        for names in re.findall(r"{% styles (.*?) %}", file.read_text(encoding="utf-8")):
            assert storage.bundle(re.findall(r"\w+", names)) in storage.hashed_files, file
