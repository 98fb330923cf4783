"""ACH files (Nacha): every entry (6) becomes an ach_entry, with the text, returns and changes of its addenda (7).

Here: direction, dates, decimals, what is refused, how much a wrong figure weighs. Not here: the wire syntax
(`pipeline.formats.nacha*`). Direction by transaction code as the Nacha rules lay the codes out: the last digit of 20-56
is 0-4 for credits and 5-9 for debits, their returns and changes included; 81-88 (ADV) are credits where odd.

A wrong amount blocks, and so does a wrong count of entries and addenda: addenda carry the trace of a remittance but no
money, so no other figure shows that one is lost. A wrong hash only warns: it says that digits of a receiving bank
changed, while lines and money are proved without it. So do the counts of batches and blocks.
"""

import polars as pl
from polars import col, lit, when

from pipeline.adapters import ControlTotal, IncompleteFileError, Reading, UnreadableFileError
from pipeline.formats.bank_lines import cents_to_dollars, digits_to_day, digits_to_dollars, read_instant
from pipeline.formats.nacha import is_nacha, read_wire
from pipeline.formats.nacha_controls import Figure, compare_controls

_KEY = ("origin_identifier", "file_date", "file_modifier", "batch_number", "entry_trace_number", "amount")
_COLUMNS = (
    *_KEY, "company_name", "company_identifier", "entry_class", "entry_description", "effective_date",
    "transaction_code", "direction", "receiving_bank", "receiving_account", "individual_identifier", "individual_name",
    "addenda_text", "remittance_trace_number", "remittance_payer_identifier", "return_code", "change_code",
    "original_trace_number", "notice_text", "occurrence",
)  # fmt: skip


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`ach_nacha` for a file that starts with the file header (1) of an ACH file."""
    return "ach_nacha" if is_nacha(head) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Entries of every batch of every file.

    Raises:
        IncompleteFileError: a file header (1) without its file control (9), so the end of the file is missing.
        UnreadableFileError: the file header (1) is not of 94 characters, so nothing says who sent what when.
    """
    wire = read_wire(data)
    headers, controls = (wire.records.filter(col("kind") == kind) for kind in "19")
    if headers.is_empty():
        raise UnreadableFileError(
            f"line {wire.strays['line'].min()}: {wire.strays['reason'][0]}; it is the file header"
        )
    if headers["file"].is_in(controls["file"].implode()).not_().any():
        raise IncompleteFileError(f"{wire.lines} lines read: a file header (1) is not closed by its file control (9)")
    rows = _judge(wire.entries)
    stray = wire.strays.select(_line="line", _lines=lit(1, pl.Int64), reason="reason", row_text="text")
    accepted = rows.filter(col("reason").is_null()).with_columns(_parent=lit(None, pl.Int64))
    made = headers.tail(1)["text"].item()
    reading = Reading(
        records={"ach_entry": accepted.select(*_COLUMNS, "_line", "_lines", "_parent")},
        lines=wire.lines,
        envelope=wire.lines - int(rows["_lines"].sum()) - len(stray),
        refused=pl.concat([rows.filter(col("reason").is_not_null()).select(stray.columns), stray]).sort("_line"),
        totals=[_total(figure) for figure in compare_controls(wire, rows.select("line", "direction"))],
        delivered_at=read_instant(made[23:29], made[29:33]),
        ignored=dict(wire.unused),
    )
    reading.note_strangers(wire.unknown, "as addenda of an entry")
    return reading


def _judge(entries: pl.DataFrame) -> pl.DataFrame:
    """Entries with direction, dates and dollars, and the reason of those that cannot be read as such."""
    code, is_abroad = col("transaction_code"), col("entry_class") == "IAT"
    is_credit, is_debit = code.str.contains("^(?:[2-5][0-4]|8[1357])$"), code.str.contains("^(?:[2-5][5-9]|8[2468])$")
    why = (
        when(is_credit.or_(is_debit).fill_null(value=False).not_())
        .then(lit("the transaction code (positions 2-3) is none of Nacha's"))
        .when(col("amount").str.contains("^[0-9]+$").fill_null(value=False).not_())
        .then(lit("the amount (positions 30-39; ADV 28-39) is not all digits"))
        .when((is_abroad & (col("receiving_currency") != "USD")).fill_null(value=False))
        .then(lit("the entry is not paid out in US dollars (batch header, positions 67-69)"))
    )
    return entries.with_columns(
        direction=when(is_credit).then(lit("credit")).when(is_debit).then(lit("debit")),
        reason=why,
        amount=digits_to_dollars(col("amount")),
        effective_date=digits_to_day(col("effective_date").replace("000000", None)),
        file_date=digits_to_day(col("file_date")),
        _line="line",
        _lines="lines",
    ).with_columns(occurrence=pl.int_range(1, pl.len() + 1).over(_KEY).cast(pl.String))


def _total(figure: Figure) -> ControlTotal:
    kind = "amount" if figure.is_amount else "count"
    severity = "block" if figure.is_amount or figure.name == "entries and addenda" else "warn"
    stated, found = (cents_to_dollars(n) if figure.is_amount else str(n) for n in (int(figure.stated), figure.found))
    return ControlTotal(figure.scope, figure.name, kind, stated, found, figure.line, severity)
