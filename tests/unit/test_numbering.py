import time

import pytest

from documents.importers.numbering import label_of, roman_number


@pytest.mark.parametrize(
    ("text", "kind", "number", "value", "rest"),
    [
        ("第一编 总则", "part", "第一编", (1,), "总则"),
        ("第二分编　典型合同", "subpart", "第二分编", (2,), "典型合同"),
        ("第十章 附 则", "chapter", "第十章", (10,), "附 则"),
        ("第三节　期间", "section", "第三节", (3,), "期间"),
        ("第一百二十条之一 略", "article", "第一百二十条之一", (120, 1), "略"),
        ("第 12 条 略", "article", "第 12 条", (12,), "略"),
        ("第１条", "article", "第１条", (1,), ""),
        ("第三条の二 略", "article", "第三条の二", (3, 2), "略"),
        ("十一、加强领导", "point", "十一、", (11,), "加强领导"),
        ("（三）目标", "point", "（三）", (3,), "目标"),
        ("(三)目标", "point", "(三)", (3,), "目标"),
        ("1. 深刻领会", "point", "1.", (1,), "深刻领会"),
        ("１．中央", "point", "１．", (1,), "中央"),
        ("（1）甲", "point", "（1）", (1,), "甲"),
        ("③丙", "point", "③", (3,), "丙"),
        ("1.2.3 范围", "point", "1.2.3", (1, 2, 3), "范围"),
        ("附件2：清单", "annex", "附件2：", (2,), "清单"),
        ("Part II", "part", "Part II", (2,), ""),
        ("CHAPTER IV", "chapter", "CHAPTER IV", (4,), ""),
        ("Article. I.", "article", "Article. I.", (1,), ""),
        ("Article premier", "article", "Article premier", (1,), ""),
        ("§ 5a Zweck", "article", "§ 5a", (5, 1), "Zweck"),
        ("Teil 1 - Allgemeines", "part", "Teil 1", (1,), "- Allgemeines"),
        ("Título II", "part", "Título II", (2,), ""),
        ("Capítulo 3", "chapter", "Capítulo 3", (3,), ""),
        ("المادة 7", "article", "المادة 7", (7,), ""),
        ("الفصل الثاني", "chapter", "الفصل الثاني", (2,), ""),
    ],
)
def test_a_number_is_read_as_printed_and_as_a_value(text, kind, number, value, rest):
    label = label_of(text)
    assert label is not None
    assert (label.kind, label.number, label.value, label.rest) == (kind, number, value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "10 月 30 日，大会开幕。",
        "1.5万元以上",
        "2018.3.5",
        "一是坚持原则",
        "附则",
        "parties to the case",
        "",
        "为了加强",
    ],
)
def test_a_sentence_that_begins_with_a_figure_has_no_number(text):
    assert label_of(text) is None


def test_a_reference_is_told_from_an_article_by_the_missing_space():
    reference, article = label_of("第三条规定的情形"), label_of("第三条 规定")
    assert reference is not None
    assert article is not None
    assert reference.is_tight
    assert not article.is_tight


def test_roman_numerals_count_down_before_a_larger_one():
    assert [roman_number(text) for text in ("I", "IV", "IX", "XII", "XLIV", "MCM")] == [1, 4, 9, 12, 44, 1900]


def test_a_hundred_thousand_numerals_in_a_row_are_passed_in_an_instant():
    started = time.perf_counter()
    for text in (
        "第" + "一" * 100_000,
        "1." * 50_000,
        "（" * 100_000,
        "I" * 100_000,
        "Article " * 20_000,
        "第 " * 50_000,
    ):
        label_of(text)
    assert time.perf_counter() - started < 0.5
