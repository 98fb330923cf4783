"""Claim acknowledgments, X12 277CA: whether payer or clearinghouse took a claim in, before anybody adjudicates it.

Here: which element of which loop is which column. Not here: X12 syntax and loops (`pipeline.formats.x12*`), what a
status category means (dbt). Answers to status requests (X212) are another transaction (`claim_status_277`).
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from pipeline.adapters import Reading
from pipeline.formats.texts import to_frame
from pipeline.formats.x12 import Segments, read_segments
from pipeline.formats.x12_277 import IGNORED, USED, find_answers
from pipeline.formats.x12_277_totals import state_totals
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_envelope import Envelope, read_envelope
from pipeline.formats.x12_kinds import sort_out
from pipeline.formats.x12_loops import last_before
from pipeline.formats.x12_parts import read_in_parts
from pipeline.formats.x12_together import read_together
from pipeline.formats.x12_verdicts import interchange_verdicts

_MINE = re.compile(r"277 .*X(214|167|364)")
"""5010, 4010, and the acknowledgment of data reporting, which has the same loops."""


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`ack_277ca` when the first transaction of the file is a 277 claim acknowledgment."""
    return "ack_277ca" if _MINE.match(declared_transaction(head) or "") else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All statuses of the file, of batch, provider, claim and line."""
    return _read(read_segments(data))[1]


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:  # noqa: ARG001
    """As `read` for each of the files, in one pass; None where a file must be read alone."""
    return read_together(datas, _read)


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001
    """As `read`, for a file too large to be held at once."""
    return read_in_parts(chunks, _read)


def _read(segments: Segments) -> tuple[Envelope, Reading]:
    envelope = read_envelope(segments, _MINE, "a 277CA")
    envelope.ignored = sort_out(envelope, "a 277CA", USED, IGNORED)
    answers = find_answers(envelope, needs_trace=True)
    at, opening = answers.at, envelope.start[envelope.transaction[answers.at]]
    sender = last_before(segments.qualified("NM1", "PR", "AY", "ACV"), at, opening)
    traces = segments.of("TRN")
    batches = traces[np.isin(answers.level[traces], segments.qualified("HL", "21", element=3))]
    category, code, entity = answers.status()
    texts = answers.keys() | {
        "claim_number": answers.of_claim(answers.claims.start, 2),
        "sender_name": segments.column(sender, 3),
        "status_category": category,
        "status_code": code,
        "entity_code": entity,
        "status_date": segments.column(at, 2).to_iso_dates(),
        "action_code": segments.column(at, 3),
        "charge_amount": segments.column(at, 4),
        "payer_claim_number": answers.of_claim(answers.heads.find("REF", "1K"), 2),
        "batch_reference": segments.column(last_before(batches, at, opening), 2),
        "line_control_number": answers.of_line(answers.lines.find("REF", "FJ"), 2),
        "service_start_date": answers.of_claim(answers.heads.find("DTP", "472"), 3).to_iso_dates(),
    }
    records = {"claim_acknowledgment": to_frame(texts, at + 1, answers.owned)} | interchange_verdicts(envelope)
    envelope.totals += state_totals(answers)
    return envelope, envelope.reading(records)
