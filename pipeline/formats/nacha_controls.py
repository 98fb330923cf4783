"""What the batch and file controls of an ACH file say, beside what its records give.

Here: counts, entry hashes and sums of cents, as stated and as found. Not here: cutting records
(`pipeline.formats.nacha`), what a disagreement means (`pipeline.adapters.ach_nacha`).

The entry hash is the sum of the first eight digits of every receiving bank, its last ten digits. Entries and addenda
are counted alike. Batches and files of ADV entries have amounts of twenty digits, all others of twelve. Blocks also
count what stands behind a file control, so one is compared where the next file starts or nothing follows. Entries that
announce their addenda (CTX and its kin, IAT) are listed only where fewer or more follow: thousands may agree.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

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
_PLACES = {("batch", False): _BATCH, ("batch", True): _BATCH_ADV, ("file", False): _FILE, ("file", True): _FILE_ADV}


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


@dataclass
class Course:
    """What the parts of a file so far give to the controls to come: sums of what is open, controls still to compare."""

    sums: dict[str, dict[int, Counter[str]]] = field(default_factory=lambda: {"batch": {}, "file": {}})
    controls: list[dict] = field(default_factory=list)


def last_headers(wire: Wire) -> list[str]:
    """The last file header (1) of each landed file."""
    headers = wire.records.filter(col("kind") == "1")
    return headers["text"].gather(np.searchsorted(headers["line"].to_numpy(), wire.first[1:] + 1) - 1).to_list()


def are_complete(wire: Wire) -> list[bool]:
    """Whether each landed file closes every file header (1) by a file control (9)."""
    headers, controls = (wire.records.filter(col("kind") == kind) for kind in "19")
    open_ones = headers.filter(col("file").is_in(controls["file"].implode()).not_())["line"].to_numpy()
    return [owner not in find_owners(open_ones - 1, wire.first) for owner in range(len(wire.first) - 1)]


def compare_controls(
    wire: Wire, directions: pl.DataFrame, course: Course | None = None, *, is_last: bool = True
) -> list[Figure]:
    """Every figure of every control record that states a whole number, in file order.

    Args:
        wire: landed files, or a part of one.
        directions: `line` and `direction` (credit, debit or null) of every entry.
        course: what the parts before give; it then is what the next part needs.
        is_last: whether no part follows.
    """
    course = course or Course()
    entries = wire.entries.join(directions, on="line", how="left").with_columns(
        cents=col("amount").str.extract("^([0-9]{1,18})$").cast(pl.Int64).fill_null(0),
        bank=col("receiving_bank").str.extract("^([0-9]{8})").cast(pl.Int64).fill_null(0),
    )
    sums = {scope: _add_up(entries, wire.records, scope) for scope in ("batch", "file")}
    for scope, earlier in course.sums.items():
        for number, found in earlier.items():
            sums[scope].setdefault(number, Counter()).update(found)
    controls = [*course.controls, *wire.records.filter(col("kind").is_in(["8", "9"])).to_dicts()]
    ends = [is_last or record["kind"] == "8" or record["file"] < wire.held.counts["file"] for record in controls]
    figures = [
        figure
        for record, is_due in zip(controls, ends, strict=True)
        if is_due
        for figure in _figures(record, sums, wire)
    ]
    course.controls = [record for record, is_due in zip(controls, ends, strict=True) if not is_due]
    course.sums = {
        scope: {n: found[n]} if (n := wire.held.counts[scope]) in found else {} for scope, found in sums.items()
    }
    announced = col("addenda_count").str.extract("^([0-9]{1,4})$").cast(pl.Int64)
    gaps = entries.filter(announced != col("addenda")).select("line", "addenda_count", "addenda")
    figures += [Figure("entry", "addenda", line, stated, found) for line, stated, found in gaps.iter_rows()]
    return sorted(figures, key=lambda figure: figure.line)


def _figures(record: dict, sums: dict[str, dict[int, Counter[str]]], wire: Wire) -> Iterator[Figure]:
    """The figures of one control record that are whole numbers."""
    kind = "batch" if record["kind"] == "8" else "file"
    found = sums[kind].get(record[kind], Counter())
    is_adv = 0 < found["batches"] == found["ADV batches"]
    entry_hash, blocks = found["entry hash"] % HASH_DIGITS, -(-found["records"] // BLOCK)
    found = Counter({**found, "entry hash": entry_hash, "blocks": blocks})
    scope = f"{kind} {record[kind] - wire.before[kind][find_owners(record['line'] - 1, wire.first)]}"
    for name, (first, last) in _PLACES[kind, is_adv].items():
        text = record["text"][first - 1 : last].strip()
        if text and text.isascii() and text.isdigit() and len(text.lstrip("0")) <= LONGEST:
            yield Figure(scope, name, record["line"], text, found[name])


def _add_up(entries: pl.DataFrame, records: pl.DataFrame, scope: str) -> dict[int, Counter[str]]:
    """Counts, hash and sums of all entries of each batch or file, by its number from the top."""
    kind, entry_class = col("kind"), col("text").str.slice(50, 3).str.to_uppercase()
    counted = records.group_by(scope).agg(
        pl.len().alias("records"),
        (kind == "5").sum().alias("batches"),
        ((kind == "5") & (entry_class == "ADV")).sum().alias("ADV batches"),
        kind.is_in(["6", "7"]).sum().alias("entries and addenda"),
    )
    sums = entries.group_by(scope).agg(
        col("bank").sum().alias("entry hash"),
        col("cents").filter(col("direction") == "debit").sum().alias("debits"),
        col("cents").filter(col("direction") == "credit").sum().alias("credits"),
    )
    rows = counted.join(sums, on=scope, how="left").fill_null(0).to_dicts()
    return {row.pop(scope): Counter(row) for row in rows}
