"""QuickBooks Desktop IIF: ACCNT lines become ledger_account, TRNS and SPL lines become ledger_entry.

Here: which line is what, and whether entries balance. Not here: the wire syntax (`pipeline.formats.iif`), which cell is
which column (`pipeline.mappings.iif`), the program's reports as CSV (layouts `gl_quickbooks_desktop_*`). By the maker's
import kit debits are positive, a transaction's TRNS and SPL lines add up to zero, and what an SPL line leaves out is
that of its TRNS line. Dates are month/day/year, as the US edition writes them; a year of two digits from 70 on is one
of the last century. Estimates and purchase orders post nothing: ignored, like every list beside the accounts.
"""

import polars as pl
from polars import col, lit

from pipeline.adapters import ControlTotal, IncompleteFileError, Reading, UnreadableFileError
from pipeline.formats import cells
from pipeline.formats.iif import CLOSING, OPENING, SPLIT, is_iif, read_wire
from pipeline.mappings.iif import DATES, read_accounts, read_entries

_NON_POSTING = ["ESTIMATES", "PURCHORD"]
_INHERITED = ("TRNSTYPE", "DATE", "DOCNUM", "TRNSID")
_CELLS = ("ACCNT", "ACCNTTYPE", "ACCNUM", "AMOUNT", "HIDDEN", "MEMO", "NAME", *_INHERITED)

_PRINTED = cells.instant(col("DATE"), DATES)
_CENTS = cells.cents(col("amount")).alias("cents")


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`ledger_iif` for a file whose first line is an IIF header."""
    return "ledger_iif" if is_iif(head) else None


def read(name: str, data: bytes) -> Reading:
    """Accounts and entries of the file.

    Raises:
        IncompleteFileError: the file ends inside a transaction.
        UnreadableFileError: the file holds neither accounts nor transactions.
    """
    wire = read_wire(data)
    if wire.open_at_end:
        raise IncompleteFileError(f"the file ends inside the transaction that starts on line {wire.open_at_end}")
    if not {"!ACCNT", "!TRNS"} & set(wire.headers):
        raise UnreadableFileError("an IIF file with neither accounts (!ACCNT) nor transactions (!TRNS)")
    lines = wire.frame(_CELLS, _INHERITED)
    is_account, is_line = col("keyword") == "ACCNT", col("keyword").is_in([OPENING, SPLIT])
    is_stranger = col("keyword").is_in([CLOSING, *(keyword[1:] for keyword in wire.headers)]).not_()
    is_posted = is_line & col("TRNSTYPE").is_in(_NON_POSTING).fill_null(value=False).not_()
    is_used = is_account | is_posted | is_stranger
    bad, good = lines.filter(is_used & col("fault").is_not_null()), lines.filter(is_used & col("fault").is_null())
    printed = lines.filter(col("keyword") == "HDR").select(_PRINTED).to_series().drop_nulls()
    ignored = lines.filter(is_used.not_() & col("keyword").is_in(["HDR", CLOSING]).not_())["keyword"].value_counts()
    entries = read_entries(good.filter(is_line))
    return Reading(
        records={"ledger_account": read_accounts(good.filter(is_account)), "ledger_entry": entries},
        lines=wire.lines,
        envelope=wire.lines - len(bad) - len(good),
        refused=bad.select(_line="line", _lines=lit(1, pl.Int64), reason="fault", row_text="text"),
        totals=_balance(good.filter(is_line), entries),
        delivered_at=printed.first() or cells.delivered_by_name(name),
        notes=[f"line {line}: the transaction has no ENDTRNS" for line in wire.unclosed],
        ignored=dict(sorted(ignored.iter_rows())),
    )


def _balance(lines: pl.DataFrame, entries: pl.DataFrame) -> list[ControlTotal]:
    """Debits of the file beside its credits, and of each transaction where the two differ."""
    sums = lines.select("line", "transaction", entries.select(_CENTS).to_series()).group_by("transaction").agg(
        pl.col("line").min(),
        debits=col("cents").filter(col("cents") > 0).sum(),
        credits=-col("cents").filter(col("cents") < 0).sum(),
    ).sort("line")  # fmt: skip
    odd = sums.filter(col("debits") != col("credits"))
    found = [(f"transaction of line {line}", debits, credited, line) for _, line, debits, credited in odd.iter_rows()]
    if len(sums):
        found.append(("file", sums["debits"].sum(), sums["credits"].sum(), int(sums["line"].max())))
    return [
        ControlTotal(scope, "debits as credits", "amount", cells.dollars(debits), cells.dollars(credited), line)
        for scope, debits, credited, line in found
    ]
