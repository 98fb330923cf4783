"""What stands in one copy of a simulated quarter: other numbers, other days, another entity.

Here: each column of a copy as SQL, each line of a seed for an entity. Not here: the rows themselves
(`benchmarks.receivables_rows`). Numbers of claims, charges, traces, checks, batches and files end in two digits more,
wherever they stand, in text too; days move by whole weeks; patients and payers stay.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

QUARTERS, QUARTER_DAYS = 12, 91
OWN = ("841234567", "1999999984", "4400012345", "0071544", "acct_cedarhollow", "Cedar Hollow", "CEDAR HOLLOW")
"""What names the simulated practice; an entity has its own two digits at the end of each."""
FIRST = re.compile(r"^(1001|11|12)(?=,)")
"""Numbers of a practice and its locations, where a seed's line begins."""
NUMBERS = {
    *("transaction_digest", "_file_id", "file_id", "sha256", "interchange_number", "group_number", "number"),
    *("claim_number", "charge_number", "line_control_number", "payer_claim_number", "plan_number", "invoice_number"),
    *("trace_number", "remittance_trace_number", "entry_trace_number", "payment_number", "reference_number"),
    *("batch_number", "batch_reference", "bank_reference", "customer_reference", "deposit_reference", "reference"),
    *("payout_number", "transaction_number", "payment_reference", "source_number", "refund_number", "entry_number"),
    *("slip_number", "first_receipt", "last_receipt", "check_number", "statement_number"),
}
TEXTS = ("bank_transaction.description", "ach_entry.addenda_text", "ledger_entry.memo", "drawer_day.void_receipts")
"""Where numbers stand among words."""
TEXT_COLUMNS = {place.split(".")[1] for place in TEXTS}
MARK = "\x01"
"""Stands behind a number of a text, where a copy's digits go."""
OF_ENTITY = {"practice_id", "location_id", "patient_number"}


@dataclass(frozen=True)
class Copy:
    """One quarter of one entity; quarter 0 is the oldest, the last one lies where the simulated one does.

    `grown` is how much the bank's balance rises in a quarter.
    """

    entity: int
    quarter: int
    grown: Decimal

    def expression(self, table: str, column: str, kind: str, is_own: bool) -> str:
        """What stands in a column of this copy; `is_own` says that the column names the simulated practice."""
        days = (QUARTERS - 1 - self.quarter) * QUARTER_DAYS
        digits = f"{self.entity * QUARTERS + self.quarter:02d}"
        if kind in ("DATE", "TIMESTAMP"):
            return f"cast({column} - interval {days} day as {kind})"
        if (table, column) == ("bank_balance", "amount"):
            return f"amount + case when type_code in ('010', '015') then {self.quarter * self.grown} else 0 end"
        if kind != "VARCHAR" or column == "file_name":
            return column if kind != "VARCHAR" else f"concat('{digits}/', {column})"
        if column in NUMBERS | OF_ENTITY:
            return f"{column} || '{digits if column in NUMBERS else owner(self.entity)}'"
        text = f"replace({column}, '{MARK}', '{digits}')" if column in TEXT_COLUMNS else column
        for name in OWN if is_own else ():
            text = f"replace({text}, '{name}', '{named(name, self.entity)}')"
        return text


def owner(entity: int) -> str:
    """The two digits of an entity."""
    return str(10 + entity)


def named(name: str, entity: int) -> str:
    """How an entity calls what the simulated practice calls `name`: as long where it is a number."""
    return (name[:-2] if name.isdigit() else f"{name} ") + owner(entity)


def seed_line(line: str, entity: int) -> str:
    """A seed's line about the simulated practice, as it is about an entity."""
    for name in OWN:
        line = line.replace(name, named(name, entity))
    return FIRST.sub(lambda number: number[0] + owner(entity), line)
