"""The last touch: which file is delivered twice, which row is garbled, and the ordinary scenarios noted by name.

Here: choices made once the whole period is known, none of which changes what happened. Not here: the scenarios that
change events.
"""

from pipeline.simulator.events import Charge, Remittance
from pipeline.simulator.ledger import Ledger, Planted
from pipeline.simulator.money import BankLine
from pipeline.simulator.world import balance

BY_BANK_TYPE = {
    "175": "check_payment",
    "165": "card_payout",
    "301": "desk_deposit",
    "354": "bank_interest",
    "698": "bank_fee",
}


def finish(ledger: Ledger) -> None:
    """Choose the duplicate file and the malformed row, and note the scenarios that came by themselves."""
    ledger.duplicated = _choose_duplicate(ledger)
    if ledger.duplicated:
        ledger.plant("duplicate_file", Planted(ledger.duplicated.trace, ledger.duplicated.amount))
    ledger.malformed = _choose_malformed(ledger)
    if ledger.malformed:
        note = f"visit {ledger.malformed.encounter.number}: its whole row must be refused and kept in quarantine"
        ledger.plant("malformed_row", Planted(str(ledger.malformed.number), ledger.malformed.amount, note=note))
    for line in ledger.bank:
        _note_bank_line(ledger, line)
    for remittance in ledger.remittances:
        _note_claims(ledger, remittance)
        if remittance.bank_date and remittance.bank_date > ledger.end:
            ledger.plant("awaiting_cash", Planted(remittance.trace, remittance.amount))
        elif _is_in_flight(ledger, remittance):
            ledger.plant("posting_in_flight", Planted(remittance.trace, remittance.claim_paid))


def _note_claims(ledger: Ledger, remittance: Remittance) -> None:
    for claim in remittance.claims:
        for line in claim.lines:
            if line.is_denied:
                reason = f"{line.adjustments[0].group}-{line.adjustments[0].reason}"
                ledger.plant("denied_line", Planted(str(line.charge.number), line.billed, note=reason))
        if claim.submission.prior:
            ledger.plant("secondary_claim", Planted(str(claim.submission.encounter.number), claim.paid))


def _is_in_flight(ledger: Ledger, remittance: Remittance) -> bool:
    """Advice at hand, posting due in the first days after the end."""
    return bool(remittance.is_delivered and remittance.posting_date and remittance.posting_date > ledger.end)


def _note_bank_line(ledger: Ledger, line: BankLine) -> None:
    if line.type_code == "142":
        if line.remittance and line.remittance.is_delivered:
            ledger.plant("matched_eft", Planted(line.evidence_reference, line.amount))
        return
    ledger.plant(BY_BANK_TYPE[line.type_code], Planted(line.evidence_reference, line.amount))


def _choose_duplicate(ledger: Ledger) -> Remittance | None:
    """An ordinary remittance from the middle of the period."""
    middle = ledger.start + (ledger.end - ledger.start) / 2
    plain = [
        item
        for item in ledger.remittances
        if item.is_delivered and item.bank_date and item.posting_date and not item.provider_adjustments
    ]
    return next((item for item in plain if item.payment_date >= middle), None)


def _choose_malformed(ledger: Ledger) -> Charge | None:
    """The only charge of a self-pay visit that is first exported in the last month; settled in full if there is one."""
    month = (ledger.end.year, ledger.end.month)
    found = [
        encounter.charges[0]
        for encounter in ledger.encounters
        if not encounter.patient.payer_id
        and len(encounter.charges) == 1
        and (encounter.service_date.year, encounter.service_date.month) == month
        and encounter.posting_date <= ledger.end
    ]
    return next((charge for charge in found if not balance(ledger, charge, ledger.end).total), next(iter(found), None))
