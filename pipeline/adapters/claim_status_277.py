"""Claim status answers, X12 277 (X212): what a payer says about a claim after it was asked with a 276.

Here: which element of which loop is which column. Not here: X12 syntax and loops (`pipeline.formats.x12*`), what a
status means (dbt). Acknowledgments of claims sent (X214) are another transaction (`ack_277ca`).
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.adapters import Reading
from pipeline.formats.texts import to_frame
from pipeline.formats.x12 import Segments, read_segments
from pipeline.formats.x12_277 import IGNORED, USED, find_answers
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_envelope import Envelope, read_envelope
from pipeline.formats.x12_kinds import sort_out
from pipeline.formats.x12_loops import last_before
from pipeline.formats.x12_parts import read_in_parts
from pipeline.formats.x12_together import read_together
from pipeline.formats.x12_verdicts import interchange_verdicts

_MINE = re.compile(r"277 (?!.*X(214|167|364))")
"""Every 277 that is no acknowledgment: X212, 4010 X093, and requests for information (X213), which have its loops."""


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`claim_status_277` when the first transaction of the file is a 277 answer to a status request."""
    return "claim_status_277" if _MINE.match(declared_transaction(head) or "") else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All statuses of the file, of claim and line, and of a provider or member the payer does not find."""
    return _read(read_segments(data))[1]


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:  # noqa: ARG001
    """As `read` for each of the files, in one pass; None where a file must be read alone."""
    return read_together(datas, _read)


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001
    """As `read`, for a file too large to be held at once."""
    return read_in_parts(chunks, _read)


def _read(segments: Segments) -> tuple[Envelope, Reading]:
    envelope = read_envelope(segments, _MINE, "a 277 claim status")
    envelope.ignored = sort_out(envelope, "a 277", USED, IGNORED)
    answers = find_answers(envelope, needs_trace=False)
    at, heads, lines = answers.at, answers.heads, answers.lines
    payer = last_before(segments.qualified("NM1", "PR"), at, envelope.start[envelope.transaction[at]])
    category, code, entity = answers.status()
    service = answers.of_line(lines.find("DTP", "472"), 3).or_else(answers.of_claim(heads.find("DTP", "472"), 3))
    trace = answers.of_claim(heads.first(segments.of("TRN")), 2)
    texts = answers.keys() | {
        "claim_number": answers.of_claim(heads.find("REF", "EJ"), 2).or_else(trace),
        "payer_name": segments.column(payer, 3),
        "payer_id": segments.column(payer, 9),
        "status_category": category,
        "status_code": code,
        "entity_code": entity,
        "status_date": segments.column(at, 2).to_iso_dates(),
        "charge_amount": segments.column(at, 4).or_else(segments.column(answers.service, 2)),
        "paid_amount": segments.column(at, 5).or_else(segments.column(answers.service, 3)),
        "adjudication_date": segments.column(at, 6).to_iso_dates(),
        "check_date": segments.column(at, 8).to_iso_dates(),
        "check_number": segments.column(at, 9),
        "payer_claim_number": answers.of_claim(heads.find("REF", "1K"), 2),
        "prescription_number": answers.of_claim(heads.find("REF", "XZ"), 2),
        "type_of_bill": answers.of_claim(heads.find("REF", "BLT"), 2),
        "line_control_number": answers.of_line(lines.find("REF", "FJ"), 2),
        "procedure_code": segments.parts(answers.service, 1, 3)[1],
        "service_start_date": service.to_iso_dates(),
    }
    records = {"claim_status": to_frame(texts, at + 1, answers.owned)} | interchange_verdicts(envelope)
    return envelope, envelope.reading(records)
