"""What the addenda records (7) of an ACH file say about the entry they hang on.

Here: information that runs on from record to record, names of international entries, returns and changes. Not here:
which record is an addenda, and of which entry (`pipeline.formats.nacha`).
"""

import polars as pl
from polars import col

from pipeline.formats.bank_lines import slice_at

USED_ADDENDA = ("705", "710", "711", "717", "798", "799")
UNUSED_ADDENDA = ("702", "712", "713", "714", "715", "716", "718")
"""Terminals of card payments; addresses and banks of international entries."""
_TRN = r"(?:^|[^A-Z0-9])TRN[*|^]1[*|^]([^*|^\\~]+)(?:[*|^]([^*|^\\~\s]+))?"


def join_addenda(addenda: pl.DataFrame) -> pl.DataFrame:
    """One row per entry: its payment related information, names (IAT), and the last return or change it reports."""
    words = col("type").is_in(["05", "17"])
    information = col("text").str.slice(3, 80)
    notice = col("type").is_in(["98", "99"])

    def latest(kind: pl.Expr, first: int, last: int) -> pl.Expr:
        return slice_at((first, last)).filter(kind).last()

    return (
        addenda.group_by("entry", maintain_order=True)
        .agg(
            addenda=pl.len().cast(pl.Int64),
            addenda_text=information.filter(words).str.strip_chars_end().str.join("\n"),
            run_on=information.filter(words).str.join(""),
            receiver_name=latest(col("type") == "10", 47, 81),
            originator_name=latest(col("type") == "11", 4, 38),
            return_code=latest(col("type") == "99", 4, 6),
            change_code=latest(col("type") == "98", 4, 6),
            original_trace_number=latest(notice, 7, 21),
            notice_text=latest(notice, 36, 79),
        )
        .with_columns(
            col("addenda_text").replace("", None),
            remittance_trace_number=col("run_on").str.extract(_TRN, 1).str.strip_chars(),
            remittance_payer_identifier=col("run_on").str.extract(_TRN, 2),
        )
    )
