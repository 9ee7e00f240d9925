import time

from documents.importers.markdown import read_markdown
from documents.importers.registry import read
from documents.outline import walk


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(depth, node.kind, node.number + node.heading) for node, depth in walk(read(text.encode(), "a.md").root)][
        1:
    ]


def test_headings_keep_their_levels_and_the_first_is_the_title():
    assert outline("# Report\n\nIt says.\n\n## Methods\n\nWe did.\n\n### Sample\n\nTen.\n\n## Results\n\nNone.") == [
        (1, "preamble", ""),
        (1, "heading", "Methods"),
        (2, "heading", "Sample"),
        (1, "heading", "Results"),
    ]


def test_numbers_count_more_than_marks():
    assert outline("# 某法\n\n## 第一章 总则\n\n**第一条** 为了……。\n\n## 第二章 附则\n\n**第二条** 本法……。") == [
        (1, "chapter", "第一章总则"),
        (2, "article", "第一条"),
        (1, "chapter", "第二章附则"),
        (2, "article", "第二条"),
    ]


def test_a_list_stands_inside_the_heading_that_is_numbered_as_it_is():
    tasks = "1. To build.\n2. To buy.\n3. To lend."
    text = f"# Report\n\n## 1. How\n\nSo.\n\n## 2. Tasks\n\nThese:\n\n{tasks}\n\n## 3. Thanks\n\nTo all."
    assert outline(text) == [
        (1, "heading", "1.How"),
        (1, "heading", "2.Tasks"),
        (2, "point", "1."),
        (2, "point", "2."),
        (2, "point", "3."),
        (1, "heading", "3.Thanks"),
    ]


def test_a_number_without_marks_that_goes_on_from_a_heading_stands_beside_it():
    assert outline("# Report\n\n## 1. How\n\nSo.\n\n2. Tasks\n\n## 3. Thanks\n\nTo all.")[:2] == [
        (1, "heading", "1.How"),
        (1, "heading", "2.Tasks"),
    ]


def test_emphasis_and_links_are_read_as_plain_text():
    blocks = read_markdown("这是**重点**和[链接](http://example.org)。".encode()).blocks
    assert [block.text for block in blocks] == ["这是重点和链接。"]


def test_lines_of_a_paragraph_are_joined_with_a_space_where_letters_meet():
    blocks = read_markdown("one\ntwo\n\n第一\n第二".encode()).blocks
    assert [block.text for block in blocks] == ["one two", "第一第二"]


def test_a_table_is_read_row_by_row():
    blocks = read_markdown("| 年 | 册 |\n|---|---|\n| 2021 | 4120 |\n".encode()).blocks
    assert [(block.style, block.text) for block in blocks] == [("table", "年\t册"), ("table", "2021\t4120")]


def test_markup_inside_markdown_is_text():
    blocks = read_markdown(b"a <script>alert(1)</script> b\n\n<div>c</div>").blocks
    assert [block.text for block in blocks] == ["a <script>alert(1)</script> b", "<div>c</div>"]


def test_nesting_thousands_deep_is_read_without_recursion():
    started = time.process_time()
    for bomb in ("[" * 20_000, "> " * 5_000 + "x", "*a _b " * 8_000, "- " * 3_000 + "x", "`" * 9_999):
        assert read((bomb + "\n\n# 标题\n\n正文。").encode(), "bomb.md")
    assert time.process_time() - started < 5


def test_numbers_of_sixty_levels_are_kept_at_the_greatest_depth_with_a_doubt():
    lines = [".".join(["1"] * level) + f" 第{level}层" for level in range(1, 61)]
    imported = read("\n\n".join(f"# {line}\n\n正文。" for line in lines).encode(), "deep.md")
    assert max(depth for _, depth in walk(imported.root)) == 12
    assert {doubt.code for doubt in imported.doubts} == {"depth-capped"}


def test_the_rows_of_a_table_stand_in_one_node():
    imported = read("# 报告\n\n## 一、册数\n\n| 年 | 册 |\n|---|---|\n| 2021 | 4120 |\n\n以上。".encode(), "a.md")
    nodes = [(node.kind, node.text) for node, _ in walk(imported.root)][2:]
    assert nodes == [("table", "年\t册\n2021\t4120"), ("continuation", "以上。")]


def test_footnotes_stand_at_their_marks_and_unknown_marks_stay_as_they_are():
    text = "# Act\n\nOne[^1] and[^a] three[^9].\n\nTwo.\n\n[^1]: A *note*.\n[^a]: Another,\n    going on.\n"
    found = [(b.style, b.number, b.text) for b in read_markdown(text.encode()).blocks]
    assert found == [
        ("heading", "", "Act"), ("", "", "One[1] and[a] three[^9]."),
        ("footnote", "[1]", "A note."), ("footnote", "[a]", "Another, going on."), ("", "", "Two."),
    ]  # fmt: skip
