"""Card settlements: Stripe's itemized payout reconciliation report, one file for each month of payouts.

Here: the report's column names and forms (bare decimals, stamps without zone). Not here: which payments are by card.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import CardMovement, PatientPayment, Payout
from pipeline.simulator.practice import MERCHANT
from pipeline.simulator.writers.csvtext import month_ends, to_csv

HEADER = (
    "balance_transaction_id", "payment_metadata[external_identifier]", "source_id", "payment_intent_id", "charge_id",
    "created", "available_on", "automatic_payout_effective_at", "currency", "gross", "fee", "net",
    "reporting_category", "payment_method_type", "card_brand", "card_country", "card_funding", "description",
    "trace_id_status", "gateway_account", "automatic_payout_id",
)  # fmt: skip


MOVEMENTS = {
    "refund": ("refund", "REFUND FOR CHARGE"),
    "dispute": ("dispute", "Chargeback withdrawal"),
    "dispute_reversal": ("dispute_reversal", "Chargeback reversal"),
    "reserve": ("risk_reserved_funds", "Reserved funds"),
    "fee": ("fee", "Billing"),
    "virtual_card": ("charge", "Virtual card"),
}
"""Reporting category and words of each movement that is no charge."""


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The report of every month: the movements of the payouts that reached the bank in it."""
    for as_of in month_ends(ledger.start, ledger.end):
        paid = [item for item in ledger.payouts if _in_month(item.bank_date, as_of)]
        name = f"card/stripe_payout_reconciliation_{as_of:%Y%m}.csv"
        yield Delivery(name, as_of, partial(_report, paid))


def _report(paid: list[Payout]) -> bytes:
    return to_csv([HEADER, *(row for payout in paid for row in _payout(payout))])


def _in_month(day: date, as_of: date) -> bool:
    return (day.year, day.month) == (as_of.year, as_of.month) and day <= as_of


def _payout(payout: Payout) -> Iterator[tuple[str, ...]]:
    """The charges of a payout, then the payout itself, which takes their net out of the balance at the processor."""
    for payment, fee in payout.payments:
        yield _charge(payout, payment, fee)
    for movement in payout.movements:
        yield _movement(payout, movement)
    stamp, net = f"{payout.bank_date:%Y-%m-%d} 00:00:00", _decimal(-payout.net)
    yield (
        f"txn_{payout.number.removeprefix('po_')}", "", payout.number, "", "", stamp, stamp, stamp, "usd", net, "0",
        net, "payout", "", "", "", "", "STRIPE PAYOUT", "supported", MERCHANT, payout.number,
    )  # fmt: skip


def _charge(payout: Payout, payment: PatientPayment, fee: int) -> tuple[str, ...]:
    key, paid_out = payment.reference.removeprefix("ch_"), f"{payout.bank_date:%Y-%m-%d} 00:00:00"
    created = f"{payment.received:%Y-%m-%d} {9 + payment.number % 9:02d}:{payment.number % 60:02d}:17"
    return (
        f"txn_{key}", str(payment.number or ""), payment.reference, f"pi_{key}", payment.reference, created, paid_out,
        paid_out, "usd", _decimal(payment.amount), _decimal(fee), _decimal(payment.amount - fee), "charge", "card",
        payment.card_brand, "US", "credit", "Patient payment", "supported", MERCHANT, payout.number,
    )  # fmt: skip


def _movement(payout: Payout, item: CardMovement) -> tuple[str, ...]:
    stamp, key = f"{payout.bank_date:%Y-%m-%d} 00:00:00", item.reference.rpartition("_")[2]
    key += "R" if item.kind == "dispute_reversal" else ""  # the dispute keeps its name, the movement has its own
    category, words = MOVEMENTS[item.kind]
    own = item.reference if item.kind == "virtual_card" else ""
    charge = item.payment.reference if item.payment else own
    intent = f"pi_{charge.removeprefix('ch_')}" if charge else ""
    number, brand = (str(item.payment.number), item.payment.card_brand) if item.payment else ("", "")
    return (
        f"txn_{key}", number, item.reference, intent, charge, stamp, stamp, stamp, "usd", _decimal(item.gross),
        _decimal(item.fee), _decimal(item.gross - item.fee), category, "card" if charge else "", brand,
        "US" if charge else "", "credit" if charge else "", words, "supported", MERCHANT, payout.number,
    )  # fmt: skip


def _decimal(cents: int) -> str:
    """Dollars without needless zeros, as the report prints them (`25`, `0.95`)."""
    text = f"{abs(cents) // 100}.{abs(cents) % 100:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if cents < 0 else text
