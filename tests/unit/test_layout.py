from documents.importers.blocks import Block
from documents.importers.layout import Laid, lay_out


def laid(text: str) -> Laid:
    return lay_out([Block(line, n) for n, line in enumerate(text.split("\n"), start=1) if line.strip()])


def texts(text: str) -> list[str]:
    return [block.text for block in laid(text).blocks]


def test_a_paragraph_cut_by_a_page_is_whole_again():
    assert texts(
        "一、目标\n\n到明年底，各村都要\n\n建成一所图书馆。\n\n二、任务\n\n购书一千册。\n\n三、期限\n\n一年。"
    ) == [
        "一、目标",
        "到明年底，各村都要建成一所图书馆。",
        "二、任务",
        "购书一千册。",
        "三、期限",
        "一年。",
    ]


def test_page_numbers_are_set_aside_and_the_paragraph_they_part_is_whole():
    found = laid("第一条 水位每日\n\n— 1 —\n\n观测两次。\n\n第二条 略。\n\n— 2 —")
    assert [block.text for block in found.blocks] == ["第一条 水位每日观测两次。", "第二条 略。"]
    assert [(noise.line, noise.text, noise.reason) for noise in found.noise] == [
        (3, "— 1 —", "page-number"),
        (9, "— 2 —", "page-number"),
    ]
    assert found.layout == "pdf_pageno"


def test_a_lone_figure_is_no_page_number():
    assert laid("第一条 人数为\n\n35\n\n第二条 略。").noise == []


def test_numbered_recitals_are_no_page_numbers():
    recitals = "Whereas:\n\n(1)\n\nWater is scarce.\n\n(2)\n\nIt must be shared."
    text = recitals + "\n\nArticle 1\n\nIt is shared.\n\nArticle 2\n\nDone."
    assert texts(text)[:3] == ["Whereas:", "(1) Water is scarce.", "(2) It must be shared."]


def test_hard_wrapped_lines_are_joined_and_indents_begin_paragraphs():
    text = "\n".join(
        [
            "　　第一条 为了公平分配青溪水渠的灌溉用水，减",
            "少用水纠纷，结合本村实际，制定本办法。本办法由",
            "村民会议通过。",
            "　　第二条 灌溉用水按照先育秧、后大田，先下游",
            "、后上游的次序分配。旱情严重时，由村民会议另行",
            "决定次序，并于当日公告。",
            "　　提前用水的，应当在水牌上写明起止时间，并告",
            "知相邻的用水户。",
        ]
    )
    found = laid(text)
    assert [block.text[-5:] for block in found.blocks] == ["会议通过。", "当日公告。", "的用水户。"]
    assert found.layout == "wrapped"


def test_wrapped_words_are_parted_by_a_space():
    lines = [
        "The council shall keep every path in good",
        "repair, and shall mark it with signs that",
        "can be read from a distance of ten metres",
        "in plain weather by every walker who does",
        "not hurry, by day and, where the path is",
        "lit, by night.",
    ]
    assert texts("\n".join(lines)) == [" ".join(lines)]


def test_a_table_of_contents_is_set_aside_with_or_without_page_numbers_and_leaders():
    found = laid("目　录\n第一章 总则……1\n第二章 附则……9\n第一章 总则\n第一条 略。\n第二章 附则\n第二条 略。")
    assert [block.text for block in found.blocks] == ["第一章 总则", "第一条 略。", "第二章 附则", "第二条 略。"]
    assert [noise.reason for noise in found.noise] == ["contents"] * 3


def test_chapters_without_text_are_no_table_of_contents():
    assert laid("第一章 甲\n第二章 乙\n第三章 丙").noise == []


def test_a_running_header_is_set_aside_on_every_page():
    body = {1: "第1条 水位每日观测。", 2: "第2条 雨量每月汇总。", 3: "第3条 本办法施行。"}
    found = lay_out(
        [Block(text, page=page) for page in body for text in ("内部资料 注意保存", body[page], f"- {page} -")]
    )
    assert [block.text[:3] for block in found.blocks] == ["第1条", "第2条", "第3条"]
    assert {noise.reason for noise in found.noise} == {"running-header", "page-number"}


def test_a_paragraph_the_file_calls_whole_is_never_joined():
    blocks = [Block("第一条 下列物品", 1, is_whole=True), Block("不得携带。", 2, is_whole=True)]
    assert len(lay_out(blocks).blocks) == 2


def test_clauses_of_one_long_sentence_that_stand_apart_stay_apart():
    clauses = ["鑑於水源日減，", "鑑於耕地日增，", "鑑於人人皆需飲水，"]
    text = "\n\n".join(["序言", *clauses, "大會茲決議如下：", "第一條 略。", "第二條 略。"])
    assert texts(text)[1:4] == clauses


def test_a_list_that_ends_each_line_with_a_semicolon_stays_a_list():
    assert len(texts("第一条 下列人员可以进入：\n\n本村居民；\n\n持证客人。\n\n第二条 略。")) == 4
