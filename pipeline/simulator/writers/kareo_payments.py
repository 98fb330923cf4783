"""PM payment export: Kareo/Tebra PaymentData, a cumulative snapshot at each month-end.

Here: the export's public column names and how the PM shows a payment's header. Not here: what was posted, or the charge
export (`kareo`).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.decisions import Remittance
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import KeyedPayment, PatientPayment
from pipeline.simulator.practice import PAYERS, PRACTICE_ID
from pipeline.simulator.writers.csvtext import dollars, to_csv, us_date

METHODS = {
    "ACH": "Electronic Funds Transfer",
    "NON": "Electronic Funds Transfer",
    "FWT": "Electronic Funds Transfer",
    "CHK": "Check",
    "check": "Check",
    "card": "Credit Card",
    "cash": "Cash",
    "echeck": "Electronic Funds Transfer",
}


PM = "kareo"


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The export of every delivery of the period."""
    for export in ledger.pm_exports:
        name = f"pm/payments_{export.as_of:%Y%m}.csv"
        yield Delivery(name, export.as_of, partial(_payments, ledger, export.as_of), export)


def _payments(ledger: Ledger, as_of: date) -> bytes:
    applied: Counter[int] = Counter()
    for item in [item for posted in ledger.postings.values() for item in posted if item.date <= as_of]:
        applied[item.payment_number] += item.paid
    posted = [item for item in ledger.remittances if item.posting_date and item.posting_date <= as_of]
    refunds: dict[int, int] = {}
    for refund in ledger.others.get("refund", ()):
        if refund.payment_number and refund.issued <= as_of:
            refunds[refund.payment_number] = refunds.get(refund.payment_number, 0) + refund.amount
    rows = [_insurance(item, applied[item.number], refunds.get(item.number, 0)) for item in posted]
    known = [item for item in ledger.payments if (item.entered or item.posted) <= as_of]
    rows += [_patient(item, refunds.get(item.number, 0)) for item in known]
    rows += [_keyed(item) for item in ledger.others.get("keyed payment", ()) if item.posted <= as_of]
    rows.sort(key=lambda row: int(row["ID"]))
    header = list(rows[0]) if rows else []
    return to_csv([header, *(row.values() for row in rows)])


def _insurance(remittance: Remittance, applied: int, refunded: int) -> dict[str, str]:
    """A remittance as posted: what it pays to claims, without provider adjustments, what was applied and given back."""
    posted = remittance.posting_date or remittance.payment_date
    contractual = sum(line.total("CO") for claim in remittance.claims for line in claim.lines if not line.is_denied)
    row = _row(
        number=remittance.number,
        posted=posted,
        payer=("Insurance", PAYERS[remittance.payer_id].pm_name),
        method=remittance.method,
        reference=remittance.trace,
        batch=f"INS{posted:%y%m%d}",
        cents=remittance.claim_paid,
        adjusted=contractual,
        adjudicated=remittance.payment_date,
    )
    unapplied = remittance.claim_paid - applied - refunded
    return row | {"Applied": dollars(applied), "Unapplied": dollars(unapplied), "Refunds": dollars(refunded)}


def _keyed(payment: KeyedPayment) -> dict[str, str]:
    return _row(
        number=payment.number,
        posted=payment.posted,
        payer=("Insurance", PAYERS[payment.payer_id].pm_name),
        method="CHK",
        reference=payment.reference,
        batch=f"INS{payment.posted:%y%m%d}",
        cents=payment.amount,
        adjusted=0,
        adjudicated=None,
    )


def _patient(payment: PatientPayment, refunded: int) -> dict[str, str]:
    patient = payment.encounter.patient
    row = _row(
        number=payment.number,
        posted=payment.posted,
        payer=("Patient", f"{patient.first} {patient.last}"),
        method=payment.method,
        reference=payment.reference,
        batch=payment.batch,
        cents=payment.amount,
        adjusted=0,
        adjudicated=None,
    )
    created = us_date(payment.entered or payment.posted)
    applied = payment.amount - payment.unapplied - refunded
    row |= {"CreatedDate": created, "LastModifiedDate": created, "Applied": dollars(applied)}
    return row | {"Unapplied": dollars(payment.unapplied), "Refunds": dollars(refunded)}


def _row(
    *,
    number: int,
    posted: date,
    payer: tuple[str, str],
    method: str,
    reference: str,
    batch: str,
    cents: int,
    adjusted: int,
    adjudicated: date | None,
) -> dict[str, str]:
    return {
        "ID": str(number),
        "CreatedDate": us_date(posted),
        "LastModifiedDate": us_date(posted),
        "PracticeId": PRACTICE_ID,
        "PostDate": us_date(posted),
        "AdjudicationDate": us_date(adjudicated),
        "PayerType": payer[0],
        "PayerName": payer[1],
        "PaymentMethod": METHODS[method],
        "Category": "",
        "ReferenceNumber": reference,
        "BatchNumber": batch,
        "AppointmentID": "",
        "Amount": dollars(cents),
        "Applied": dollars(cents),
        "Adjustments": dollars(adjusted),
        "Unapplied": dollars(0),
        "Refunds": dollars(0),
    }
