"""Money item by item: what of a remittance, a payout or a deposit slip reached the bank, and what was posted of it.

Here: both sides of each item by day, in cents; posted is what the headers of PM payments say, applied or not. Not here:
the terms built from them (`proofs`).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from pipeline.simulator.answers.reach import month
from pipeline.simulator.banking import BankLine, Evidence
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import Payout


@dataclass
class Item:
    """One item of money with its two sides."""

    banked: list[tuple[date, int]] = field(default_factory=list)
    posted: list[tuple[date, int]] = field(default_factory=list)
    netted: int = 0
    """What the card processor kept: fees, refunds, disputes, reserves."""
    netted_day: date | None = None
    adjusted: int = 0
    """Provider adjustments of a remittance: posted is more than banked by this."""
    is_returned: bool = False
    """Money the bank took back: until the PM system reverses it, neither booked nor banked, but an exception."""

    def netted_on(self, period: str) -> bool:
        """Was the rest paid out in this month?"""
        return bool(self.netted_day and month(self.netted_day) == period)

    def coded(self, end: date) -> int:
        """Provider adjustments that count by a day: all of them with the first posting, in cents."""
        first = min((day for day, _ in self.posted), default=None)
        return self.adjusted if first and first <= end else 0

    def coded_in(self, period: str) -> int:
        """Provider adjustments that count in a month, in cents."""
        first = min((day for day, _ in self.posted), default=None)
        return self.adjusted if first and month(first) == period else 0

    def gap(self, end: date) -> int:
        """Posted less banked at the end of a day, both as the bank would see it (cents)."""
        posted = sum(cents for day, cents in self.posted if day <= end) - self.coded(end)
        netted = self.netted if self.netted_day and self.netted_day <= end else 0
        return posted - netted - sum(cents for day, cents in self.banked if day <= end)


def money_items(ledger: Ledger) -> list[Item]:
    """Every item that was banked or posted by the end of the period."""
    items: dict[object, Item] = defaultdict(Item)
    for index, line in enumerate(ledger.bank):
        _bank_side(items, index, line)
    _posted_side(items, ledger)
    return list(items.values())


def _bank_side(items: dict[object, Item], index: int, line: BankLine) -> None:
    """What a bank line holds of each item; money nothing explains is an item of its own.

    What the bank encoded otherwise of a line with one item only is that item's: open is what the bank credited.
    """
    if line.amount < 0 and not line.payout and (line.evidence or line.expected_code):
        items["returned", index] = Item(banked=[(line.date, line.amount)], is_returned=True)
        return
    rest = line.amount
    keys = [_key(evidence) for evidence in line.evidence]
    for key, evidence in zip(keys, line.evidence, strict=True):
        event = evidence.event
        items[key].banked.append((line.date, evidence.amount))
        rest -= evidence.amount
        if isinstance(event, Payout):
            items[key].netted, items[key].netted_day = event.gross - event.net, line.date
            for card in [item for item in event.movements if item.remittance]:
                items[card.remittance.number].banked.append((line.date, card.gross))
                items[key].banked.append((line.date, -card.gross))
                items[key].netted += card.gross
    if rest and (line.evidence or line.expected_code):
        owner = keys[0] if len(keys) == 1 else ("unexplained", index)
        items[owner].banked.append((line.date, rest))


def _key(evidence: Evidence) -> object:
    event = evidence.event
    return event.number if isinstance(event, Remittance | Payout) else evidence.reference


def _posted_side(items: dict[object, Item], ledger: Ledger) -> None:
    """What was posted of each item; a payment that belongs to no item is one of its own."""
    owner: dict[int, object] = {}
    for payout in ledger.payouts:
        owner |= {payment.number: payout.number for payment, _ in payout.payments if payment.number}
    for desk in ledger.desk_days:
        owner |= {payment.number: desk.batch for payment in desk.payments}
    posted = [(item.posting_date, item.number, item.claim_paid) for item in ledger.remittances]
    for remittance in ledger.remittances:
        items[remittance.number].adjusted = sum(item.amount for item in remittance.provider_adjustments)
    posted += [(item.posted, item.number, item.amount) for item in ledger.payments]
    posted += [(item.posted, item.number, item.amount) for item in ledger.others.get("keyed payment", ())]
    for day, number, cents in posted:
        if day and day <= ledger.end:
            items[owner.get(number, number)].posted.append((day, cents))
