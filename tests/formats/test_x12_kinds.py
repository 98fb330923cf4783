"""Accounting by kind: used, ignored and counted, or refused where it stands."""

import re

from pipeline.formats.x12 import read_segments
from pipeline.formats.x12_envelope import read_envelope
from pipeline.formats.x12_kinds import sort_out

TEXT = b"ST*999*1~\nAK1*HC*1~\nCTX*a~\nCTX*b~\n*EMPTY~\nAK12345*X~\nAK9*A~\nSE*8*1~\n"


def sorted_out():
    envelope = read_envelope(read_segments(TEXT), re.compile("999"), "a 999")
    return envelope, sort_out(envelope, "a 999", "AK1 AK9", "CTX")


def test_what_is_ignored_is_counted_by_its_name():
    assert {kind: at.tolist() for kind, at in sorted_out()[1].items()} == {"CTX": [2, 3]}


def test_neighbouring_strangers_are_refused_together_and_belong_to_no_transaction():
    envelope, _ = sorted_out()
    assert envelope.refused.select("_line", "_lines", "reason").rows() == [
        (5, 2, "The segment's identifier is none that a 999 has; nothing of it is used.")
    ]
    assert envelope.transaction.tolist() == [-1, 0, 0, 0, -1, -1, 0, -1]


def test_a_long_identifier_is_not_taken_for_the_short_one_it_begins_with():
    envelope, _ = sorted_out()
    assert 6 in [row + 1 for row in range(8) if envelope.transaction[row] < 0]
