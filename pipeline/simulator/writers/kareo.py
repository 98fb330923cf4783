"""PM charge export: Kareo/Tebra ChargeData, a cumulative snapshot at each month-end.

Here: the export's public column names and how the PM shows events on a charge line. Not here: what was posted, or the
payment export (`kareo_payments`).
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.events import Charge, Encounter, Submission
from pipeline.simulator.ledger import Ledger, PmExport
from pipeline.simulator.money import Posting
from pipeline.simulator.practice import LOCATIONS, NAME, PAYERS, PRACTICE_ID, PROCEDURES, PROVIDERS
from pipeline.simulator.world import balance, postings_until
from pipeline.simulator.writers.csvtext import dollars, to_csv, us_date
from pipeline.simulator.writers.kareo_payments import METHODS

PM = "kareo"


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The export of every delivery of the period."""
    sent: dict[int, list[Submission]] = {}
    for submission in ledger.submissions:
        sent.setdefault(submission.encounter.number, []).append(submission)
    for export in ledger.pm_exports:
        name = f"pm/charges_{export.as_of:%Y%m}.csv"
        yield Delivery(name, export.as_of, partial(_charges, ledger, sent, export), export, is_large=True)


def _charges(ledger: Ledger, sent: dict[int, list[Submission]], export: PmExport) -> bytes:
    rows, as_of = [], export.as_of
    for encounter in ledger.encounters:
        if encounter.posting_date > as_of:
            continue
        claims = [item for item in sent.get(encounter.number, []) if item.submitted <= as_of]
        for charge in encounter.charges:
            row = _visit(encounter, as_of) | _figures(ledger, charge, as_of) | _blocks(ledger, charge, claims, as_of)
            if charge.number in export.garbled_charges:
                row["TotalCharges"] = row["TotalCharges"].replace("0", "O", 1)
            rows.append(row)
    header = list(rows[0]) if rows else []
    return to_csv([header, *(row.values() for row in rows)])


def _visit(encounter: Encounter, as_of: date) -> dict[str, str]:
    patient, provider = encounter.patient, PROVIDERS[encounter.provider_index]
    location = LOCATIONS[encounter.location_index]
    statement = encounter.statement_date if encounter.statement_date and encounter.statement_date <= as_of else None
    return {
        "CreatedDate": us_date(encounter.posting_date),
        "PracticeID": PRACTICE_ID,
        "PracticeName": NAME.title(),
        "EncounterID": str(encounter.number),
        "PatientID": str(patient.number),
        "PatientName": f"{patient.first} {patient.last}",
        "ServiceStartDate": us_date(encounter.service_date),
        "ServiceEndDate": us_date(encounter.service_date),
        "PostingDate": us_date(encounter.posting_date),
        "RenderingProviderID": provider.provider_id,
        "RenderingProviderName": f"{provider.first} {provider.last}".title(),
        "ServiceLocationId": location.location_id,
        "ServiceLocationName": location.name,
        "PrimaryInsuranceCompanyName": PAYERS[patient.payer_id].pm_name if patient.payer_id else "",
        "SecondaryInsuranceCompanyName": PAYERS[patient.secondary_id].pm_name if patient.secondary_id else "",
        "PatientFirstBillDate": us_date(statement),
    }


def _figures(ledger: Ledger, charge: Charge, as_of: date) -> dict[str, str]:
    posted, state = postings_until(ledger, charge, as_of), balance(ledger, charge, as_of)
    adjusted = sum(item.contractual + item.written_off for item in posted)
    changed = max([charge.encounter.posting_date, *(item.date for item in posted)])
    owner = "Insurance" if state.insurance else "Patient"
    return {
        "ID": str(charge.number),
        "LastModifiedDate": us_date(changed),
        "ProcedureCode": charge.code,
        "ProcedureName": PROCEDURES[charge.code].name,
        "ProcedureModifier1": charge.modifier,
        "ProcedureModifier2": "",
        "ProcedureModifier3": "",
        "ProcedureModifier4": "",
        "Units": "1",
        "UnitCharge": dollars(charge.amount),
        "TotalCharges": dollars(charge.amount),
        "AdjustedCharges": dollars(charge.amount - adjusted),
        "Receipts": dollars(sum(item.paid for item in posted)),
        "PatientBalance": dollars(state.patient),
        "InsuranceBalance": dollars(state.insurance),
        "TotalBalance": dollars(state.total),
        "Status": f"Pending {owner}" if state.total else "Completed",
    }


def _blocks(ledger: Ledger, charge: Charge, claims: list[Submission], as_of: date) -> dict[str, str]:
    posted = postings_until(ledger, charge, as_of)
    row = {}
    for sequence, prefix in (("P", "PrimaryInsurance"), ("S", "SecondaryInsurance")):
        source = "primary" if sequence == "P" else "secondary"
        bills = [item.submitted for item in claims if item.sequence == sequence]
        row |= _insurer(prefix, bills, [item for item in posted if item.source == source])
    paid = [item for item in posted if item.source == "patient"]
    given_up = [item for item in posted if item.source == "other"]
    row |= _payment("Patient", paid)
    row["PatientPaymentAmount"] = dollars(sum(item.paid for item in paid)) if paid else ""
    row["OtherAdjustment"] = dollars(sum(item.written_off for item in given_up)) if given_up else ""
    row["OtherPaymentCategoryDesc"] = given_up[-1].reason if given_up else ""
    row["OtherPaymentPostingDate"] = us_date(given_up[-1].date) if given_up else ""
    row["OtherPaymentAmount"] = ""
    return row


def _insurer(prefix: str, bills: list[date], posted: list[Posting]) -> dict[str, str]:
    """One insurance block: bills, the last payment, and what all its postings come to."""
    line = posted[-1].line if posted else None
    share = {"1": 0, "2": 0, "3": 0}
    for item in line.adjustments if line else []:
        if item.group == "PR" and item.reason in share:
            share[item.reason] += item.amount
    contractual = sum(item.contractual for item in posted)
    return {
        f"{prefix}FirstBillDate": us_date(min(bills, default=None)),
        f"{prefix}LastBillDate": us_date(max(bills, default=None)),
        f"{prefix}AdjudicationDate": us_date(posted[-1].adjudicated if posted else None),
        **_payment(prefix, posted),
        f"{prefix}InsuranceAllowed": dollars(line.allowed) if line else "",
        f"{prefix}InsuranceContractAdjustment": dollars(contractual) if posted else "",
        f"{prefix}InsuranceContractAdjustmentReason": posted[-1].reason if contractual else "",
        f"{prefix}InsurancePayment": dollars(sum(item.paid for item in posted)) if posted else "",
        f"{prefix}InsuranceDeductible": dollars(share["1"]) if line else "",
        f"{prefix}InsuranceCoinsurance": dollars(share["2"]) if line else "",
        f"{prefix}InsuranceCopay": dollars(share["3"]) if line else "",
    }


def _payment(prefix: str, posted: list[Posting]) -> dict[str, str]:
    """Number, day, reference and method of the last payment of a block."""
    last = posted[-1] if posted else None
    return {
        f"{prefix}PaymentID": str(last.payment_number) if last else "",
        f"{prefix}PaymentPostingDate": us_date(last.date) if last else "",
        f"{prefix}PaymentRef": last.reference if last else "",
        f"{prefix}PaymentMethodDesc": METHODS[last.method] if last else "",
    }
