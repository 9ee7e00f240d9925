from documents.outline import Node, content_of, walk
from documents.transcript import transcribe
from tests.factories import tree

LAW = tree("第一章 总则\n  第一条 甲。|乙。\n    （一）子；\n    [continuation] 丙。\n第二章 附则")


def test_every_section_is_found_in_the_whole_text_and_back():
    transcript = transcribe(LAW)
    for node, depth in walk(LAW):
        content = content_of(node.heading, node.text, is_runin=node.is_runin)
        if depth and content:
            start, end = transcript.whole(node.eid, 0, len(content))
            assert transcript.text[start:end] == content
            assert transcript.passages(start, end) == [(node.eid, 0, len(content))]


def test_a_range_over_several_sections_is_a_passage_of_each_without_the_labels():
    transcript = transcribe(LAW)
    start = transcript.text.index("乙")
    end = transcript.text.index("子") + 1
    assert transcript.passages(start, end) == [("art_1", 3, 5), ("art_1__item_1", 0, 1)]


def test_a_run_in_heading_is_part_of_the_content():
    node = Node("point", "1.", "说明。", "正文。", is_runin=True, eid="pnt_1")
    transcript = transcribe(Node("document", children=[node]))
    assert transcript.text == "1.说明。正文。"
    assert transcript.whole("pnt_1", 0, 3) == (2, 5)


def test_an_empty_document_has_an_empty_transcript():
    assert transcribe(Node("document")).passages(0, 5) == []
