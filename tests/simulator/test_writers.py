"""The written files, read back by small checkers of their own: sums, counts, chains of balances."""

import csv
from collections import defaultdict
from decimal import Decimal

MONEY_BLOCKS = ("PrimaryInsuranceInsurancePayment", "SecondaryInsuranceInsurancePayment", "PatientPaymentAmount",
                "PrimaryInsuranceInsuranceContractAdjustment", "SecondaryInsuranceInsuranceContractAdjustment",
                "OtherAdjustment")  # fmt: skip


def segments_of(path):
    return [segment.strip().split("*") for segment in path.read_text().split("~") if segment.strip()]


def total_of(segment, first):
    return sum(Decimal(segment[place]) for place in range(first, len(segment), 3))


def claims_of(segments):
    """CLP with its lines; a line is [charge, paid, adjustments]."""
    claims = []
    for segment in segments:
        if segment[0] == "CLP":
            claims.append({"clp": segment, "lines": [], "patient": Decimal(0)})
        elif segment[0] == "SVC":
            claims[-1]["lines"].append([Decimal(segment[2]), Decimal(segment[3]), Decimal(0)])
        elif segment[0] == "CAS":
            claims[-1]["lines"][-1][2] += total_of(segment, 3)
            claims[-1]["patient"] += total_of(segment, 3) if segment[1] == "PR" else 0
    return claims


def rows_of(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def cents(text):
    return int(Decimal(text.replace("$", "").replace(",", "") or 0) * 100)


def test_every_remittance_balances_by_line_by_claim_and_as_a_whole(written):
    paths = sorted((written.practice / "remits").glob("*.835"))
    assert len(paths) > 80
    for path in paths:
        segments = segments_of(path)
        claims = claims_of(segments)
        for claim in claims:
            assert all(charge - adjusted == paid for charge, paid, adjusted in claim["lines"])
            charge, paid, patient = (Decimal(claim["clp"][place]) for place in (3, 4, 5))
            assert charge == sum(line[0] for line in claim["lines"])
            assert paid == sum(line[1] for line in claim["lines"])
            assert patient == claim["patient"]
        plb = sum(Decimal(segment[place]) for segment in segments if segment[0] == "PLB"
                  for place in range(4, len(segment), 2))  # fmt: skip
        bpr = next(segment for segment in segments if segment[0] == "BPR")
        assert Decimal(bpr[2]) == sum(Decimal(claim["clp"][4]) for claim in claims) - plb >= 0
        assert (bpr[4] == "NON") == (bpr[1] == "H") == (Decimal(bpr[2]) == 0)


def test_every_x12_envelope_counts_what_it_holds(written):
    numbers = defaultdict(set)
    for path in [path for folder in ("remits", "claims", "acks") for path in (written.practice / folder).iterdir()]:
        segments = segments_of(path)
        kinds = [segment[0] for segment in segments]
        assert kinds[:3] == ["ISA", "GS", "ST"]
        assert kinds[-3:] == ["SE", "GE", "IEA"]
        assert int(segments[-3][1]) == len(segments) - 4
        assert (segments[-3][2], segments[-2][2], segments[-1][2]) == (segments[2][2], segments[1][6], segments[0][13])
        numbers[path.parent.name, path.read_bytes()].add(segments[0][13])
    assert len(numbers) == sum(len(found) for found in numbers.values())


def test_every_statement_adds_up_and_continues_the_one_before(written):
    closing = None
    for path in sorted((written.practice / "bank").iterdir()):
        records = [line.removesuffix("/").split(",") for line in path.read_text().splitlines()]
        account = next(record for record in records if record[0] == "03")
        summary = {account[place]: int(account[place + 1]) for place in range(3, len(account), 4)}
        details = [record for record in records if record[0] == "16"]
        paid_in = sum(int(record[2]) for record in details if int(record[1]) < 400)
        paid_out = sum(int(record[2]) for record in details if int(record[1]) >= 400)
        assert (summary["100"], summary["400"]) == (paid_in, paid_out)
        assert summary["015"] == summary["010"] + paid_in - paid_out
        assert closing in (None, summary["010"])
        closing = summary["015"]
        control = str(sum(summary.values()) + paid_in + paid_out)
        assert records[-3:] == [
            ["49", control, str(len(records) - 4)],
            ["98", control, "1", str(len(records) - 2)],
            ["99", control, "1", str(len(records))],
        ]


def test_every_charge_row_balances_and_one_cell_alone_is_no_money(written, answers):
    garbled = []
    for path in sorted((written.practice / "pm").glob("charges_*.csv")):
        for row in rows_of(path):
            if "O" in row["TotalCharges"]:
                garbled.append((path.name, row["ID"]))
                continue
            left = cents(row["TotalCharges"]) - sum(cents(row[name]) for name in MONEY_BLOCKS)
            assert left == cents(row["TotalBalance"]) == cents(row["InsuranceBalance"]) + cents(row["PatientBalance"])
            assert cents(row["AdjustedCharges"]) - cents(row["Receipts"]) == left
    planted = answers["scenarios"]["malformed_row"]["items"][0]
    assert [(f"pm/{name}", f"charge line {number}") for name, number in garbled] == [
        (planted["reference"], planted["note"].partition(" of visit")[0])
    ]


def test_payments_of_the_last_export_are_applied_to_its_charges(written, answers):
    """All but those of the charge whose row is garbled."""
    garbled = answers["scenarios"]["malformed_row"]["items"][0]["note"].split()[2]
    charges = rows_of(written.practice / "pm" / "charges_202609.csv")
    applied = sum(cents(row[name]) for row in charges for name in MONEY_BLOCKS[:3])
    assert garbled in {row["ID"] for row in charges}
    payments = rows_of(written.practice / "pm" / "payments_202609.csv")
    assert sum(cents(row["Applied"]) for row in payments) == applied


def test_every_payout_is_its_movements_and_reaches_the_bank(written):
    statements = "".join(path.read_text() for path in sorted((written.practice / "bank").iterdir()))
    for path in sorted((written.practice / "card").iterdir()):
        net = defaultdict(int)
        for row in rows_of(path):
            assert cents(row["gross"]) - cents(row["fee"]) == cents(row["net"])
            net[row["automatic_payout_id"]] += cents(row["net"])
        assert net
        assert set(net.values()) == {0}
        assert all(number in statements for number in net)


def test_every_ledger_total_is_its_movement_and_balances_run_on(written):
    closing = {}
    for path in sorted((written.practice / "gl").iterdir()):
        with path.open(newline="") as file:
            rows = list(csv.reader(file))
        assert rows[4] == [
            "",
            "Date",
            "Transaction Type",
            "Num",
            "Name",
            "Memo/Description",
            "Split",
            "Amount",
            "Balance",
        ]
        account, moved, running = "", 0, 0
        for row in rows[5:]:
            if row[0].startswith("Total for "):
                assert (row[0], cents(row[7])) == (f"Total for {account}", moved)
                closing[account], moved = running, 0
            elif row[1] == "Beginning Balance":
                running = cents(row[8])
                assert closing.get(account, running) == running
            elif row[1]:
                moved, running = moved + cents(row[7]), running + cents(row[7])
                assert running == cents(row[8])
            elif row[0]:
                account = row[0]
    assert {"Operating Checking", "Remittance Clearing", "Patient A/R", "Patient Revenue"} <= set(closing)


def test_the_books_balance(ledger):
    credit_natured = {"Payer Recoupments Payable", "Patient Revenue", "Interest Income"}
    signed = [-entry.amount if entry.account in credit_natured else entry.amount for entry in ledger.books]
    assert sum(signed) == 0


def test_every_claim_sent_is_acknowledged_in_the_file_of_its_batch(written):
    for path in sorted((written.practice / "claims").iterdir()):
        sent = segments_of(path)
        answered = segments_of(written.practice / "acks" / f"{path.stem}.277ca")
        reference = next(segment[3] for segment in sent if segment[0] == "BHT")
        claims = sorted(segment[1] for segment in sent if segment[0] == "CLM")
        traces = [segment[2] for segment in answered if segment[:2] == ["TRN", "2"]]
        assert traces[0] == reference
        assert sorted(traces[1:]) == claims
