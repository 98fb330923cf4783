"""Counts of the answer key against the written files, scanned by code of its own: text in, numbers out.

Nothing here calls the simulator but to write the practice; the scans know the formats only.
"""

import csv
import hashlib
import re
from collections import Counter, defaultdict

import pyarrow.parquet as pq
import pytest

from pipeline.simulator.simulate import simulate


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    return simulate(tmp_path_factory.mktemp("counts"), seed=5, claims=2_400)


@pytest.fixture(scope="module")
def planted(practice):
    rows = pq.read_table(practice.answers / "scenarios.parquet").to_pylist()
    return {row["scenario_id"]: row["planted"] for row in rows}


@pytest.fixture(scope="module")
def items(practice):
    found = defaultdict(list)
    for row in pq.read_table(practice.answers / "scenario_items.parquet").to_pylist():
        found[row["scenario_id"]].append(row)
    return found


def table(path):
    data = path.read_bytes()
    text = data.decode("utf-16") if data[:2] == b"\xff\xfe" else data.decode("utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def bank(practice):
    """Every line of the statements once: type code, cents, customer reference, text."""
    lines = {}
    for path in sorted((practice.practice / "bank").iterdir()):
        day, last = "", None
        for record in path.read_text().splitlines():
            cells = record.rstrip("/").split(",")
            if cells[0] == "02":
                day = cells[4]
            elif cells[0] == "16":
                last = (day, cells[4])
                lines[last] = [cells[1], int(cells[2]), cells[5], ",".join(cells[6:])]
            elif cells[0] == "88" and last:
                lines[last][3] += " " + record[3:]
    return list(lines.values())


@pytest.fixture(scope="module")
def advices(practice):
    """Every 835 as its segments; the same bytes under two names once."""
    found = {}
    for path in sorted((practice.practice / "remits").iterdir()):
        data = path.read_bytes()
        segments = [part.strip().split("*") for part in data.decode("ascii").split("~")]
        found.setdefault(hashlib.sha256(data).hexdigest(), segments)
    return list(found.values())


def claims_of(segments):
    """The claims of an advice: number, status, charge and paid as text, and its adjustments by group and reason."""
    claims, claim = [], None
    for cells in segments:
        if cells[0] == "CLP":
            claim = {"number": cells[1], "status": cells[2], "charge": cells[3], "paid": cells[4], "reasons": []}
            claims.append(claim)
        elif cells[0] == "CAS" and claim is not None:
            claim["reasons"] += [(cells[1], cells[place]) for place in range(2, len(cells), 3)]
    return claims


def test_types_and_words_of_the_bank_count_what_stands_on_the_statements(bank, planted):
    by_type = Counter(line[0] for line in bank)
    assert planted["bank_interest"] == by_type["354"]
    assert planted["bank_fee"] == by_type["698"]
    assert planted["wire"] == by_type["195"]
    assert planted["own_transfer"] == by_type["275"] == by_type["575"]
    assert planted["late_echeck_return"] == sum(1 for line in bank if "R10 NOT AUTHORIZED" in line[3])
    assert planted["nsf_redeposited"] == sum(1 for line in bank if "REDEPOSITED ITEM" in line[3])
    assert planted["aggregator_eft"] + planted["aggregator_equal_remit"] == sum(
        "PAYBRIDGE FOR" in line[3] for line in bank
    )
    assert planted["misdirected_money"] == sum("IND NAME:ORCHARD VALE" in line[3] for line in bank)
    assert planted["monthly_card_fee"] == sum("MONTHLY DISCOUNT" in line[3] for line in bank)


def test_codes_of_the_advices_count_what_payers_said(advices, planted):
    told = [claim for segments in advices for claim in claims_of(segments)]
    assert planted["unknown_reason"] == sum(1 for claim in told if ("CO", "P98") in claim["reasons"])
    assert planted["negative_incentive"] == sum(1 for claim in told if ("CO", "144") in claim["reasons"])
    assert planted["predetermination"] == sum(1 for claim in told if claim["status"] == "25")
    assert planted["renumbered_correction"] == len(
        {claim["number"] for claim in told if re.search(r"\dR1$", claim["number"])}
    )
    assert planted["crossover"] == sum(1 for claim in told if claim["status"] == "19")
    payers = [[cells[3] for cells in segments if cells[0] == "TRN"] for segments in advices]
    assert planted["unmapped_payer"] == payers.count(["1470000177"])


def test_files_count_what_became_of_them(practice, planted, items):
    hashes = Counter(
        hashlib.sha256(path.read_bytes()).hexdigest() for path in practice.practice.rglob("*") if path.is_file()
    )
    assert planted["duplicate_file"] == sum(1 for count in hashes.values() if count > 1)
    exports = sorted((practice.practice / "pm").glob("charges_*.csv"))
    assert planted["utf_16_export"] == sum(1 for path in exports if path.read_bytes()[:2] == b"\xff\xfe")
    garbled = [row["ID"] for row in table(exports[-1]) if re.search(r"[^0-9.\-]", row["TotalCharges"])]
    assert planted["malformed_row"] == len(garbled)
    visits = [{row["EncounterID"] for row in table(path)} for path in exports]
    gone = set().union(*visits[:-1]) - visits[-1]
    assert {row["reference"] for row in items["deleted_visit"]} == gone
    statements = [path for path in (practice.practice / "bank").iterdir() if path.read_text().count("\n02,") > 1]
    assert planted["overlapping_statement"] == len(statements)


def test_exports_of_the_pm_system_count_what_was_keyed_wrongly(practice, planted, bank):
    payments = table(max((practice.practice / "pm").glob("payments_*.csv")))
    batches = {row["BatchNumber"] for row in payments}
    assert planted["wrong_batch"] == sum(1 for name in batches if name.endswith("X") and name[:-1] in batches)
    backed = {row["ReferenceNumber"] for row in payments if row["PayerType"] == "Insurance"}
    texts = [path.read_text() for path in (practice.practice / "remits").iterdir()]
    traces = {found for text in texts for found in re.findall(r"TRN\*1\*([^*]+)\*", text)}
    checks = {line[2] for line in bank}
    assert planted["posting_without_evidence"] == len(backed - traces - checks)
    assert planted["backdated_posting"] == sum(1 for row in payments if row["CreatedDate"] != row["PostDate"])


def test_the_processor_counts_refunds_disputes_and_numbers_every_movement_once(practice, planted):
    rows = [row for path in sorted((practice.practice / "card").iterdir()) for row in table(path)]
    kinds = Counter(row["reporting_category"] for row in rows)
    assert len({row["balance_transaction_id"] for row in rows}) == len(rows)
    assert planted["chargeback"] + planted["chargeback_won"] == kinds["dispute"]
    assert planted["chargeback_won"] == kinds["dispute_reversal"]
    assert 2 * planted["reserve_held"] == kinds["risk_reserved_funds"]
    assert planted["negative_payout"] == sum(
        1 for row in rows if row["reporting_category"] == "payout" and not row["net"].startswith("-")
    )


def test_a_large_world_is_the_same_bytes_twice_whatever_is_in_it(practice, tmp_path):
    again = simulate(tmp_path, seed=5, claims=2_400)
    first, second = (
        {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for folder in (wrote.practice, wrote.answers)
            for path in folder.rglob("*")
            if path.is_file()
        }
        for wrote in (practice, again)
    )
    assert first == second
    folders = {name.split("/")[0] for name in first}
    assert {"drawer", "refunds", "plans", "agency", "lockbox", "ach", "acks", "reference"} <= folders
    assert len(first) > len(folders)
