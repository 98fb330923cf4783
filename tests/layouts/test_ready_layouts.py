"""The layouts that ship: each has a sample, and those that refuse their export say why and what to do instead."""

import pytest

from pipeline.adapters import UnreadableFileError, recognise
from pipeline.adapters.delimited import read
from pipeline.layouts import load_layouts
from pipeline.settings import PROJECT

GOLDEN = PROJECT / "data" / "samples" / "golden"
UNREADABLE = sorted(name for name, layout in load_layouts().items() if layout.unreadable)


def test_each_layout_that_makes_records_has_a_sample():
    lacking = [name for name in load_layouts() if name not in UNREADABLE and not any((GOLDEN / name).glob("*.json"))]
    assert not lacking, f"write a sample under data/samples/golden for {lacking}"


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_export_that_makes_no_record_is_known_and_refused_with_a_way_out(name):
    layout = load_layouts()[name]
    data = ("\t".join(names[0] for names in layout.header) + "\n").encode()
    assert recognise("table.tsv", data)[0] == f"delimited/{name}"
    with pytest.raises(UnreadableFileError, match="deliver"):
        read("table.tsv", data)


@pytest.mark.parametrize("name", sorted(load_layouts()))
def test_a_template_says_so_in_its_title(name):
    layout = load_layouts()[name]
    assert ("(template)" in layout.title) == (layout.evidence.grade == "user-defined")
