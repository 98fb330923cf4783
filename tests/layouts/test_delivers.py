"""A layout says whether each of its exports holds everything, and every reading of such an export carries it on."""

import pytest

from pipeline.adapters import recognise
from pipeline.layouts import load_layouts
from pipeline.settings import PROJECT

GOLDEN = PROJECT / "data" / "samples" / "golden"
WHOLE = {"pm_kareo_charges": True, "pm_kareo_payments": True, "gl_quickbooks_online": False}


@pytest.mark.parametrize("layout", WHOLE)
def test_a_reading_says_whether_it_holds_everything(layout):
    path = next(path for path in sorted((GOLDEN / layout).iterdir()) if path.suffix != ".json")
    data = path.read_bytes()
    recognised_as, adapter = recognise(path.name, data)
    assert recognised_as.endswith(layout)
    assert adapter.read(path.name, data).delivers_everything is WHOLE[layout]


def test_rows_only_add_up_unless_a_layout_says_otherwise():
    assert {name for name, layout in load_layouts().items() if layout.delivers == "everything"} >= {
        name for name, is_whole in WHOLE.items() if is_whole
    }
    assert load_layouts()["card_stripe_payout_reconciliation"].delivers == "changes"
