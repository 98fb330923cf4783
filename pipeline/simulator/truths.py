"""The true key figures of receivables, denials and claims in the last month, worked out from events alone.

Here: each figure as numerator and denominator (cents or counts), after the written definitions. Only what was delivered
counts: a claim whose advice never came is not adjudicated as far as anybody can know, and the garbled charge is left
out, because no correct reader can load it. Not here: figures of cash
(`cash_truths`), or how the pipeline computes any of them.
"""

from datetime import date
from typing import Any

from pipeline.simulator.decisions import Adjudication
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.world import balance

AGED_DAYS = 90
WINDOW_MONTHS = 3


def key_figures(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Figures of receivables, denials and claims in the month in which the period ends, by KPI id."""
    return _receivables(ledger) | _denials(ledger) | _clean_claims(ledger)


def loaded_charges(ledger: Ledger) -> list[Charge]:
    """Charge lines a correct reader can load from the last PM export."""
    unreadable = ledger.unreadable
    return [
        charge
        for encounter in ledger.encounters
        for charge in encounter.charges
        if encounter.posting_date <= ledger.end and charge.number not in unreadable
    ]


def in_last_month(ledger: Ledger, day: date) -> bool:
    """Does the day lie in the month in which the period ends, and not after its end?"""
    return (day.year, day.month) == (ledger.end.year, ledger.end.month) and day <= ledger.end


def ratio(numerator: int, denominator: float, unit: str = "ratio") -> dict[str, Any]:
    """A figure with its parts; no value where there is nothing to divide by."""
    value = round(numerator / denominator, 10) if denominator else None
    return {"numerator": numerator, "denominator": denominator, "value": value, "unit": unit}


def _receivables(ledger: Ledger) -> dict[str, dict[str, Any]]:
    charges = loaded_charges(ledger)
    items = [(charge, balance(ledger, charge, ledger.end).total) for charge in charges]
    debit = sum(cents for _, cents in items if cents > 0)
    credit = -sum(cents for _, cents in items if cents < 0)
    months = ledger.end.year * 12 + ledger.end.month - WINDOW_MONTHS
    window_start = date(months // 12, months % 12 + 1, 1)
    days = (ledger.end - window_start).days + 1
    charged = sum(charge.amount for charge in charges if charge.encounter.posting_date >= window_start)
    aged = sum(
        cents for charge, cents in items if cents > 0 and (ledger.end - charge.encounter.service_date).days > AGED_DAYS
    )
    parts = {"charge_cents": charged, "window_days": days}
    return {
        "K01": ratio(debit, charged / days, "days") | parts,
        "K01a": ratio(debit - credit, charged / days, "days") | parts,
        "K05_dos": ratio(aged, debit),
    }


def first_adjudications(ledger: Ledger) -> list[Adjudication]:
    """The first decision of a primary payer on each claim, among advices delivered by the end."""
    firsts: dict[int, Adjudication] = {}
    for remittance in sorted(ledger.remittances, key=lambda item: item.payment_date):
        if not remittance.is_delivered or remittance.payment_date > ledger.end:
            continue
        for claim in remittance.claims:
            primary = claim.submission.sequence == "P" and not claim.reverses and not claim.is_repeat_denial
            if primary:
                firsts.setdefault(claim.submission.encounter.number, claim)
    return list(firsts.values())


def _denials(ledger: Ledger) -> dict[str, dict[str, Any]]:
    firsts = [
        claim
        for claim in first_adjudications(ledger)
        if claim.remittance and in_last_month(ledger, claim.remittance.payment_date)
    ]
    lines = [line for claim in firsts for line in claim.lines]
    denied = sum(1 for claim in firsts if any(line.is_denied for line in claim.lines))
    denied_cents = sum(line.billed for line in lines if line.is_denied)
    return {
        "K20c": ratio(denied, len(firsts)),
        "K20d": ratio(denied_cents, sum(line.billed for line in lines)),
        "K32": ratio(len(firsts) - denied, len(firsts)),
    }


def _clean_claims(ledger: Ledger) -> dict[str, dict[str, Any]]:
    firsts = {}
    for submission in ledger.submissions:
        if submission.sequence == "P":
            firsts.setdefault(submission.encounter.number, submission)
    sent = [item for item in firsts.values() if in_last_month(ledger, item.submitted)]
    return {"K30": ratio(sum(1 for item in sent if item.is_accepted), len(sent))}
