import datetime as dt

import pytest

from documents.importers.dates import date_in
from documents.importers.languages import language_of
from documents.importers.registry import read


def found(text: str):
    return read(text.encode(), "a.txt").metadata


def test_a_regulation_says_who_adopted_it_and_when():
    metadata = found(
        "云汀市树木条例\n2019年6月27日 云汀市第九届人民代表大会常务委员会第二十次会议通过\n第一条 略。\n第二条 略。"
    )
    assert (metadata.kind, metadata.issuer, metadata.adopted) == (
        "local_regulation",
        "云汀市人民代表大会常务委员会",
        dt.date(2019, 6, 27),
    )


def test_a_circular_says_its_number_its_issuer_and_its_date():
    metadata = found(
        "国务院办公厅关于修渠的通知\n国办发〔2031〕7号\n各村：\n请修渠。\n一、修。\n国务院办公厅\n2031年5月6日"
    )
    assert (metadata.kind, metadata.number, metadata.issuer, metadata.adopted) == (
        "policy",
        "国办发〔2031〕7号",
        "国务院办公厅",
        dt.date(2031, 5, 6),
    )


def test_a_line_that_tells_of_several_adoptions_gives_the_last_that_counts():
    metadata = found(
        "云汀市树木条例\n1999年12月28日 云汀市第九届人民代表大会常务委员会第十七次会议通过2005年7月29日云汀市"
        "第十届人民代表大会常务委员会第十九次会议修订  2018年5月31日云河省人民代表大会常务委员会批准的2018年4月2日"
        "云汀市第十一届人民代表大会常务委员会第三次会议《关于修改〈云汀市树木条例〉的决定》修正\n"
        "第一条 略。\n第二条 略。"
    )
    assert metadata.adopted == dt.date(2018, 5, 31)


def test_an_order_by_its_number_publishes():
    metadata = found("树木管理细则\n2017年11月22日 云汀国国务院令第692号\n第一条 略。\n第二条 略。")
    assert metadata.published == dt.date(2017, 11, 22)


def test_a_news_copy_says_its_source_and_day_of_publication():
    metadata = found("某某办法\n2022-10-30 来源：新华社\n第一条 略。\n第二条 略。")
    assert (metadata.source, metadata.published) == ("新华社", dt.date(2022, 10, 30))


@pytest.mark.parametrize(
    ("front", "last", "day"),
    [
        ("", "本条例自2024年5月1日起施行。2008年1月1日起施行的《旧条例》同时废止。", dt.date(2024, 5, 1)),
        ("", "本決定自２０２４年５月１日起正式實施。", dt.date(2024, 5, 1)),
        ("2024年3月2日 云汀市人民政府公布\n2024 年 5 月 1 日 施行\n", "略。", dt.date(2024, 5, 1)),
        ("2024年3月2日 云汀市人民政府公布，自2024年5月1日起施行\n", "略。", dt.date(2024, 5, 1)),
        ("2024年3月2日 云汀市人民政府公布\n", "本条例自2008年1月1日起施行。", None),
        ("", "本条例自公布之日起施行。", None),
        ("", "自2024年5月1日起施行之日前的行为，不适用本条例。", None),
        ("", "2008年1月1日起施行的《旧条例》同时废止。", None),
    ],
)
def test_a_text_says_from_when_it_is_in_force_unless_it_speaks_of_another(front, last, day):
    assert found(f"云汀市树木条例\n{front}第一条 略。\n第二条 {last}").effective == day


@pytest.mark.parametrize(
    "sentence",
    [
        "This Act shall come into force on 1 May 2024.",
        "This Regulation takes effect on May 1, 2024.",
        "Dieses Gesetz tritt am 1. Mai 2024 in Kraft.",
        "La présente loi entre en vigueur le 1 mai 2024.",
    ],
)
def test_laws_of_other_languages_say_it_too(sentence):
    assert found(f"Water Act\n\nArticle 1 Water\n\nText.\n\nArticle 2 Force\n\n{sentence}").effective == dt.date(
        2024, 5, 1
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中华人民共和国水法", "law"),
        ("最高人民法院关于审理水费案件的解释", "judicial_interpretation"),
        ("国务院关于修渠的意见", "policy"),
        ("云汀市人民政府关于修渠的决定", "policy"),
        ("云汀市水费管理条例", "local_regulation"),
        ("甲诉乙水费纠纷案", "case"),
        ("修渠办法", "dept_rule"),
        ("Water Act", "law"),
    ],
)
def test_a_title_tells_the_kind(title, kind):
    assert found(f"{title}\n\n第一条 略。\n\n第二条 略。").kind == kind


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019 年 1 月 2 日通过", dt.date(2019, 1, 2)),
        ("二〇〇五年七月十四日", dt.date(2005, 7, 14)),
        ("２０２２年１０月３０日", dt.date(2022, 10, 30)),
        ("2022-10-30", dt.date(2022, 10, 30)),
        ("of 27 April 2016", dt.date(2016, 4, 27)),
        ("October 3, 1990", dt.date(1990, 10, 3)),
        ("2019年2月30日", None),
        ("无日期", None),
    ],
)
def test_dates_are_read_as_they_are_written(text, date):
    assert date_in(text) == date


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("为了加强管理，制定本条例。", "zh-Hans"),
        ("為保障村民，制定本條例。", "zh-Hant"),
        ("この条例は、必要な事項を定める。", "ja"),
        ("يولد جميع الناس أحرارا", "ar"),
        ("The council shall keep the path in repair.", "en"),
        ("Das Gesetz gilt für die Länder und den Bund.", "de"),
        ("Les arbres des places sont protégés par la loi.", "fr"),
        ("La presente ley regula el uso de los caminos.", "es"),
        ("123", ""),
    ],
)
def test_a_language_is_known_by_its_script_or_its_commonest_words(text, language):
    assert language_of(text) == language
