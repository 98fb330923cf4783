"""Remittance advice, X12 835: what the payer paid, claim by claim, and what it took or gave beside the claims.

Here: reading it whole, together with others and in parts. Not here: X12 syntax and loops (`pipeline.formats.x12*`),
which segments are knowingly not used (`pipeline.formats.x12_835_guide`), which element is which column
(`pipeline.mappings.x12_835`), balancing and the meaning of codes (dbt).
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.adapters import Reading
from pipeline.formats.x12 import Segments, read_segments
from pipeline.formats.x12_835 import find_loops
from pipeline.formats.x12_835_guide import sort_out
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_days import Days
from pipeline.formats.x12_envelope import Envelope, read_envelope
from pipeline.formats.x12_parts import read_in_parts
from pipeline.formats.x12_together import read_together
from pipeline.mappings.x12_835 import read_records

_MINE = re.compile(r"835 ")


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`era_835` when the first transaction of the file is an 835."""
    return "era_835" if _MINE.match(declared_transaction(head) or "") else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All payments, claims, service lines, adjustments and provider adjustments of the file, and what else they say."""
    return _read(read_segments(data))[1]


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:  # noqa: ARG001
    """As `read` for each of the files, in one pass; None where a file must be read alone."""
    return read_together(datas, _read)


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001
    """As `read`, for a file too large to be held at once."""
    return read_in_parts(chunks, _read)


def _read(segments: Segments) -> tuple[Envelope, Reading]:
    envelope = read_envelope(segments, _MINE, "an 835")
    advice, days = find_loops(envelope), Days(segments)
    records = read_records(advice, days)
    envelope.ignored, strangers = sort_out(advice)
    envelope.note_strangers(strangers, "to an 835 at that place")
    days.note(envelope)
    return envelope, envelope.reading(records)
