"""The true key figures of matching and posting in the last month, worked out from events alone.

Here: each figure as numerator and denominator (cents or counts), after the written definitions. Not here: figures of
receivables, denials and claims (`truths`), or how the pipeline computes any of them.
"""

from typing import TYPE_CHECKING, Any

from pipeline.simulator import bankdays
from pipeline.simulator.banking import BankLine
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.truths import in_last_month, ratio

if TYPE_CHECKING:
    from datetime import date


def is_explained(line: BankLine) -> bool:
    """Is the evidence of a bank credit at hand?"""
    return not line.expected_code


def cash_figures(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Figures of matching and posting in the month in which the period ends, by KPI id."""
    return _matching(ledger) | _posting_lag(ledger)


def _matching(ledger: Ledger) -> dict[str, dict[str, Any]]:
    money_in = [line for line in ledger.bank if line.amount > 0 and in_last_month(ledger, line.date)]
    scope = [line for line in money_in if line.evidence]
    matched = [line for line in scope if is_explained(line)]
    remitted: dict[tuple[int, str], tuple[date, int]] = {}
    for remittance in ledger.remittances:
        if not remittance.is_delivered or remittance.payment_date > ledger.end:
            continue
        for claim in remittance.claims:
            for line in claim.lines:
                source = "secondary" if claim.submission.sequence == "S" else "primary"
                day, cents = remitted.get((line.charge.number, source), (remittance.payment_date, 0))
                latest = max(day, remittance.payment_date)
                remitted[line.charge.number, source] = (latest, cents + line.paid)
    month = {key: cents for key, (day, cents) in remitted.items() if in_last_month(ledger, day)}
    exact = sum(1 for key, cents in month.items() if _posted(ledger, *key) == cents)
    return {
        "K50a": ratio(len(matched), len(scope)),
        "K50b": ratio(sum(line.amount for line in matched), sum(line.amount for line in scope)),
        "K50c": ratio(exact, len(month)),
    }


def _posted(ledger: Ledger, charge_number: int, source: str) -> int:
    found = ledger.postings.get(charge_number, [])
    return sum(item.paid for item in found if item.source == source and item.date <= ledger.end)


def _posting_lag(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Bank days from deposit to posting, weighted by posted dollars: all channels, and remittances by themselves."""
    batches: dict[str, tuple[date, int]] = {}
    for payment in ledger.payments:
        day, cents = batches.get(payment.batch, (payment.posted, 0))
        batches[payment.batch] = (max(day, payment.posted), cents + payment.amount)
    lags: list[tuple[int, int, str]] = []
    for line in ledger.bank:
        if line.amount <= 0 or not in_last_month(ledger, line.date) or not is_explained(line):
            continue
        posted, cents = None, 0
        if line.remittances:
            posted, cents = line.remittances[0].posting_date, line.remittances[0].claim_paid
        elif line.payout and line.payout.payments:
            posted, cents = max(payment.posted for payment, _ in line.payout.payments), line.payout.gross
        elif line.kind == "pm_batch":
            posted, cents = batches[line.evidence[0].reference]
        if posted and posted <= ledger.end:
            lags.append((bankdays.days_between(line.date, posted), cents, line.kind))
    figures = {}
    for kpi, share in (("K51", 50), ("K51p90", 90)):
        payers = [item for item in lags if item[2] == "remittance"]
        figures[kpi] = {
            "value": _weighted(lags, share),
            "remittances_only": _weighted(payers, share),
            "unit": "business days",
        }
    return figures


def _weighted(lags: list[tuple[int, int, str]], share: int) -> int | None:
    """The shortest lag within which `share` percent of the dollars were posted."""
    total, running = sum(cents for _, cents, _ in lags), 0
    for lag, cents, _ in sorted(lags):
        running += cents
        if running * 100 >= total * share:
            return lag
    return None
