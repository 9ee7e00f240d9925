"""Passages followed from an old text into a new one."""

import pytest

from documents.anchoring.preview import UnreadableQuotes, preview
from documents.anchoring.revise import REASONS, Part, compare_paragraphs, compare_parts, place, revise

LAW = """第一章 总则

第一条 为了规范商品房租赁市场，保护租赁当事人的合法权益，制定本办法。

第二条 城市规划区内国有土地上商品房的租赁及其监督管理，适用本办法。

第三条 市房产管理部门负责全市房屋租赁的指导和监督；区房产管理部门负责本区域内房屋租赁的监督管理。

第二章 租赁

第四条 出租人应当将房屋按照约定交付承租人，并保持房屋符合约定的用途。

第五条 承租人应当按照约定支付租金。逾期不支付的，出租人可以解除合同。

第六条 有下列情形之一的房屋不得出租：

（一）属于违法建筑的；

（二）不符合安全、防灾等工程建设强制性标准的；

（三）法律、法规规定禁止出租的其他情形。

第七条 本办法自发布之日起施行。"""


def carried(new, words, *, nth=0, old=LAW):
    """What becomes of the nth occurrence of some words of the old text: the placement and the words found."""
    start = -1
    for _ in range(nth + 1):
        start = old.index(words, start + 1)
    found = place(revise(old, new), start, start + len(words))
    return found, None if found.start is None else new[found.start : found.end]


def test_a_passage_of_an_unchanged_text_stays_where_it_is():
    for start in range(0, len(LAW) - 12, 7):
        found = place(revise(LAW, LAW), start, start + 12)
        assert (found.status, found.start, found.end, found.review) == ("kept", *trimmed(start, start + 12), False)


def trimmed(start, end):
    """The range without the white space at its ends."""
    words = LAW[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def test_a_note_follows_its_words_when_a_paragraph_is_inserted_above():
    new = LAW.replace("第二条", "第二条 本办法所称租赁当事人，是指出租人和承租人。\n\n第三条")
    found, words = carried(new, "国有土地上商品房的租赁")
    assert (found.status, words, found.review) == ("kept", "国有土地上商品房的租赁", False)


def test_a_repeated_phrase_follows_its_own_paragraph():
    new = LAW.replace("第四条 出租人应当将房屋按照约定交付承租人，并保持房屋符合约定的用途。\n\n", "")
    found, words = carried(new, "按照约定", nth=1)
    assert (words, found.start) == ("按照约定", new.index("按照约定"))


def test_a_phrase_that_survives_elsewhere_does_not_draw_a_note_whose_passage_is_gone():
    new = LAW.replace("第四条 出租人应当将房屋按照约定交付承租人，并保持房屋符合约定的用途。\n\n", "")
    found, _ = carried(new, "按照约定", nth=0)
    assert (found.status, found.start) == ("orphaned", None)


def test_a_phrase_in_a_paragraph_written_anew_is_not_taken_for_the_old_one():
    old = LAW.replace(
        "第七条", "第七条 用人单位安排职工租住房屋的，应当做好安全管理工作，并为职工提供必要帮助。\n\n第八条"
    )
    new = LAW.replace(
        "第七条", "第七条 市场监督部门会同用人单位对中介机构开展安全管理工作，定期通报检查结果。\n\n第八条"
    )
    found, _ = carried(new, "管理工作，", old=old)
    assert found.review or found.status == "orphaned"


def test_of_two_places_the_one_in_familiar_surroundings_is_suggested():
    old = LAW.replace("第七条", "第七条 违反本办法，未按照规定备案的，由区房产管理部门责令限期改正。\n\n第八条")
    new = LAW.replace(
        "第七条",
        "第七条 违反本办法，出租违法建筑，拒不停止出租行为的，由区房产管理部门予以处罚。\n\n"
        "第八条 违反本办法，单位或者个人擅自转租，又未按照规定备案的，由区房产管理部门责令停业。\n\n第九条",
    )
    found, _ = carried(new, "的，由区房产管理部门", old=old)
    assert found.review or new[: found.start].endswith("未按照规定备案")


def test_a_sentence_that_was_there_before_and_still_stands_is_no_rival():
    duty = "第八条 网络信息平台应当在房源发布页面和经营场所公示收费标准和投诉电话，接受承租人的监督。"
    penalty = "第九条 违反本办法第八条规定，平台未在房源发布页面和经营场所公示收费标准和投诉电话的，处一千元罚款。"
    shorter = "第八条 网络信息平台应当在房源发布页面和经营期间标明出租人姓名、房屋权属和核验日期。"
    old, new = (f"{LAW}\n\n{article}\n\n{penalty}" for article in (duty, shorter))
    found, _ = carried(new, "发布页面和经营", old=old)
    assert (found.start, found.review) == (new.index("发布页面和经营"), False)


def test_a_formula_with_little_of_its_surroundings_is_not_placed_by_itself():
    old = LAW + "\n\n第八条 工商、司法、质监、商务、绿化市容等部门按照各自职责，做好房屋租赁管理工作。"
    new = LAW + (
        "\n\n第八条 平台不得发布虚假房源。\n\n第九条 网信部门统筹协调房源信息的监督。公安、教育、文化旅游、广播电视、"
        "新闻出版、电影、卫生健康等部门按照各自职责，做好房屋租赁信息保护工作。\n\n有关部门应当依法监督平台。"
    )
    found, _ = carried(new, "商务、绿化市容等部门按照各自职责，做好房屋租赁", old=old)
    assert found.review or found.status == "orphaned"


def test_changed_words_are_followed_with_their_likeness():
    new = LAW.replace("逾期不支付的，出租人可以解除合同", "无正当理由逾期不支付的，出租人有权解除合同")
    found, words = carried(new, "逾期不支付的，出租人可以解除合同")
    assert (found.status, words, found.review) == ("edited", "逾期不支付的，出租人有权解除合同", False)
    assert 0.8 < found.similarity < 1


def test_a_moved_and_renumbered_article_takes_its_notes_along():
    article = "出租人应当将房屋按照约定交付承租人，并保持房屋符合约定的用途。"
    new = LAW.replace(f"第四条 {article}\n\n", "").replace("第七条", f"第七条 {article}\n\n第八条")
    found, words = carried(new, article)
    assert (found.status, words, found.review) == ("moved", article, False)


def test_two_twins_in_the_new_text_go_to_review():
    article = "承租人应当按照约定支付租金。逾期不支付的，出租人可以解除合同。"
    new = LAW.replace("第七条", f"第七条 {article}\n\n第八条")
    found, words = carried(new, "逾期不支付的，出租人可以解除合同")
    assert (words, found.review, found.reason) == ("逾期不支付的，出租人可以解除合同", True, "twin")


def test_of_two_equal_places_the_one_nearer_to_where_it_stood_is_suggested():
    kept = [f"第{n}条 {words}" for n, words in enumerate(LAW.split("\n\n"), 1)]
    twin = "国家基于下列原因，可以限制或者禁止有关的国际服务贸易："
    old = "\n\n".join([*kept[:9], twin, *kept[9:]])
    new = "\n\n".join([kept[0], twin, *kept[1:4], twin, *kept[4:]])
    found, words = carried(new, "可以限制或者禁止有关", old=old)
    assert (found.start, found.review, found.reason) == (new.rindex(words), True, "twin")


def test_of_a_copied_passage_what_stayed_behind_is_suggested():
    duty = (
        "主管部门会同有关部门，经市人民政府批准，可以在本办法规定的范围内，临时决定限制或者禁止特定房屋的出租和转租。"
    )
    old = LAW.replace("第五条", f"第五条 {duty}\n\n第六条")
    rest = "主管部门会同有关部门，，经市人民政府批准，可以在本办法规定的范围内，"
    other = "逾期不改正的，依法给予处分；构成犯罪的，依法追究刑事责任，并处罚款。"
    new = LAW.replace("第五条", f"第五条 {rest}{other}\n\n第六条") + f"\n\n第九条 {duty}"
    found, words = carried(new, duty[4:], old=old)
    assert (words, found.status, found.review, found.reason) == (rest[4:], "edited", True, "copied")
    assert found.similarity < 1


def test_of_equal_lines_that_became_fewer_none_is_chosen_silently():
    old = "第一条 甲方应当付款。\n（本条已删除）\n第二条 乙方应当发货。\n（本条已删除）\n第三条 双方守约。"
    new = "第三条 双方守约。\n（本条已删除）\n第九条 另有规定的除外。"
    for nth in (0, 1):
        found, _ = carried(new, "本条已删除", nth=nth, old=old)
        assert found.review or found.status == "orphaned"


def test_a_split_paragraph_keeps_the_notes_of_both_halves():
    new = LAW.replace("支付租金。逾期", "支付租金。\n\n第六条 承租人逾期").replace("第六条 有", "第七条 有")
    assert carried(new, "承租人应当按照约定支付租金。")[1] == "承租人应当按照约定支付租金。"
    assert carried(new, "出租人可以解除合同。")[1] == "出租人可以解除合同。"


def test_merged_paragraphs_keep_the_notes_of_both():
    new = LAW.replace("制定本办法。\n\n第二条 城市", "制定本办法。城市")
    assert carried(new, "保护租赁当事人的合法权益")[1] == "保护租赁当事人的合法权益"
    assert carried(new, "城市规划区内国有土地上")[1] == "城市规划区内国有土地上"


def test_another_width_script_or_spacing_changes_nothing():
    new = LAW.replace("，", ",").replace("房产管理部门", "房 產 管 理 部 門").replace("负责", "負責").replace("。", ".")
    found, words = carried(new, "市房产管理部门负责全市房屋租赁")
    assert (found.status, words) == ("kept", "市房 產 管 理 部 門負責全市房屋租赁")


def test_a_deleted_passage_is_orphaned_with_a_reason():
    new = LAW.replace("\n\n（二）不符合安全、防灾等工程建设强制性标准的；", "")
    found, _ = carried(new, "不符合安全、防灾等工程建设强制性标准")
    assert found.status == "orphaned"
    assert found.reason in REASONS


def test_white_space_alone_is_no_passage_to_follow():
    start = LAW.index("\n\n")
    assert place(revise(LAW, LAW), start, start + 2).reason == "empty"


@pytest.mark.parametrize(("old", "new"), [("甲方付款。", ""), ("甲方付款。", " \n"), ("甲", "乙"), ("", "甲方")])
def test_texts_with_nothing_in_common_orphan_everything(old, new):
    assert place(revise(old, new), 0, len(old)).status == "orphaned"


def test_the_preview_speaks_the_format_of_the_quotes():
    start = LAW.index("支付租金")
    quotes = {
        "quotes": [
            {"id": "q1", "start": start, "end": start + 4, "quote": "支付租金"},
            {"id": "q2", "start": 0, "end": 3},
        ]
    }
    assert preview(LAW, "无关的文字。\n\n" + LAW, quotes) == {
        "q1": {"status": "found", "start": start + 8, "end": start + 12, "review": False, "reason": "same"},
        "q2": {"status": "found", "start": 8, "end": 11, "review": False, "reason": "same"},
    }


def test_a_quote_whose_offsets_are_wrong_is_sought_by_its_words():
    quotes = [{"id": "q1", "start": 0, "end": 9, "quote": "保护租赁当事人的合法权益"}]
    start = LAW.index("保护租赁当事人")
    assert preview(LAW, LAW, quotes)["q1"]["start"] == start


@pytest.mark.parametrize("quotes", [{}, {"quotes": [{"start": 0}]}, [{"id": "q1", "quote": "此处没有的话"}], "x"])
def test_quotes_that_cannot_be_read_are_refused(quotes):
    with pytest.raises(UnreadableQuotes):
        preview(LAW, LAW, quotes)


def test_a_comparison_shows_moves_and_renumbering_as_such():
    article = "出租人应当将房屋按照约定交付承租人，并保持房屋符合约定的用途。"
    new = (
        LAW.replace(f"第四条 {article}\n\n", "")
        .replace("第七条", f"第七条 {article}\n\n第八条")
        .replace("租金", "房租")
    )
    changes = [change for change in compare_paragraphs(revise(LAW, new)) if change.kind != "same" or change.is_moved]
    assert [(c.kind, c.is_moved, c.is_relabelled) for c in changes] == [("changed", False, False), ("same", True, True)]
    edited = changes[0]
    assert [(w.kind, LAW[slice(*w.old)], new[slice(*w.new)]) for w in edited.words][1:] == [
        ("added", "", "房"),
        ("same", "租", "租"),
        ("removed", "金", ""),
        ("same", "。逾期不支付的，出租人可以解除合同。", "。逾期不支付的，出租人可以解除合同。"),
    ]


def test_a_renumbered_article_shows_its_number_as_a_whole():
    new = LAW.replace("第四条", "第十四条")
    words = next(change.words for change in compare_paragraphs(revise(LAW, new)) if change.is_relabelled)
    assert [(word.kind, LAW[slice(*word.old)], new[slice(*word.new)]) for word in words[:1]] == [
        ("changed", "第四条 ", "第十四条 ")
    ]


def test_the_words_of_a_comparison_cover_both_paragraphs():
    new = LAW.replace("应当", "必须").replace("按照约定", "依照 合同")
    for change in compare_paragraphs(revise(LAW, new)):
        for side, text in (("old", LAW), ("new", new)):
            if change.words:
                assert (
                    "".join(text[slice(*getattr(word, side))] for word in change.words)
                    == text[slice(*getattr(change, side))]
                )


def test_a_removed_article_names_those_that_took_up_its_words():
    old = "第一条 承租人应当按照约定支付租金。\n第二条 承租人应当妥善使用并保管租赁房屋。"
    new = "第一条 承租人应当按照约定支付租金。承租人应当妥善使用并保管租赁房屋。"
    cut = old.index("第二条")
    parts = compare_parts(
        revise(old, new),
        [Part("art_1", "第一条", 0, cut), Part("art_2", "第二条", cut, len(old))],
        [Part("art_1", "第一条", 0, len(new))],
    )
    assert {part.old: (part.kind, part.successors) for part in parts} == {
        "art_1": ("removed", ("art_1",)),
        "art_2": ("changed", ("art_1",)),
    }
