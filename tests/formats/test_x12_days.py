"""Dates of an advice: real days are read, what is none is left empty and told once."""

import re

import numpy as np
import pytest

from pipeline.formats.texts import Text
from pipeline.formats.x12 import read_segments
from pipeline.formats.x12_days import Days
from pipeline.formats.x12_envelope import read_envelope


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20260930", "2026-09-30"),
        ("20240229", "2024-02-29"),
        ("20000229", "2000-02-29"),
        ("19000101", "1900-01-01"),
        ("21991231", "2199-12-31"),
        ("20260105-20260110", "2026-01-05"),
        *((text, None) for text in ("20260229", "21000229", "20260931", "20261301", "20260100", "20260001")),
        *((text, None) for text in ("18991231", "22000101", "0/0/0", "2026", "2026ab01", "260930", "x")),
    ],
)
def test_only_real_days_are_read(written, day):
    days, is_unreal = Text.of([written, None]).to_real_days()
    assert days.to_list() == [day, None]
    assert is_unreal.tolist() == [day is None, False]


def test_dates_that_are_none_are_told_in_one_sentence_with_the_first_place():
    segments = read_segments(b"ST*835*1~DTM*405*20260901~DTM*405*0/0/0~DTM*405*~DTM*405*20260931~SE*6*1~")
    days, envelope = Days(segments), read_envelope(segments, re.compile("835"), "an 835")
    at = np.append(segments.of("DTM"), -1)
    assert days.read(at, 2).to_list() == ["2026-09-01", None, None, None, None]
    told = (2, "Dates that are no real day and were left empty: 2, the first at segment 3 (DTM).")
    Days(segments).note(envelope)
    assert envelope.remarks == []
    days.note(envelope)
    assert envelope.remarks == [told]
