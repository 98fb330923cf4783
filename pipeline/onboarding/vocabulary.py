"""What exports call the fields of our records: learned from every layout of the project, and a few words of the trade.

Here: names only. Not here: what a column's cells say (`pipeline.onboarding.profile`), the choice (`fitting`).
"""

import re
from difflib import get_close_matches
from functools import cache, lru_cache

from pipeline.contracts import load_contracts
from pipeline.layouts import load_layouts

SAME, CONTAINED, ALIKE = 1.0, 0.75, 0.6
_LIKENESS, _SHORTEST = 0.86, 3
TRADE = {
    "statement_date": "date, posting date, post date, posted date, transaction date, booking date, effective date",
    "posting_date": "date, post date, posted date, date posted, entry date, date of entry, transaction date, gl date",
    "service_date": "dos, date of service, service date, service from, from date",
    "deposit_date": "deposit date, date of deposit, date",
    "created_date": "date, transaction date, created",
    "submitted_date": "date, payment date, submitted",
    "account_number": "account, account no, acct",
    "customer_reference": "check number, check no, check, slip number, serial, serial number",
    "running_balance_amount": "balance, running balance, ledger balance, closing balance",
    "bank_reference": "reference, bank reference, transaction id, reference number",
    "description": "description, details, narrative, memo, transaction description",
    "amount": (
        "amount, net amount, transaction amount, payment amount, amount received, amt, value, paid, paid amount, "
        "charge amount, charges, charge, billed, billed amount, fee"
    ),
    "reference_number": "check number, check no, reference, ref, trace, trace number, eft number, check eft number",
    "payer_name": "payer, insurance, payor, paid by, drawn by, carrier, insurance company, primary insurance",
    "payer_key": "payer, plan, payer name, insurance",
    "payment_number": "payment id, payment number, receipt, receipt number, payment no",
    "charge_number": "charge id, charge number, line id",
    "claim_number": "claim, claim id, claim number, enc, encounter, encounter id, visit, visit number, invoice",
    "patient_number": "patient, patient id, chart, chart number, mrn, account, patient account",
    "patient_name": "patient, patient name, name",
    "procedure_code": "cpt, cpt code, procedure, procedure code, code, hcpcs",
    "modifiers": "mod, modifier, modifiers",
    "practice_id": "practice, practice id, clinic",
    "transaction_number": "transaction id, id, transaction number, transaction, trans id",
    "kind": "type, transaction type",
    "category": "type, category, transaction type",
    "method": "method, payment method, tender, payment type, card type",
    "account": "account, gl account, account name, account number",
    "memo": "memo, description, line description",
    "number": "num, document number, doc no, journal, reference",
    "entry_number": "journal, journal id, entry, entry number",
    "allowed_amount": "allowed, rate, fee, contract rate, allowed amount",
    "effective_date": "effective, effective date, start date, valid from",
    "batch_number": "batch, batch number, batch no",
    "location_id": "location, site, facility",
    "provider_id": "provider, rendering provider",
    "units": "units, qty, quantity",
    "balance": "balance, running balance",
    "total_balance": "balance, current balance",
    "gross_amount": "gross, gross amount, amount, gross sales, total collected",
    "fee_amount": "fee, fees, fee amount, processing fee",
    "net_amount": "net, net amount, net total",
    "payout_number": "payout, payout id, deposit id, settlement id, batch id",
    "slip_number": "slip, slip number, bag, deposit slip",
    "item_number": "item, line, item number",
    "tender": "tender, type, method",
}
SYNONYMS = {
    "charge": "charge chg sale", "payment": "payment pmt pay receipt", "adjustment": "adjustment adj writeoff",
    "refund": "refund ref return", "transfer": "transfer xfer", "insurance": "insurance ins payer carrier",
    "patient": "patient pt self guarantor", "card": "card visa mastercard amex discover credit debit",
    "echeck": "echeck ach check", "check": "check chk cheque", "cash": "cash", "settled": "settled completed paid",
    "returned": "returned return", "declined": "declined failed", "voided": "voided void cancelled", "fee": "fee",
    "dispute": "dispute chargeback", "payer": "payer insurance ins",
}  # fmt: skip
"""Words exports use for what our contracts list."""
PROPOSED = "Proposed by `tieout onboard` from one export; check it by eye."
"""What a proposed layout says of its evidence: its names are guesses, and nothing is learned of them."""
PERSONAL = {"dob", "birth", "birthday", "birthdate", "ssn", "social", "phone", "email"}
"""Words of columns that say something of a person and nothing of money: no field of ours is in them."""
PARTIAL = {"return", "returns", "refund", "refunds", "discount", "discounts", "fee", "fees", "tip", "tips"}
"""Words of an amount that is a part of another, or of another record."""
USUAL_KINDS = {"bank_transaction": "bank", "ledger_entry": "gl", "pm_transaction": "pm", "pm_charge": "pm"}
"""Kinds of records that hold whatever layouts there are."""
_SHORT = {
    "no": "number", "num": "number", "nbr": "number", "amt": "amount", "acct": "account", "bal": "balance",
    "chg": "charge", "pmt": "payment",
}  # fmt: skip


def plain(name: str) -> str:
    """A name as words in lower case: `ServiceStartDate`, `SERVICE_START_DATE` and `Service start date` are one."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name.split("@", maxsplit=1)[0])
    words = re.sub(r"[^a-z0-9#]+", " ", spaced.casefold().replace("#", " number ")).split()
    return " ".join(_SHORT.get(word, word) for word in words)


@cache
def _learned() -> dict[tuple[str, str], dict[str, str]]:
    """For each record and field the names layouts give it, and one layout that does."""
    learned: dict[tuple[str, str], dict[str, str]] = {}
    for layout in load_layouts().values():
        for block in layout.records if layout.evidence.source != PROPOSED else ():
            for field, source in block.fields.items():
                for column in source.columns:
                    if isinstance(column, str):
                        learned.setdefault((block.record, field), {}).setdefault(plain(column), layout.title)
    return learned


@lru_cache(maxsize=20_000)
def likeness(record: str, field: str, header: str) -> tuple[float, str]:
    """How likely a header names a field of a record, from 0 to 1, and why in words."""
    name = plain(header)
    known = _learned().get((record, field), {})
    if name in known:
        return SAME, f"named as in {known[name]}"
    own = [plain(field), *map(plain, filter(None, TRADE.get(field, "").split(", ")))]
    if name in own:
        return SAME, "its name says so"
    words = set(name.split())
    if field == "amount" and words & (PARTIAL - {record, f"{record}s"}):
        return 0.0, ""
    for candidate in own:
        if candidate and (set(candidate.split()) <= words or (len(words) > 1 and words <= set(candidate.split()))):
            return CONTAINED, f"its name holds “{candidate}”"
    close = get_close_matches(name, (*own, *known), n=1, cutoff=_LIKENESS) if len(name) > _SHORTEST else []
    if close:
        return ALIKE, f"its name is like “{close[0]}”"
    return 0.0, ""


def tell_words(words: tuple[str, ...], allowed: tuple[str, ...]) -> dict[str, str]:
    """Which of the words our contract allows each word of an export means, where it is plain."""
    meant = {}
    for word in words:
        parts = set(re.sub(r"[^a-z0-9]+", " ", word.casefold()).split())
        ours = next((name for name in allowed if parts & {name, *SYNONYMS.get(name, "").split()}), None)
        if ours:
            meant[word] = ours
    return meant


@cache
def kinds() -> dict[str, str]:
    """For each record that layouts make the kind of layout it mostly comes from."""
    kept = dict(USUAL_KINDS)
    for layout in load_layouts().values():
        for block in layout.records:
            kept.setdefault(block.record, layout.kind)
    return {record: kind for record, kind in kept.items() if record in load_contracts()}
