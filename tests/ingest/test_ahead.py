"""One item is made while the one before it is used, and nothing of order or of failure changes by it."""

import threading

import pytest

from pipeline.ingest.ahead import one_ahead


def test_items_come_in_their_order():
    assert list(one_ahead(range(50))) == list(range(50))
    assert list(one_ahead([])) == []
    assert list(one_ahead([None, 0, ""])) == [None, 0, ""]


def test_the_next_item_is_made_while_one_is_used():
    is_made = threading.Event()

    def make():
        yield "first"
        is_made.set()
        yield "second"

    for item in one_ahead(make()):
        assert is_made.wait(timeout=10), f"nothing was made while {item} was used"


def test_a_failure_is_raised_where_its_item_would_stand():
    def make():
        yield "first"
        raise ValueError("no second")

    items = one_ahead(make())
    assert next(items) == "first"
    with pytest.raises(ValueError, match="no second"):
        next(items)


def test_whoever_stops_early_leaves_no_thread_behind():
    before = threading.active_count()
    items = one_ahead(iter(range(1000)))
    assert next(items) == 0
    items.close()
    assert threading.active_count() == before
