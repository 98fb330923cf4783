"""The claim side of a chain: what was sent, decided, paid and posted, claim by claim.

Here: sections of claims. Not here: the money that paid them (`cash`).
"""

from typing import Any

from pipeline.query.explain.chain import Ask, Line, Section, Sum

STATUSES = {
    "1": "processed as primary",
    "2": "processed as secondary",
    "3": "processed as tertiary",
    "4": "denied",
    "19": "processed as primary, forwarded",
    "20": "processed as secondary, forwarded",
    "21": "processed as tertiary, forwarded",
    "22": "reversal",
    "23": "not our claim, forwarded",
    "25": "predetermination",
}
"""Claim status codes of an 835 (CLP02)."""


def of_remittances(ask: Ask, remittances: list[str]) -> Section:
    """What remittances decided and what the PM system shows of it, differing claims first."""
    section = Section("claims", "Claims", empty="No claim is named.")
    for row in ask(OF_REMITTANCES, ids=remittances):
        section.lines.append(_decision(row))
    section.lines += differences(ask, remittances=remittances, claim="")
    return section


def differences(ask: Ask, remittances: list[str], claim: str) -> list[Line]:
    """Charge lines posted otherwise than paid, each with its code."""
    return [
        Line(
            f"{row['code']} charge {row['charge_number']}: paid {row['era_paid_amount']}, posted "
            f"{row['pm_paid_amount']}; written off {row['era_contractual_amount']}, posted {row['pm_adjusted_amount']}",
            row["posting_date"] or row["remittance_date"], row["difference_amount"], row["claim_number"],
        )
        for row in ask(VARIANCES, ids=remittances, claim=claim)
    ]  # fmt: skip


def life(ask: Ask, claim: str) -> tuple[list[dict[str, Any]], list[Section]]:
    """One claim from its submission to the PM system's ledger; gives its decisions and the sections."""
    sent = Section("claims", "Claim", empty="No submission of this claim has landed.")
    for row in ask("select * from marts.claims where claim_number = $claim order by claim_id", claim=claim):
        words = f"sent {row['submission_count']} times" if row["submission_count"] != 1 else "sent"
        source = (row["_file_id"], row["_line"])
        payer = f" to {row['payer_name']}" if row["payer_name"] else ""
        words += f"{payer}; now {row['state']}"
        sent.lines.append(Line(words, row["first_submission_date"], row["charge_amount"], claim, source=source))
        if row["first_acknowledgment_date"]:
            sent.lines.append(Line(f"acknowledged: {row['first_acknowledgment']}", row["first_acknowledgment_date"]))
        if row["days_to_first_payment"] is not None:
            sent.lines.append(Line(f"first paid {row['days_to_first_payment']} days after it was sent"))
    decided = Section("decisions", "What payers decided", empty="No payer has decided it yet.")
    rows = ask(DECISIONS, claim=claim)
    for row in rows:
        decided.lines.append(_decision(row))
        parts = [("paid", row["paid_amount"]), ("patient's share", row["patient_amount"])]
        parts += [("contractual", row["contractual_amount"]), ("denied", row["denied_charge_amount"])]
        rest = row["charge_amount"] - sum(amount for _, amount in parts)
        parts.append(("other adjustments, or settled by an earlier payer", rest))
        if not row["is_reversal"]:
            parts = [(name, amount) for name, amount in parts if amount]
            title = f"{row['payer_name']} {row['adjudication_date']}"
            decided.sums.append(Sum(title, parts, "charged", row["charge_amount"]))
    for row in ask(UNBALANCED, claim=claim):
        words = f"does not add up ({row['equation']}): {row['computed_amount']} computed, {row['stated_amount']} stated"
        source = (row["_file_id"], row["_line"])
        decided.lines.append(Line(words, amount=row["difference_amount"], reference=row["trace_number"], source=source))
    for row in ask(DENIALS, claim=claim):
        words = f"denied {row['group_code']} {row['reason_code']} ({row['category']})"
        decided.lines.append(Line(words, row["adjudication_date"], row["denied_amount"], claim,
                                  source=(row["_file_id"], row["_line"])))  # fmt: skip
    booked = Section("posting", "In the PM system", empty="The PM system shows no charge of this claim.")
    for row in ask(MOVEMENTS, claim=claim):
        booked.lines.append(Line(f"{row['movement']}, charge {row['charge_number']}", row["movement_date"],
                                 row["amount"], source=(row["_file_id"], row["_line"])))  # fmt: skip
    if booked.lines:
        totals = [(row["movement"], row["amount"]) for row in ask(TOTALS, claim=claim)]
        still_open = ask(OPEN, claim=claim)[0]["amount"]
        booked.sums.append(Sum("balance of the claim", totals, "still open in A/R", still_open))
    booked.lines += differences(ask, remittances=[], claim=claim)
    return rows, [sent, decided, booked]


def _decision(row: dict[str, Any]) -> Line:
    status = STATUSES.get(row["claim_status"] or "", f"status {row['claim_status']}")
    words = f"{row['payer_name']} {status}: charged {row['charge_amount']}, patient {row['patient_amount']}"
    source = (row["_file_id"], row["_line"])
    return Line(words, row["adjudication_date"], row["paid_amount"], row["claim_number"], source=source)


OF_REMITTANCES = """select a.* from marts.adjudications as a
left join (select distinct remittance_id, claim_number from marts.posting_variances) as v
    on a.remittance_id = v.remittance_id and a.claim_number = v.claim_number
where list_contains($ids, a.remittance_id)
order by v.claim_number is null, a.remittance_id, a.claim_position"""
VARIANCES = """select * from marts.posting_variances
where list_contains($ids, remittance_id) or claim_number = $claim order by claim_number, charge_number, code"""
DECISIONS = "select * from marts.adjudications where claim_number = $claim order by adjudication_date, sequence_number"
DENIALS = """select * from marts.denials where claim_number = $claim
order by adjudication_date, service_position, reason_code, denial_id"""
MOVEMENTS = """select * from marts.ar_ledger where claim_number = $claim
order by movement_date, charge_number, movement, ar_ledger_id"""
OPEN = """select cast(coalesce(sum(open_amount), 0) as decimal(18, 2)) as amount from marts.ar_open_items
where claim_number = $claim"""
UNBALANCED = """select * from marts.remittance_differences where claim_number = $claim and severity = 'error'
order by remittance_difference_id"""
TOTALS = """select movement, sum(amount) as amount from marts.ar_ledger where claim_number = $claim
group by movement order by movement"""
