"""Two unsigned columns, debit and credit, as the one amount of a record.

Here: which records have such, and the columns' names. Not here: which column is which other field
(`pipeline.onboarding.fitting`).
"""

from pipeline.onboarding.profile import Profile
from pipeline.onboarding.vocabulary import plain

SIDED = {"bank_transaction": "credit", "ledger_entry": "debit", "pm_transaction": "debit"}
"""Records whose amount may stand in two columns, and which of them is positive."""
SIDES = {
    "debit": ("debit", "withdrawal", "withdrawals", "debit amount", "debits", "money out", "paid out", "dr"),
    "credit": ("credit", "deposit", "deposits", "credit amount", "credits", "money in", "paid in", "cr"),
}
_SURE = 0.95


def find_sides(record: str, profiles: list[Profile]) -> tuple[tuple[str, str], float, str] | None:
    """The two columns, how sure it is, and why; None where the record or the table has none."""
    found = {
        side: next(
            (p.name for p in profiles if plain(p.name) in names and p.kind in {"money", "integer", "empty"}), None
        )
        for side, names in SIDES.items()
    }
    if record not in SIDED or not all(found.values()):
        return None
    reason = f"two columns, {found['debit']} and {found['credit']}: {SIDED[record]}s are positive"
    return (found["debit"], found["credit"]), _SURE, reason
