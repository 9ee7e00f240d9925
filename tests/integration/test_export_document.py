"""Documents go out with their notes."""

import pytest
from django.core.management import CommandError, call_command

from documents.exporters.registry import WRITERS
from documents.services.publications import export
from tests.factories import grow

LAW = "第一章 总则\n  第一条 为了规范拍卖行为，制定本法。"

pytestmark = pytest.mark.django_db


def test_a_document_is_written_to_the_file_named(tmp_path):
    grow(LAW, slug="auction", title="拍卖法")
    call_command("export_document", "auction", "--format=md", f"--to={tmp_path / 'law.md'}", verbosity=0)
    assert (tmp_path / "law.md").read_text().startswith("# 拍卖法\n\n## 第一章 总则\n\n第一条 为了")


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_every_format_can_be_written_from_the_library(form):
    assert len(export(grow(LAW), form)) > 50


def test_a_draft_is_not_written(tmp_path):
    grow(LAW, slug="auction", draft=True)
    with pytest.raises(CommandError):
        call_command("export_document", "auction", f"--to={tmp_path / 'law.html'}")
