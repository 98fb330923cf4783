"""What stands in for a required field that no column holds: a constant, the word other, or a number made up.

Here: which fields may go without a column, and of what a number is made; never of a name, for numbers are not private.
Not here: which column is which field (`pipeline.onboarding.fitting`).
"""

from pipeline.contracts import Contract
from pipeline.onboarding.fits import Match

SCOPES = (
    "account_number",
    "agency",
    "drawer",
    "gateway",
    "item_number",
    "location_id",
    "practice_id",
    "processor",
    "shift",
)
"""Fields that are often one for the whole file and then stand in no column: the layout says them."""
JOINED = {("pm_payment", "payment_number"): ("posting_date", "reference_number", "amount")}
"""The number of a record that reports leave out, and the fields that tell its rows apart together."""
_WEAK = 0.35


def stand_in(contract: Contract, field: str, matches: dict[str, Match]) -> Match | None:
    """What the layout says for a field that no column holds; None where nothing can stand for it.

    Args:
        contract: the record.
        field: its field.
        matches: the fields that have their columns.
    """
    if field in SCOPES:
        return Match(field, (), _WEAK, "no column holds it: write it into the layout")
    if "other" in next(column for column in contract.columns if column.name == field).allowed:
        return Match(field, (), _WEAK, "no column tells it: the layout says other")
    parts = JOINED.get((contract.record, field), ())
    if not parts or any(part not in matches for part in parts):
        return None
    columns = tuple(column for part in parts for column in matches[part].columns)
    reason = "no column numbers the rows; those equal in all of these count once: better add the PM's own number"
    return Match(field, columns, _WEAK, reason)
