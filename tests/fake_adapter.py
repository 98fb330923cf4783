"""A tiny source format for tests of what lies around the adapters.

FAKE / P <digest letter> <amount> <date> / C <charge> <paid> (hangs on the P above) / X <anything> (the reader refuses
it) / N <anything> (ignored) / ? (no line of the format) / BOOM <anything> (the reader breaks) / LOSE (the reader loses
a line) / END <lines>.
"""

from collections import Counter

import polars as pl

from pipeline.adapters import ControlTotal, IncompleteFileError, Reading, UnreadableFileError
from pipeline.contracts import LINEAGE, load_contracts


def identify(name, head):  # noqa: ARG001
    return "fake" if head.startswith(b"FAKE") else None


def read(name, data):  # noqa: ARG001
    lines = data.decode().splitlines()
    if "TORN" in lines:
        raise UnreadableFileError("line 2: the header is torn")
    if not lines[-1].startswith("END"):
        raise IncompleteFileError("the file ends without its END")
    payments, claims, refused, parent = [], [], [], None
    for number, line in enumerate(lines, start=1):
        kind, *fields = line.split(" ")
        if kind == "P":
            parent = number
            digest, amount, day = fields
            payments.append(
                {"transaction_digest": digest * 32, "payment_amount": amount, "payment_date": day, "claim_count": "1"}
                | {"_line": number, "_lines": 1}
            )
        elif kind == "C":
            charge, paid = fields
            claims.append(
                {"transaction_digest": "a" * 32, "claim_position": str(number), "charge_amount": charge}
                | {"paid_amount": paid, "patient_last_name": "Zebrowski"}
                | {"_line": number, "_lines": 1, "_parent": parent}
            )
        elif kind == "X":
            parent = number
            refused.append(
                {"_line": number, "_lines": 1, "reason": "the line starts with no known mark", "row_text": line}
            )
        elif kind == "BOOM":
            float(fields[0])
    records = {
        "remittance_payment": frame("remittance_payment", payments),
        "remittance_claim": frame("remittance_claim", claims),
    }
    count = int(lines[-1].split(" ")[1])
    total = ControlTotal("file", "lines", "count", str(count), str(len(lines)), len(lines))
    reading = Reading(records, lines=len(lines), envelope=2, totals=[total], delivered_at="2026-09-02T08:00:00")
    kinds = Counter(line.split(" ")[0] for line in lines)
    if kinds["N"] or kinds["?"]:
        reading.envelope += kinds["N"] + kinds["?"]
        reading.ignored = {"N": kinds["N"]}
        reading.note_strangers({"?": kinds["?"]}, "to the fake format")
    if refused:
        reading.refused = pl.DataFrame(refused, schema=reading.refused.schema)
    return reading


def frame(record, rows):
    """Rows as an adapter hands them over: every column of the contract, the missing ones null."""
    schema = dict.fromkeys(load_contracts()[record].names, pl.String) | LINEAGE
    return pl.DataFrame(rows, schema=schema)
