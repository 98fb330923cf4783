"""Which columns of a new export hold values that are already landed: check numbers, claims, charges, payers.

Here: the comparison with a published snapshot. Not here: what follows from it (`pipeline.onboarding.fitting`).
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.formats.misfits import Column
from pipeline.onboarding.profile import Profile

ENOUGH, AT_LEAST = 0.2, 3
"""Share of a column's different values that must be known, and how many of them."""
MOST = 500_000
_PAID_BY = ("reference_number", "check_number", "bank_reference")
KNOWN = {
    "trace or check numbers of remittances": ("remittances", "trace_number", _PAID_BY),
    "charge numbers of the PM": ("ar_ledger", "charge_number", ("charge_number",)),
    "claim numbers": ("claims", "claim_number", ("claim_number",)),
    "payers": ("remittances", "payer_name", ("payer_name",)),
    "payers of the PM": ("ar_open_items", "payer_name", ("payer_name",)),
    "references of bank lines": ("deposits", "bank_reference", _PAID_BY),
    "slips or checks at the bank": ("deposits", "customer_reference", (*_PAID_BY, "customer_reference", "slip_number")),
    "card payouts": ("card_settlements", "payout_number", ("payout_number",)),
}
"""What is known, the mart and column that hold it, and the fields it may be."""


@dataclass(frozen=True)
class Agreement:
    """A column many of whose values are known: as what, the share, the fields it may be, and a sentence."""

    column: Column
    share: float
    fields: tuple[str, ...]
    says: str


def compare(snapshot: Path | None, profiles: list[Profile]) -> list[Agreement]:
    """Which columns hold known values, the best agreement of each column; nothing without a snapshot.

    Args:
        snapshot: folder of a published snapshot, or None.
        profiles: the columns of the new export.
    """
    database = snapshot / "warehouse.duckdb" if snapshot else None
    if database is None or not database.exists():
        return []
    found: dict[Column, Agreement] = {}
    with duckdb.connect(str(database), read_only=True) as con:
        for says, (mart, column, fields) in KNOWN.items():
            landed = _values(con, mart, column)
            for profile in profiles:
                hits = len(profile.values & landed) if profile.kind in {"text", "integer", "words"} else 0
                share = hits / max(len(profile.values), 1)
                best = found.get(profile.name)
                if hits >= AT_LEAST and share >= ENOUGH and (best is None or share > best.share):
                    sentence = f"{share:.0%} of its values are {says} that are landed"
                    found[profile.name] = Agreement(profile.name, share, fields, sentence)
    return list(found.values())


def _values(con: duckdb.DuckDBPyConnection, mart: str, column: str) -> set[str]:
    """The different values of a mart's column; none where the snapshot has no such column."""
    try:
        rows = con.table(f"marts.{mart}").select(column).distinct().limit(MOST).fetchall()
    except duckdb.Error:
        return set()
    return {str(row[0]) for row in rows if row[0] is not None}
