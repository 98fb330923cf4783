"""The true rate of posting errors: lines the practice recorded other than their payer decided.

Here: errors per 1,000 recorded lines (K62). Not here: lines nobody recorded yet, which are unposted cash (`held`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.answers.reach import is_known, known_claims, month, sequence
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.ledger import Ledger

PER = 1_000
POSTED_WITHIN = 2
"""Bank days in which money that came should be posted."""
SOURCES = ("primary", "secondary")


@dataclass(slots=True)
class Advised:
    """What one payer decided on a charge line in all its advices that were posted, in cents."""

    day: date
    paid: int = 0
    contractual: int = 0
    left: int = 0
    """The patient's share in the last of them."""
    is_posted: bool = False
    is_judged: bool = True
    """False while an advice on the line is not due yet, or does not add up: it is no truth to post by."""


def error_rows(ledger: Ledger) -> Rows:
    """One row for each month of the last advice: lines recorded wrongly over lines recorded, per 1,000."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item, posted in _recorded(ledger):
        is_wrong = item.is_posted and posted != (item.paid, item.contractual)
        sums[month(item.day)][0] += is_wrong
        sums[month(item.day)][1] += is_wrong or any(posted)
    return [
        ("K62", period, "practice", "all", wrong, lines, PER * wrong / lines if lines else None)
        for period, (wrong, lines) in sorted(sums.items())
    ]


def _recorded(ledger: Ledger) -> Iterator[tuple[Advised, tuple[int, int]]]:
    """Each line and payer that can be judged, with the money and the contractual write-off recorded of it (cents)."""
    for number, by_source in _advised(ledger).items():
        settled = 0
        for source in [name for name in SOURCES if name in by_source]:
            item = by_source[source]
            if settled and item.contractual > 0:  # a later payer gives up no more than is still open
                charge = ledger.postings[number][0].charge.amount if number in ledger.postings else 0
                item.contractual = min(item.contractual, max(charge - settled - item.paid - item.left, 0))
            settled += item.paid + item.contractual
            found = [
                posting
                for posting in ledger.postings.get(number, ())
                if posting.source == source and posting.date <= ledger.end and not posting.is_refund
            ]
            if item.is_judged:
                yield item, (sum(posting.paid for posting in found), sum(posting.contractual for posting in found))


def _advised(ledger: Ledger) -> dict[int, dict[str, Advised]]:
    found: dict[int, dict[str, Advised]] = defaultdict(dict)
    anew = {id(item.repeats): item for item in ledger.remittances if item.repeats and is_known(ledger, item)}
    for stopped, claim in known_claims(ledger):
        remittance = anew.get(id(stopped), stopped)  # what was paid anew is posted by its second advice
        is_posted = remittance.posting_date is not None and remittance.posting_date <= ledger.end
        is_truth = _adds_up(remittance, claim) and (is_posted or _is_due(ledger, remittance))
        for line in claim.lines:
            item = found[line.charge.number].setdefault(sequence(claim), Advised(remittance.payment_date))
            item.day, item.is_judged = remittance.payment_date, item.is_judged and is_truth
            if is_posted:
                item.is_posted, item.left = True, line.total("PR")
                item.paid += line.paid - line.claim_share
                item.contractual += 0 if line.is_denied else line.total("CO") + line.claim_share
    return found


def _is_due(ledger: Ledger, remittance: Remittance) -> bool:
    """Should it be posted by the end: its money, or a notice without money, is there for some days?"""
    since = remittance.payment_date if remittance.method == "NON" else remittance.bank_date
    return bool(since and bankdays.days_between(since, ledger.end) >= POSTED_WITHIN)


def _adds_up(remittance: Remittance, claim: Adjudication) -> bool:
    """Is the advice whole, does it state what it sends, and do the adjustments of the claim explain its payment?"""
    stated = remittance.amount if remittance.stated_amount is None else remittance.stated_amount
    is_whole = not remittance.missing_parts and stated == remittance.amount
    is_notice = remittance.method == "NON" and remittance.amount != 0
    lines = [line.billed - sum(item.amount for item in line.adjustments) == line.paid for line in claim.lines]
    return is_whole and not is_notice and all(lines)
