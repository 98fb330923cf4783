"""Claims sent, X12 837 professional and institutional: what was billed to whom, claim by claim and line by line.

Here: which segments are used, reading it whole, together with others and in parts. Not here: X12 syntax and loops
(`pipeline.formats.x12*`), which element is which column (`pipeline.mappings.x12_837`), which claim is which claim's
resubmission (dbt). Dental claims (837D) are another guide and not recognised.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.adapters import Reading
from pipeline.formats.x12 import Segments, read_segments
from pipeline.formats.x12_837 import find_loops, with_real_components
from pipeline.formats.x12_837_doubts import note_components, note_doubts, state_charges
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_envelope import Envelope, read_envelope
from pipeline.formats.x12_kinds import sort_out
from pipeline.formats.x12_parts import read_in_parts
from pipeline.formats.x12_together import read_together
from pipeline.mappings.x12_837 import read_records

_MINE = re.compile(r"837 (?!.*X(224|097))")
"""Every 837 that does not call itself dental; 5010 and 4010."""
_USED = "BHT HL SBR NM1 REF CLM DTP AMT HI LX SV1 SV2 LIN CTP SVD CAS"
_IGNORED = (
    "PER N2 N3 N4 PRV PAT DMG CUR CL1 PWK CN1 K3 NTE CR1 CR2 CR3 CR4 CR5 CR6 CR7 CR8 CRC HCP OI MIA MOA SV4 SV5 SV6 "
    "SV7 PS1 MEA QTY HSD LQ FRM DSB UR IMM TST LS LE"
)
"""Addresses, clinical and repricing details and attachments: no question of money asks for them."""


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`claim_837` when the first transaction of the file is a professional or institutional 837."""
    return "claim_837" if _MINE.match(declared_transaction(head) or "") else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All claims and service lines; provider, subscriber and patient loops belong to the claim they lead to."""
    return _read(read_segments(data))[1]


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:  # noqa: ARG001
    """As `read` for each of the files, in one pass; None where a file must be read alone."""
    return read_together(datas, _read)


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001
    """As `read`, for a file too large to be held at once."""
    return read_in_parts(chunks, _read)


def _read(segments: Segments) -> tuple[Envelope, Reading]:
    segments, recut = with_real_components(segments)
    envelope = read_envelope(segments, _MINE, "a professional or institutional 837")
    envelope.ignored = sort_out(envelope, "an 837", _USED, _IGNORED)
    batch = find_loops(envelope)
    envelope.totals += state_charges(batch)
    note_components(envelope, recut)
    note_doubts(batch)
    return envelope, envelope.reading(read_records(batch))
