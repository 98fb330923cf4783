"""Which way the money of unsigned amounts goes: two columns, debit and credit, or a column of marks beside one.

Here: which records have such, the columns' names and the marks. Not here: which column is which other field
(`pipeline.onboarding.fitting`).
"""

from typing import Any

from pipeline.onboarding.profile import Profile
from pipeline.onboarding.vocabulary import likeness, plain

SIDED = {"bank_transaction": "credit", "ledger_entry": "debit", "pm_transaction": "debit"}
"""Records whose amount may stand in two columns, and which of them is positive."""
SIDES = {
    "debit": {"debit", "debits", "dr", "withdrawal", "withdrawals", "money out", "paid out"},
    "credit": {"credit", "credits", "cr", "deposit", "deposits", "money in", "paid in"},
}
SIDES_OF_BANKS = {
    "debit": SIDES["debit"] | {"out", "payment", "payments"},
    "credit": SIDES["credit"] | {"in", "receipt", "receipts"},
}
"""On a statement only: in a ledger receipts are debits, and a payment is money that came in at a practice's desk."""
_SAID_OF_BOTH = {"amount", "usd"}
"""Words beside the side that both columns bear."""
MARKS = {
    "debit": {"d", "dr", "db", "dbit", "debit", "withdrawal", "-", "out"},
    "credit": {"c", "cr", "crdt", "credit", "deposit", "+", "in"},
}
"""What banks write beside an amount that bears no sign; case ignored."""
MARKED = "direction"
"""The field a column of marks tells."""
_SURE = 0.95


def find_sides(record: str, profiles: list[Profile]) -> tuple[tuple[str, str], float, str] | None:
    """The two columns, how sure it is, and why; None where the record or the table has none."""
    kinds = {profile.name: profile.kind for profile in profiles}
    found = {
        side: next(
            (p.name for p in profiles if _bare(p.title) in names and p.kind in {"money", "integer", "empty"}), None
        )
        for side, names in (SIDES_OF_BANKS if record == "bank_transaction" else SIDES).items()
    }
    if record not in SIDED or not all(found.values()) or {kinds[name] for name in found.values()} == {"empty"}:
        return None
    reason = f"two columns, {found['debit']} and {found['credit']}: {SIDED[record]}s are positive"
    return (found["debit"], found["credit"]), _SURE, reason


def find_marks(record: str, profiles: list[Profile]) -> tuple[str, float, str] | None:
    """The column whose every cell is a mark of debit or credit, how sure, and why; None where there is none."""
    amount = _amount(record, profiles)
    if record != "bank_transaction" or (amount and amount.has_negative):
        return None
    for profile in profiles:
        told = split_marks(profile.values)
        if profile.filled == 1 and all(told.values()) and sum(map(len, told.values())) == len(profile.values):
            return profile.name, _SURE, "each of its cells says debit or credit, and no amount bears a sign"
    return None


def _bare(title: str) -> str:
    return " ".join(word for word in plain(title).split() if word not in _SAID_OF_BOTH)


def _amount(record: str, profiles: list[Profile]) -> Profile | None:
    """The column named most like an amount and least like a balance, which may be overdrawn; else the first."""
    return max(
        (profile for profile in profiles if profile.kind == "money"),
        key=lambda p: likeness(record, "amount", p.title)[0] - likeness(record, "running_balance_amount", p.title)[0],
        default=None,
    )


def split_marks(words: frozenset[str]) -> dict[str, list[str]]:
    """The words that mark each side, as the export writes them."""
    return {side: sorted(word for word in words if word.casefold() in marks) for side, marks in MARKS.items()}


def tell_ways(amount: dict[str, Any], marked: Profile | None) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Credit and debit of a bank account: the condition of each as a layout writes it, and an amount with its sign."""
    if "debit" in amount:
        return [(way, {"column": amount[way], "is": "nonzero"}, {}) for way in ("credit", "debit")]
    if not marked:
        return [
            ("credit", {"column": amount["column"], "is": "positive"}, {}),
            ("debit", {"column": amount["column"], "is": "negative"}, {}),
        ]
    words, negated = split_marks(marked.values), {"amount": amount | {"money": "negated"}}
    return [
        (way, {"column": marked.name, "in": words[way]}, signed) for way, signed in (("credit", {}), ("debit", negated))
    ]
