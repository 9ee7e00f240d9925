"""The outline as rows: what is shown of a long one, where a section stands, what is selected next."""

from documents.admin.rows import Row, next_to, path_of, shown, whereabouts


def rows(drawn):
    """Rows from 'a1 b2 c2 d1': a name and its level."""
    return [Row(word[0], int(word[1:]), "chapter", word[0], "", "", 0) for word in drawn.split()]


def eids(found):
    return [row.eid for row in found]


def test_a_short_outline_is_shown_whole():
    assert eids(shown(rows("a1 b2 c3 d1"), "", limit=4)) == ["a", "b", "c", "d"]


def test_a_long_outline_is_open_only_round_the_selected_section():
    drawn = rows("a1 b2 c3 d2 e3 f1 g2 h3 i1")
    assert eids(shown(drawn, "", limit=3)) == ["a", "f", "i"]
    assert eids(shown(drawn, "g", limit=3)) == ["a", "f", "g", "h", "i"]
    assert eids(shown(drawn, "c", limit=3)) == ["a", "b", "c", "d", "f", "i"]


def test_the_path_leads_from_the_top_to_the_section():
    assert eids(path_of(rows("a1 b2 c3 d2 e3"), 4)) == ["a", "d", "e"]


def test_after_a_deletion_the_next_section_of_the_level_is_selected_or_the_one_before():
    assert next_to(rows("a1 b2 c2 d1"), 1) == "c"
    assert next_to(rows("a1 b2 c2 d1"), 2) == "b"
    assert next_to(rows("a1 b2 d1"), 0) == "d"
    assert next_to(rows("a1 b2"), 0) == ""


def test_the_place_is_told_by_count_and_holder():
    assert "2" in whereabouts(rows("a1 b2 c2"), "c")
    assert "a" in whereabouts(rows("a1 b2 c2"), "c")
    assert whereabouts(rows("a1"), "z") == ""
