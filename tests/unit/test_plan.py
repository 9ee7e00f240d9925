"""A text is divided into pages that leave nothing out, show nothing twice and stay light."""

from hypothesis import given
from hypothesis import strategies as st

from documents.reading.plan import PAGE, PARAGRAPH, Entry, divide, page_of, portions, weigh


def entries(*sections):
    """Entries from (kind, level, characters), named by kind and place."""
    return [Entry(f"{kind}_{n}", kind, level=level, characters=size) for n, (kind, level, size) in enumerate(sections)]


def pages(*sections):
    return [(page.start, page.stop) for page in divide(entries(*sections))]


def test_a_short_text_is_one_page():
    assert pages(("chapter", 1, 4), ("article", 2, 3000), ("chapter", 1, 4), ("article", 2, 3000)) == [(0, 4)]


def test_a_long_text_is_read_by_chapter():
    assert pages(("chapter", 1, 4), ("article", 2, 9000), ("chapter", 1, 4), ("article", 2, 9000)) == [(0, 2), (2, 4)]


def test_front_matter_is_read_with_the_first_chapter_and_does_not_name_the_page():
    found = divide(entries(("preface", 1, 50), ("chapter", 1, 9000), ("chapter", 1, 9000)))
    assert [(page.eid, page.start, page.stop) for page in found] == [("chapter_1", 0, 2), ("chapter_2", 2, 3)]


def test_a_part_too_long_for_a_page_is_read_by_its_chapters_and_opens_with_the_first():
    found = pages(("part", 1, 10), ("chapter", 2, 9000), ("chapter", 2, 9000), ("part", 1, 10), ("chapter", 2, 9000))
    assert found == [(0, 2), (2, 3), (3, 5)]


def test_articles_without_chapters_are_gathered_until_a_page_is_full():
    assert pages(*[("article", 1, 5000)] * 5) == [(0, 2), (2, 4), (4, 5)]


def test_the_closing_is_read_with_the_last_chapter():
    assert pages(("chapter", 1, 9000), ("chapter", 1, 9000), ("conclusions", 1, 20)) == [(0, 1), (1, 3)]


def test_a_text_without_sections_has_no_page():
    assert divide([]) == []


sections = st.lists(
    st.tuples(
        st.sampled_from(["chapter", "article", "item", "preface", "point"]), st.integers(1, 4), st.integers(0, 20000)
    ),
    min_size=1,
    max_size=60,
)


@given(sections)
def test_every_section_is_on_exactly_one_page(drawn):
    found = divide(entries(*drawn))
    assert [i for page in found for i in range(page.start, page.stop)] == list(range(len(drawn)))
    assert all(page_of(found, i) == n for n, page in enumerate(found) for i in range(page.start, page.stop))


@given(sections)
def test_a_page_is_overfull_only_where_a_single_section_is(drawn):
    listed = entries(*drawn)
    for page in divide(listed):
        held = [entry.weight for entry in listed[page.start : page.stop]]
        assert sum(held) <= PAGE or max(held) > PAGE - sum(held) + max(held)
        assert sum(held) <= PAGE or sum(1 for weight in held if weight) == 1


def test_a_sections_weight_is_that_of_all_below_it():
    assert weigh(entries(("chapter", 1, 1), ("article", 2, 10), ("item", 3, 100), ("chapter", 1, 1000)))[:2] == [
        (111, 3),
        (110, 3),
    ]


@given(st.lists(st.integers(0, 40_000), max_size=40))
def test_an_overlong_section_is_cut_without_losing_a_character(lengths):
    lines = ["文" * length for length in lengths]
    shown = ""
    for piece in portions(lines):
        held = lines[piece.first - 1 : piece.last]
        if piece.start or piece.stop:
            held = [held[0][piece.start : piece.stop]]
        assert sum(map(len, held)) <= PAGE + PARAGRAPH
        shown += "".join(held)
    assert shown == "".join(lines)
