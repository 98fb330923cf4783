"""What the batch and file controls of an ACH file say, beside what its records give.

Here: counts, entry hashes and sums of cents, as stated and as found. Not here: cutting records
(`pipeline.formats.nacha`), what a disagreement means (`pipeline.adapters.ach_nacha`).

The entry hash is the sum of the first eight digits of every receiving bank, its last ten digits. Entries and addenda
are counted alike. Batches and files of ADV entries have amounts of twenty digits, all others of twelve. Entries that
announce their addenda (CTX and its kin, IAT) are listed only where fewer or more follow: thousands may agree.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from polars import col

from pipeline.formats.nacha import Wire
from pipeline.formats.stacks import find_owners

HASH_DIGITS = 10_000_000_000
BLOCK = 10
LONGEST = 18
"""Digits of the longest figure that can be one; what is longer is no total but a record out of place."""
_BATCH = {"entries and addenda": (5, 10), "entry hash": (11, 20), "debits": (21, 32), "credits": (33, 44)}
_BATCH_ADV = _BATCH | {"debits": (21, 40), "credits": (41, 60)}
_FILE = {
    "batches": (2, 7),
    "blocks": (8, 13),
    "entries and addenda": (14, 21),
    "entry hash": (22, 31),
    "debits": (32, 43),
    "credits": (44, 55),
}
_FILE_ADV = _FILE | {"debits": (32, 51), "credits": (52, 71)}


@dataclass(frozen=True)
class Figure:
    """One figure of one control record; amounts are whole cents. `stated` is the file's text."""

    scope: str
    name: str
    line: int
    stated: str
    found: int

    @property
    def is_amount(self) -> bool:
        """Whether the figure is money."""
        return self.name in ("debits", "credits")


def last_headers(wire: Wire) -> list[str]:
    """The last file header (1) of each landed file."""
    headers = wire.records.filter(col("kind") == "1")
    return headers["text"].gather(np.searchsorted(headers["line"].to_numpy(), wire.first[1:] + 1) - 1).to_list()


def are_complete(wire: Wire) -> list[bool]:
    """Whether each landed file closes every file header (1) by a file control (9)."""
    headers, controls = (wire.records.filter(col("kind") == kind) for kind in "19")
    open_ones = headers.filter(col("file").is_in(controls["file"].implode()).not_())["line"].to_numpy()
    return [owner not in find_owners(open_ones - 1, wire.first) for owner in range(len(wire.first) - 1)]


def compare_controls(wire: Wire, directions: pl.DataFrame) -> list[Figure]:
    """Every figure of every control record that states a whole number, in file order.

    `directions` has `line` and `direction` (credit, debit or null) of every entry.
    """
    entries = wire.entries.join(directions, on="line", how="left").with_columns(
        cents=col("amount").str.extract("^([0-9]{1,18})$").cast(pl.Int64).fill_null(0),
        bank=col("receiving_bank").str.extract("^([0-9]{8})").cast(pl.Int64).fill_null(0),
    )
    is_adv = dict(entries.select("batch", col("entry_class").eq_missing("ADV")).unique(maintain_order=True).iter_rows())
    by_batch, by_file = _add_up(entries, wire.records, "batch"), _add_up(entries, wire.records, "file")
    batches = dict(wire.records.filter(col("kind") == "5").group_by("file").agg("batch").iter_rows())
    sizes = dict(wire.records.group_by("file").len().iter_rows())
    figures = []
    for record in wire.records.filter(col("kind").is_in(["8", "9"])).to_dicts():
        if record["kind"] == "8":
            place = _BATCH_ADV if is_adv.get(record["batch"]) else _BATCH
            found = by_batch.get(record["batch"], {})
        else:
            mine = batches.get(record["file"], [])
            place = _FILE_ADV if mine and all(is_adv.get(batch) for batch in mine) else _FILE
            found = by_file.get(record["file"], {}) | {
                "batches": len(mine),
                "blocks": -(-sizes[record["file"]] // BLOCK),
            }
        kind = "batch" if record["kind"] == "8" else "file"
        scope = f"{kind} {record[kind] - wire.before[kind][find_owners(record['line'] - 1, wire.first)]}"
        stated = {name: record["text"][first - 1 : last].strip() for name, (first, last) in place.items()}
        figures += [
            Figure(scope, name, record["line"], text, found.get(name, 0))
            for name, text in stated.items()
            if text and text.isascii() and text.isdigit() and len(text.lstrip("0")) <= LONGEST
        ]
    announced = col("addenda_count").str.extract("^([0-9]{1,4})$").cast(pl.Int64)
    gaps = entries.filter(announced != col("addenda")).select("line", "addenda_count", "addenda")
    figures += [Figure("entry", "addenda", line, stated, found) for line, stated, found in gaps.iter_rows()]
    return sorted(figures, key=lambda figure: figure.line)


def _add_up(entries: pl.DataFrame, records: pl.DataFrame, scope: str) -> dict[int, dict[str, int]]:
    """Counts, hash and sums of all entries of each batch or file, by its number from the top."""
    sums = entries.group_by(scope).agg(
        hash=col("bank").sum() % HASH_DIGITS,
        debits=col("cents").filter(col("direction") == "debit").sum(),
        credits=col("cents").filter(col("direction") == "credit").sum(),
    )
    counted = records.filter(col("kind").is_in(["6", "7"])).group_by(scope).agg(count=pl.len())
    return {
        row[scope]: {
            "entries and addenda": row["count"],
            "entry hash": row["hash"] or 0,
            "debits": row["debits"] or 0,
            "credits": row["credits"] or 0,
        }
        for row in counted.join(sums, on=scope, how="left").to_dicts()
    }
