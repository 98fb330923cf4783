"""Reference masters: one schedule for each payer and procedure at any time, and what payers allow is what it says."""

import csv
from datetime import date
from io import StringIO

from pipeline.simulator.practice import PAYERS, PROCEDURES
from pipeline.simulator.writers import reference, reference_rates


def rows_of(ledger, name):
    files = [*reference.files(ledger), *reference_rates.files(ledger)]
    data = next(item.data() for item in files if item.name == f"reference/{name}.csv")
    return list(csv.DictReader(StringIO(data.decode())))


def test_each_payer_and_procedure_has_one_schedule_at_a_time(ledger):
    rows, listed = rows_of(ledger, "fee_schedules"), [item for item in PAYERS.values() if item.is_listed]
    assert len(rows) == 2 * len(listed) * len(PROCEDURES)
    now = [row for row in rows if date.fromisoformat(row["EffectiveFrom"]) <= ledger.start and not row["EffectiveTo"]]
    assert len({(row["PayerID"], row["ProcedureCode"]) for row in now}) == len(now) == len(listed) * len(PROCEDURES)


def test_paid_lines_are_allowed_by_the_schedule(ledger):
    rows = [row for row in rows_of(ledger, "fee_schedules") if not row["EffectiveTo"]]
    allowed = {(row["PayerID"], row["ProcedureCode"]): int(row["Allowed"].replace(".", "")) for row in rows}
    first = [
        claim for item in ledger.remittances for claim in item.claims if claim.status == "1" and not claim.corrects
    ]
    decided = [(claim.submission.payer_id, line) for claim in first for line in claim.lines if not line.is_denied]
    lines = [(payer_id, line) for payer_id, line in decided if not line.mispriced]
    assert len(decided) > len(lines) > 0
    assert all(allowed[payer_id, line.charge.code] == line.allowed for payer_id, line in lines)


def test_masters_name_everybody_once(ledger):
    for name, key in (("payers", "PayerID"), ("providers", "NPI"), ("locations", "LocationID")):
        rows = rows_of(ledger, name)
        assert rows
        assert len({row[key] for row in rows}) == len(rows)
