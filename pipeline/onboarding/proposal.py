"""The layout a table proposes, as it is written.

Here: composing its content. Not here: the text of it (`pipeline.onboarding.writing`), which column is which field
(`pipeline.onboarding.fitting`), the reading that proves it (`pipeline.onboarding.trial`), how it is shown
(`pipeline.commands.proposing`).
"""

import re
from itertools import pairwise
from typing import Any

from pipeline.contracts import load_contracts
from pipeline.formats.misfits import Column
from pipeline.onboarding.fits import Fit, Match
from pipeline.onboarding.profile import Profile
from pipeline.onboarding.shape import Draft
from pipeline.onboarding.sides import MARKED, SIDED, tell_ways
from pipeline.onboarding.standins import JOINED
from pipeline.onboarding.totals import TOTAL, find_totals
from pipeline.onboarding.vocabulary import PROPOSED, tell_words

HEADER_NAMES = 6
UNKNOWN = {"constant": "unknown"}
ACCOUNT = r"^(?i:account|acct)(?i:\.?\s*(?:number|no|#))?\.?:?$"
"""A cell above the rows behind which the account stands."""
ACCOUNT_WITHIN = r"^(?i:account|acct)(?i:\.?\s*(?:number|no\.?|#)\s*:?|\s*:)\s*([0-9Xx*-]*[0-9]{3,})(?:\s+[A-Za-z].*)?$"
"""A cell above the rows that holds both the word and the account."""
NUMBER = r"[0-9]{3}"


def compose(draft: Draft, profiles: dict[Column, Profile], fit: Fit, name: str) -> dict[str, Any]:
    """The layout as it will be written.

    Args:
        draft: how the file is cut.
        profiles: its columns by name.
        fit: the record it holds.
        name: name of the layout.
    """
    content: dict[str, Any] = {
        "title": f"{name}, proposed from one file (template)",
        "system": name.removeprefix(f"{fit.kind}_"),
        "kind": fit.kind,
        "evidence": {"grade": "user-defined", "source": PROPOSED},
    }
    content |= _recognition(draft, profiles, fit)
    used = [profiles[column] for match in fit.matches for column in match.columns]
    content |= {"decimal": "comma"} if any(profile.decimal == "comma" for profile in used) else {}
    if any(profile.credit_suffix for profile in used):
        content["credit_suffix"] = "positive" if fit.record == "bank_transaction" else "negative"
    marked = next((profiles[match.columns[0]] for match in fit.matches if match.field == MARKED), None)
    fields = {match.field: _source(match, profiles, fit.record) for match in fit.matches if match.field != MARKED}
    above = [cell.strip() for row in draft.table().preamble for cell in row if cell.strip()]
    is_told = any(re.match(ACCOUNT, cell) and re.search(NUMBER, behind) for cell, behind in pairwise(above))
    is_within = any(re.match(ACCOUNT_WITHIN, cell) for cell in above)
    if fields.get("account_number") == UNKNOWN and (is_told or is_within):
        content["preamble"] = {"account": {"after": ACCOUNT} if is_told else {"takes": ACCOUNT_WITHIN}}
        fields["account_number"] = {"preamble": "account"}
    elif fields.get("account_number") == UNKNOWN:
        fields["account_number"] = {"constant": f"unknown of {name}"}  # two such layouts are two accounts
    contract = load_contracts()[fit.record]
    fields |= {"occurrence": {"twin": True}} if "occurrence" in contract.names else {}
    content["records"] = _blocks(fit, fields, marked)
    return content


def list_totals(draft: Draft, fit: Fit) -> list[dict[str, Any]]:
    """The ways the file's rows of totals may be meant, the most telling first; the last claims nothing of them."""
    found = find_totals(draft, draft.table())
    if not found:
        return [{}]
    flows = [match for match in fit.matches if _is_money(fit, match) and "balance" not in match.field]
    sums = [column for match in flows for column in match.columns]
    told = {"column": found[0], "matches": TOTAL}
    ways = [told | {"of": sums}, told | {"of": sums, "covers": "since_last"}] if sums else []
    return [{"totals": [way]} for way in ways] + [{"skip": [told]}]


def _is_money(fit: Fit, match: Match) -> bool:
    types = {column.name: column.type for column in load_contracts()[fit.record].columns}
    return types[match.field] == "money"


def _recognition(draft: Draft, profiles: dict[Column, Profile], fit: Fit) -> dict[str, Any]:
    """How the layout will know its files."""
    needed = [column for match in fit.matches for column in match.columns]
    if draft.header.record < 0:
        forms = {"date": "[0-9]{1,4}[-./]?[0-9A-Za-z]{1,3}[-./]?[0-9]{2,4}", "money": r"^[-+$(]?[0-9.,]+[)-]?$"}
        told = [{"column": c, "matches": forms[profiles[c].kind]} for c in needed if profiles[c].kind in forms]
        full = [rule for rule in told if profiles[rule["column"]].filled == 1]
        return {"columns": draft.names, "recognise": full or told[:1]}
    required = {
        column.name for column in load_contracts()[fit.record].columns if column.required or column.type == "money"
    }
    heading = [c for m in fit.matches if m.field in required for c in m.columns]
    heading += [column for column in (*needed, *draft.names) if column not in heading]
    named = [column for column in heading if isinstance(column, str)]
    return {"header": list(dict.fromkeys(name.split("@")[0] for name in named[:HEADER_NAMES]))}


def _source(match: Match, profiles: dict[Column, Profile], record: str) -> Any:
    """One field as the layout writes it."""
    contract = load_contracts()[record]
    column = next(item for item in contract.columns if item.name == match.field)
    if not match.columns:
        return {"constant": "other"} if "other" in column.allowed else UNKNOWN
    if len(match.columns) > 1:
        return _source_of_many(match, record)
    profile = profiles[match.columns[0]]
    if column.type == "date":
        return {"column": profile.name, "dates": list(profile.dates)}
    if column.type == "money":
        return {"column": profile.name, "money": "as_written"}
    if column.allowed:
        return {"column": profile.name, "values": tell_words(profile.words, column.allowed)} | (
            {"otherwise": "other"} if "other" in column.allowed else {}
        )
    return profile.name


def _source_of_many(match: Match, record: str) -> dict[str, Any]:
    if (record, match.field) in JOINED:
        return {"join": list(match.columns), "with": "/"}
    sides = {"debit": match.columns[0], "credit": match.columns[1]}
    return sides | ({"positive": "credit"} if SIDED[record] == "credit" else {})


def _blocks(fit: Fit, fields: dict[str, Any], marked: Profile | None) -> list[dict[str, Any]]:
    """The blocks of the layout; money in and money out of a bank account are two."""
    if fit.record == "ledger_entry":
        fields["sign_convention"] = {"constant": "debit_positive" if "debit" in fields["amount"] else "natural"}
    if fit.record != "bank_transaction":
        return [{"record": fit.record, "fields": fields}]
    return [
        {
            "record": fit.record,
            "when": [test],
            "fields": fields | {"direction": {"constant": way}, "type_code": {"constant": f"csv:{way}"}} | signed,
        }
        for way, test, signed in tell_ways(fields["amount"], marked)
    ]
