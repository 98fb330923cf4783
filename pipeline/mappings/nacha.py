"""ACH files (Nacha): entries as text with direction, ISO dates and dollars, and why one cannot be read.

Here: what the digits of an entry become. Not here: where they stand (`pipeline.formats.nacha`), what becomes of a file
(`pipeline.adapters.ach_nacha`). Direction by transaction code as the Nacha rules lay the codes out: the last digit of
20-56 is 0-4 for credits and 5-9 for debits, their returns and changes included; 81-88 (ADV) are credits where odd.
"""

import numpy as np
import polars as pl
from polars import col, lit, when

from pipeline.formats.bank_lines import digits_to_day, digits_to_dollars
from pipeline.formats.stacks import find_owners
from pipeline.formats.twin_parts import Keys

_KEY = ("origin_identifier", "file_date", "file_modifier", "batch_number", "entry_trace_number", "amount")
COLUMNS = (
    *_KEY, "company_name", "company_identifier", "entry_class", "entry_description", "effective_date",
    "transaction_code", "direction", "receiving_bank", "receiving_account", "individual_identifier", "individual_name",
    "addenda_text", "remittance_trace_number", "remittance_payer_identifier", "return_code", "change_code",
    "original_trace_number", "notice_text", "occurrence",
)  # fmt: skip


def read_entries(entries: pl.DataFrame, first: np.ndarray, met: Keys | None = None) -> pl.DataFrame:
    """Entries with direction, dates and dollars, and the reason of those that cannot be read as such.

    Args:
        entries: as `pipeline.formats.nacha.Wire` has them.
        first: at which line, counted from 0, each landed file starts, and then where the last one ends.
        met: the keys of the parts before, where these are the entries of a part of a file.
    """
    alike = [*_KEY, pl.Series("owner", find_owners(entries["line"].to_numpy() - 1, first))]
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
    rows = entries.with_columns(
        direction=when(is_credit).then(lit("credit")).when(is_debit).then(lit("debit")),
        reason=why,
        amount=digits_to_dollars(col("amount")),
        effective_date=digits_to_day(col("effective_date").replace("000000", None)),
        file_date=digits_to_day(col("file_date")),
        _line="line",
        _lines="lines",
    )
    before = met.count_before(rows, list(_KEY)) if met else lit(0)
    return rows.with_columns(occurrence=(pl.int_range(1, pl.len() + 1).over(alike) + before).cast(pl.String))
