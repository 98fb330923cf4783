"""QuickBooks Desktop IIF: ACCNT lines become ledger_account, TRNS and SPL lines become ledger_entry.

Here: which line is what. Not here: the wire syntax and balances (`pipeline.formats.iif*`), which cell is
which column (`pipeline.mappings.iif`), the program's reports as CSV (layouts `gl_quickbooks_desktop_*`). By the maker's
import kit debits are positive, a transaction's TRNS and SPL lines add up to zero, and what an SPL line leaves out is
that of its TRNS line. Dates are month/day/year, as the US edition writes them; a year of two digits from 70 on is one
of the last century. Estimates and purchase orders post nothing: ignored, like every list beside the accounts.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import polars as pl
from polars import col, lit

from pipeline.adapters import IncompleteFileError, Reading, UnreadableFileError
from pipeline.formats import cells
from pipeline.formats.iif import CLOSING, KEYWORDS, OPENING, SPLIT, Wire, is_iif, read_wire, to_frame
from pipeline.formats.iif_balance import state_balance
from pipeline.formats.iif_parts import read_in_parts
from pipeline.formats.stacks import Stack, read_each
from pipeline.formats.twin_parts import Keys
from pipeline.mappings.iif import DATES, read_accounts, read_entries

_NON_POSTING = ["ESTIMATES", "PURCHORD"]
_INHERITED = ("TRNSTYPE", "DATE", "DOCNUM", "TRNSID")
_CELLS = ("ACCNT", "ACCNTTYPE", "ACCNUM", "AMOUNT", "HIDDEN", "MEMO", "NAME", *_INHERITED)

_PRINTED = cells.instant(col("DATE"), DATES)


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`ledger_iif` for a file whose first line is an IIF header."""
    return "ledger_iif" if is_iif(head) else None


def read(name: str, data: bytes) -> Reading:
    """Accounts and entries of the file.

    Raises:
        IncompleteFileError: the file ends inside a transaction.
        UnreadableFileError: the file holds neither accounts nor transactions.
    """
    return _read([name], [_cut(data)])[0]


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:
    """As `read` for each of the files, in one pass; None where a file cannot be read."""
    return read_each(datas, _cut, lambda places, wires: _read([names[place] for place in places], wires))


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:
    """As `read`, for a file too large to be held at once."""
    return read_in_parts(name, chunks, lambda wire, met: _read([""], [wire], met)[0], _require_whole)


def _cut(data: bytes) -> Wire:
    """The file's lines; raises as `read` does."""
    wire = read_wire(data)
    _require_whole(wire)
    return wire


def _require_whole(wire: Wire) -> None:
    """Nothing, where what stands at the end of the file, and above, makes a file; raises as `read` does."""
    if wire.open_at_end:
        line = wire.before + wire.open_at_end
        raise IncompleteFileError(f"the file ends inside the transaction that starts on line {line}")
    if not {"!ACCNT", "!TRNS"} & set(wire.headers):
        raise UnreadableFileError("an IIF file with neither accounts (!ACCNT) nor transactions (!TRNS)")


def _read(names: list[str], wires: list[Wire], met: Keys | None = None) -> list[Reading]:
    lines, first = to_frame(wires, _CELLS, _INHERITED), np.cumsum([0, *(wire.lines for wire in wires)])
    starts = [begin - wire.before for begin, wire in zip(first.tolist(), wires, strict=False)]
    is_account, is_line = col("keyword") == "ACCNT", col("keyword").is_in([OPENING, SPLIT])
    is_stranger = (col("is_headed") | (col("keyword") == CLOSING)).not_()
    is_posted = is_line & col("TRNSTYPE").is_in(_NON_POSTING).fill_null(value=False).not_()
    is_used = is_account | is_posted | is_stranger
    bad, good = lines.filter(is_used & col("fault").is_not_null()), lines.filter(is_used & col("fault").is_null())
    days = dict(lines.filter(col("keyword") == "HDR").select("file", day=_PRINTED).drop_nulls().reverse().iter_rows())
    ignored = lines.filter(is_used.not_() & col("keyword").is_in(["HDR", CLOSING]).not_())
    keyword = pl.when(col("keyword").is_in(KEYWORDS)).then("keyword").otherwise(lit("another keyword"))
    ignored = ignored.group_by(keyword).agg("line").sort("keyword")
    unclosed = [
        (at + line, f"line {wire.before + line}: the transaction has no ENDTRNS")
        for at, wire in zip(first.tolist(), wires, strict=False)
        for line in wire.unclosed
    ]
    entries = read_entries(good.filter(is_line), met)
    return Stack(
        first,
        {"ledger_account": read_accounts(good.filter(is_account)), "ledger_entry": entries},
        bad.select(_line="line", _lines=lit(1, pl.Int64), reason="fault", row_text="text"),
        state_balance(good.filter(is_line), entries["amount"], starts),
        [days.get(file) or cells.delivered_by_name(name) for file, name in enumerate(names)],
        unclosed,
        {keyword: np.array(at) for keyword, at in ignored.iter_rows()},
    ).readings()
