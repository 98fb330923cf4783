"""Account trees without indentation: which section an entry stands in, which entries a total covers."""

from pipeline.formats.sections import GROUP_TOTAL, OPEN, TOTAL, Marker, read_tree


def tree_of(*rows: tuple[str, str] | int):
    """Markers from (kind, name) pairs; a number stands for entries that add up to so many cents."""
    markers, cents = [], 0
    for line, row in enumerate(rows, start=1):
        if isinstance(row, int):
            cents += row
        else:
            markers.append(Marker(row[0], row[1], line, cents))
    return read_tree(markers, ":")


def test_sections_that_are_closed_before_the_next_are_siblings():
    tree = tree_of((OPEN, "A"), 2, (TOTAL, "A"), (OPEN, "B"), 1, (TOTAL, "B"))
    assert tree.paths == ["A", None, "B", None]
    assert [(span.path, span.found) for span in tree.spans] == [("A", 2), ("B", 1)]
    assert tree.notes == []


def test_a_later_group_total_makes_what_follows_the_own_total_children():
    tree = tree_of((OPEN, "P"), 1, (TOTAL, "P"), (OPEN, "C"), 2, (TOTAL, "C"), (GROUP_TOTAL, "P"), (OPEN, "Q"))
    assert tree.paths == ["P", "P", "P:C", "P", None, "Q"]
    assert [(span.path, span.found) for span in tree.spans] == [("P", 1), ("P:C", 2), ("P", 3)]


def test_a_section_opened_before_its_parent_is_closed_is_a_child():
    tree = tree_of((OPEN, "P"), (OPEN, "C"), 2, (TOTAL, "C"), (TOTAL, "P"))
    assert tree.paths == ["P", "P:C", "P", None]
    assert [(span.path, span.found) for span in tree.spans] == [("P:C", 2), ("P", 2)]


def test_one_leaf_name_under_two_parents_stays_apart():
    rows = [(OPEN, "A"), (OPEN, "Other"), 1, (TOTAL, "Other"), (GROUP_TOTAL, "A")]
    rows += [(OPEN, "B"), (OPEN, "Other"), 1, (TOTAL, "Other"), (GROUP_TOTAL, "B")]
    assert [span.path for span in tree_of(*rows).spans] == ["A:Other", "A", "B:Other", "B"]


def test_a_deleted_account_is_closed_by_its_plain_name():
    assert tree_of((OPEN, "Old (deleted)"), (TOTAL, "old")).notes == []


def test_totals_without_section_and_sections_without_total_are_told():
    tree = tree_of((OPEN, "A"), (TOTAL, "B"), (OPEN, "C"), (TOTAL, "A"), (OPEN, "D"))
    assert tree.notes == [
        "line 2: a total for a section that is not open",
        "line 3: the section has no total",
        "line 5: the section has no total",
    ]
