import pytest

from documents.importers.registry import read
from documents.outline import text_of, walk


def outline(text: str) -> list[str]:
    """The outline as indented lines: kind, label and the beginning of the text."""
    nodes = list(walk(read(text.encode(), "a.txt").root))[1:]
    return ["  " * (depth - 1) + f"{node.kind} {node.number}{node.heading}|{node.text[:6]}" for node, depth in nodes]


def test_a_statute_has_parts_chapters_sections_articles_and_items():
    text = (
        "水法\n第一编 总则\n第一章 目的\n第一节 范围\n第一条 本法适用于：\n（一）河流；\n1.干流；\n2.支流；\n"
        "（二）湖泊。\n前款不包括海洋。\n第二编 附则\n第二条 施行。"
    )
    assert outline(text) == [
        "part 第一编总则|",
        "  chapter 第一章目的|",
        "    section 第一节范围|",
        "      article 第一条|本法适用于：",
        "        item （一）|河流；",
        "          item 1.|干流；",
        "          item 2.|支流；",
        "        item （二）|湖泊。",
        "        continuation |前款不包括海",
        "part 第二编附则|",
        "  article 第二条|施行。",
    ]


def test_reading_order_is_kept_where_paragraphs_follow_items():
    text = "水法\n第一条 本法适用于：\n（一）河流；\n（二）湖泊。\n前款不包括海洋。\n第二条 施行。"
    assert text_of(read(text.encode(), "a.txt").root).replace(" ", "").split("\n") == text.replace(" ", "").split("\n")


def test_a_decision_stacks_its_points():
    text = (
        "关于修渠的决定\n一、总体要求\n（一）目标\n1.今年修渠三里；\n（1）上游一里；\n①先清淤；\n"
        "二、保障措施\n（一）经费\n由村里出。"
    )
    assert outline(text) == [
        "heading 一、总体要求|",
        "  heading （一）目标|",
        "    point 1.|今年修渠三里",
        "      point （1）|上游一里；",
        "        point ①|先清淤；",
        "heading 二、保障措施|",
        "  heading （一）经费|由村里出。",
    ]


def test_a_numbered_heading_over_articles_is_no_item_of_the_article_before_it():
    text = "某规定\n一、名册\n第一条 编制名册。\n（一）甲；\n二、指定\n第二条 指定一人。\n第三条 完。"
    assert outline(text) == [
        "heading 一、名册|",
        "  article 第一条|编制名册。",
        "    item （一）|甲；",
        "heading 二、指定|",
        "  article 第二条|指定一人。",
        "  article 第三条|完。",
    ]


def test_a_first_sentence_is_a_heading_where_all_neighbours_have_one():
    text = (
        "某意见\n一、要求\n1. 定目标。今年购书一千册，明年两千册。\n2. 定人员。每馆两人，其中一人专职。\n"
        "二、期限\n一年以内完成全部任务。"
    )
    imported = read(text.encode(), "a.txt")
    points = [node for node, _ in walk(imported.root) if node.kind == "point"]
    assert [(point.heading, point.is_runin, point.text[:4]) for point in points] == [
        ("定目标。", True, "今年购书"),
        ("定人员。", True, "每馆两人"),
    ]


def test_sentences_of_points_are_no_headings_where_neighbours_have_none():
    text = (
        "某规定\n一、村民可以借书。每次三册。\n二、图书馆每天早晨八时开门，晚上八时关门，节日除外。\n"
        "三、图书损坏的，由借书人按照定价赔偿，经修补可以再用的除外。"
    )
    assert not [node for node, _ in walk(read(text.encode(), "a.txt").root) if node.heading and node.kind == "point"]


def test_what_stands_before_and_after_the_sections_has_its_own_nodes():
    text = (
        "县政府关于\n修渠的通知\n县发〔2031〕7号\n各村：\n现将有关事项通知如下。\n一、修渠。\n二、清淤。\n"
        "县政府\n2031年5月6日\n（此件公开发布）\n修渠方案\n为了修好水渠，制定本方案。\n一、目标\n修好。"
    )
    imported = read(text.encode(), "a.txt")
    assert imported.metadata.title == "县政府关于修渠的通知"
    assert outline(text) == [
        "preface |县发〔203",
        "preamble |各村：\n现将",
        "point 一、|修渠。",
        "point 二、|清淤。",
        "conclusions |县政府\n20",
        "annex 修渠方案|为了修好水渠",
        "  heading 一、目标|修好。",
    ]


def test_a_repeated_title_is_left_out_and_reported():
    imported = read("夜间公交办法\n2031-05-06 来源：市报\n夜间公交办法\n第一条 略。\n第二条 略。".encode(), "a.txt")
    assert [(noise.line, noise.reason) for noise in imported.noise] == [(3, "repeated-title")]
    assert imported.metadata.source == "市报"


def test_a_case_is_divided_by_names_without_numbers():
    text = (
        "甲诉乙水费案\n基本案情\n甲起诉乙，请求返还水费。\n裁判结果\n法院判决乙返还水费。\n"
        "典型意义\n本案明确了水费的计算。"
    )
    assert outline(text) == [
        "heading 基本案情|甲起诉乙，请",
        "heading 裁判结果|法院判决乙返",
        "heading 典型意义|本案明确了水",
    ]


def test_a_running_text_is_one_document_without_sections():
    assert outline("这是一段没有标题的文字，说了许多事情，一直说到最后，才算说完。") == ["preamble |这是一段没有"]


def test_headings_without_text_are_sections_without_text():
    assert outline("第一章 甲\n第二章 乙\n第三章 丙") == ["chapter 第一章甲|", "chapter 第二章乙|", "chapter 第三章丙|"]


def test_two_chapters_of_one_number_are_kept_apart_and_doubted():
    imported = read("第一章 甲\n第一条 略。\n第一章 甲\n第一条 略。".encode(), "a.txt")
    eids = [node.eid for node, _ in walk(imported.root)][1:]
    assert len(set(eids)) == 4
    assert [doubt.code for doubt in imported.doubts] == ["number-repeated", "number-repeated"]


def test_a_missing_article_is_doubted():
    doubts = read("某法\n第一条 略。\n第二条 略。\n第五条 略。".encode(), "a.txt").doubts
    assert [(doubt.code, doubt.line, doubt.values) for doubt in doubts] == [
        ("number-gap", 4, {"number": "第五条", "before": "第二条"})
    ]


def test_every_section_knows_its_line():
    imported = read("某法\n\n第一章 甲\n\n第一条 略。\n\n第二条 略。".encode(), "a.txt")
    assert imported.lines == {"chp_1": 3, "art_1": 5, "art_2": 7}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Act\n\nPart I\n\nGeneral\n\nArticle 1\n\nSo.\n\nArticle 2\n\nEnd.", "Part I General,Article 1,Article 2"),
        ("Gesetz\n\nTeil 1\n\nZiele\n\n§ 1 Zweck\n\n(1) Ja.\n\n§ 2 Ende\n\n1. Aus.", "Teil 1 Ziele,§ 1 Zweck,§ 2 Ende"),
        ("Loi\n\nTitre Ier\n\nBut\n\nArticle 1er\n\nOui.\n\nArticle 2\n\nFin.", "Titre Ier But,Article 1er,Article 2"),
        ("Ley\n\nTítulo I\n\nArtículo 1\n\nVale.\n\nArtículo 2\n\nFin.", "Título I,Artículo 1,Artículo 2"),
        ("قانون\n\nالباب الأول\n\nأحكام\n\nالمادة 1\n\nنص.\n\nالمادة 2\n\nنص.", "الباب الأول أحكام,المادة 1,المادة 2"),
        ("村の条例\n\n第１章 総則\n\n第１条 これは。\n\n第２条 終わる。", "第１章 総則,第１条,第２条"),
    ],
)
def test_other_languages_have_their_own_words_for_it(text, labels):
    nodes = [node for node, _ in walk(read(text.encode(), "a.txt").root)][1:]
    assert [f"{node.number} {node.heading}".strip() for node in nodes] == labels.split(",")


def test_styles_of_numbers_stand_inside_one_another_as_the_text_has_it():
    text = "某方案\n1.目标\n（一）修渠三里；\n（二）清淤五里。\n2.期限\n（一）一年；\n（二）可以延长。"
    assert outline(text) == [
        "heading 1.目标|",
        "  point （一）|修渠三里；",
        "  point （二）|清淤五里。",
        "heading 2.期限|",
        "  point （一）|一年；",
        "  point （二）|可以延长。",
    ]


def test_captions_over_articles_are_their_headings():
    text = "村の条例\n（目的）\n第一条　この条例は、定める。\n（時間）\n第二条　次のとおり。\n一　朝\n二　晩"
    assert outline(text) == [
        "article 第一条（目的）|この条例は、",
        "article 第二条（時間）|次のとおり。",
        "  item 一|朝",
        "  item 二|晩",
    ]


def test_british_acts_number_sections_with_bare_figures():
    duties = "PART 1\nDUTIES\n\n1 Inspection\n\n(1) Yes.\n\n1A Repair\n\nAt once.\n\n2 Register\n\nKept."
    text = f"Stiles Act\n\n{duties}\n\nPART 2\nEND"
    assert outline(text) == [
        "part PART 1DUTIES|",
        "  article 1Inspection|(1) Ye",
        "  article 1ARepair|At onc",
        "  article 2Register|Kept.",
        "part PART 2END|",
    ]


def test_a_year_at_the_beginning_of_a_line_numbers_nothing():
    assert outline("Report\n\nIt was done in\n\n12 Members agreed to it at once.\n\n7 Others did not.")[0].startswith(
        "pre"
    )


def test_articles_named_in_their_first_sentence_are_headed_by_it():
    text = "Ley\n\nArtículo 1. Objeto.\n\nRegula los caminos.\n\nArtículo 2. Fin.\n\nNo hay más."
    assert outline(text) == ["article Artículo 1.Objeto.|Regula", "article Artículo 2.Fin.|No hay"]
