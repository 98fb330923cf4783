"""Public X12 samples, where somebody has them: TIEOUT_SAMPLES names a folder; without it these tests are skipped."""

import os
from pathlib import Path

import pytest

from pipeline.adapters import HEAD_BYTES, UnreadableFileError, ack_277ca, ack_999, claim_837, claim_status_277, era_835

FOLDER = os.environ.get("TIEOUT_SAMPLES")
FILES = sorted(path for path in Path(FOLDER).rglob("*") if path.is_file()) if FOLDER else []
ADAPTERS = (era_835, claim_837, ack_277ca, claim_status_277, ack_999)


def count_segments(data: bytes) -> int:
    """An independent splitter: read the terminator, split, count what is not blank."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    guess = b"~" if b"~" in data else b"\n"
    terminator = data.split(data[3:4], 16)[16][1:2] if data.startswith(b"ISA") else guess
    return sum(bool(segment.strip()) for segment in data.split(terminator))


@pytest.mark.skipif(not FOLDER, reason="TIEOUT_SAMPLES is not set")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_segment_of_a_public_sample_is_owned_once(path):
    data = path.read_bytes()
    mine = [adapter for adapter in ADAPTERS if adapter.identify(path.name, data[:HEAD_BYTES])]
    assert len(mine) <= 1
    for adapter in mine:
        try:
            reading = adapter.read(path.name, data)
        except UnreadableFileError:
            continue
        frames = (*reading.records.values(), reading.refused)
        assert reading.lines == reading.envelope + sum(int(frame["_lines"].sum()) for frame in frames)
        if data.count(b"ISA*") < 2:
            assert reading.lines == count_segments(data)
