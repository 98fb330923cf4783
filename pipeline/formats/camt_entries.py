"""What one entry of a camt statement says: type, references, text, day, amount; as columns of a bank line.

Here: which elements hold them, in all versions. Not here: the file around them (`pipeline.formats.camt`), accounts and
balances (`pipeline.mappings.camt`).

One entry is one line of the bank, also where it stands for a batch: the transactions behind it (TxDtls) give text and
references, never amounts, so nothing is counted twice. CdtDbtInd is the direction of this entry also where RvslInd says
that it takes back another one. A reference of the payer counts as the customer's only where one transaction stands
behind the entry; those of a batch go into the text, where matching finds them.
"""

import re

from pipeline.formats.camt import DETAIL, Part
from pipeline.formats.statements import Row

BOOKED = "BOOK"
NOT_BOOKED = ("PDNG", "INFO", "FUTR")
"""Status of entries that are no line of the bank yet, or never will be."""
_NO_REFERENCE = ("NOTPROVIDED", "NONREF", "NOT PROVIDED", "NOTAVAILABLE")
_REFERENCES = ("AcctSvcrRef", "ChqNb", "EndToEndId")
_PARTIES = {"CRDT": ("Dbtr", "UltmtDbtr"), "DBIT": ("Cdtr", "UltmtCdtr")}
_TEXTS = (
    *("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/RfrdDocInf/Nb", "RmtInf/Strd/AddtlRmtInf"),
    *("Refs/EndToEndId", "Refs/ChqNb", "Refs/TxId", "Refs/InstrId", "Refs/PmtInfId", "Refs/MsgId", "Refs/ClrSysRef"),
    *("AddtlTxInf", "RtrInf/AddtlInf"),
)
_TOLD = {"AddtlNtryInf", "NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId", *(f"{DETAIL}/{path}" for path in _TEXTS)}
_TOLD_BY = {
    indicator: _TOLD | {f"{DETAIL}/RltdPties/{party}/{name}" for party in parties for name in ("Nm", "Pty/Nm")}
    for indicator, parties in _PARTIES.items()
}
"""What goes into the text of a credit and of a debit: the other party's name, never our own."""


def make_entry(entry: Part) -> Row:
    """The row of one entry: record `bank_transaction` where it is booked, else its status; without its account."""
    status = entry.text("Sts") or entry.text("Sts/Cd") or ""
    indicator = entry.text("CdtDbtInd") or ""
    amount = entry.text("Amt")
    row = Row(status if status in NOT_BOOKED else "bank_transaction", entry.line, entry.end)
    row.values = {
        "statement_date": read_day(entry, "BookgDt"),
        "type_code": _type_code(entry),
        "direction": {"CRDT": "credit", "DBIT": "debit"}.get(indicator),
        "amount": f"-{amount}" if amount and indicator == "DBIT" else amount,
        "currency": read_currency(entry),
        "value_date": read_day(entry, "ValDt"),
        **_references(entry),
        "description": "\n".join(dict.fromkeys(_texts(entry, indicator))),
    }
    if status not in (BOOKED, *NOT_BOOKED):
        row.reason = "the status of the entry (Sts) is none of BOOK, PDNG, INFO, FUTR"
    elif (amount or "").startswith("-"):
        row.reason = "the amount of the entry has a minus; CdtDbtInd alone gives the direction"
    return row


def read_day(part: Part, tag: str) -> str | None:
    """The day of a date or of a date with time, as the bank writes it."""
    return part.text(f"{tag}/Dt") or (part.text(f"{tag}/DtTm") or "")[:10] or None


def read_currency(part: Part) -> str | None:
    """The currency of a part's amount."""
    return part.text("Amt@Ccy")


def clean_code(text: str) -> str:
    """A code as it may stand in a type code: everything but letters, digits, point, hyphen becomes an underscore."""
    return re.sub("[^A-Za-z0-9.-]+", "_", text)


def _type_code(entry: Part) -> str:
    """`camt:DOMAIN.FAMILY.SUBFAMILY`, else the bank's own code, else `camt:unstated`."""
    iso = [entry.text(f"BkTxCd/Domn/{path}") for path in ("Cd", "Fmly/Cd", "Fmly/SubFmlyCd")]
    code = ".".join(filter(None, iso)) or entry.text("BkTxCd/Prtry/Cd") or "unstated"
    return f"camt:{clean_code(code)}"


def _references(entry: Part) -> dict[str, str | None]:
    """The bank's reference, and the customer's where one transaction stands behind the entry."""
    of_sole = [entry.text(f"{DETAIL}/Refs/{tag}") if entry.details == 1 else None for tag in _REFERENCES]
    theirs = [entry.text("AcctSvcrRef"), of_sole[0], entry.text("NtryRef")]
    return {"bank_reference": _first(theirs), "customer_reference": _first(of_sole[1:])}


def _first(references: list[str | None]) -> str | None:
    return next((text for text in references if text and text.upper() not in _NO_REFERENCE), None)


def _texts(entry: Part, indicator: str) -> list[str]:
    """Everything the entry says in words or numbers of others, in the order of the file."""
    texts = entry.texts(_TOLD_BY.get(indicator, _TOLD))
    texts += ["REVERSAL"] if (entry.text("RvslInd") or "").lower() in ("true", "1") else []
    return [text for text in texts if text.upper() not in _NO_REFERENCE]
