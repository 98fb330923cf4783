"""The names things go by in the answer key, and the shorter names a tool may use for the same thing.

Here: splitting a full reference into the parts people know it by. Not here: what is compared with what.

A bank credit is `account|date|type|cents|bank reference|customer reference|occurrence`, a remittance is
`payer identifier|trace number|payment date|cents`, a PM batch is `practice|batch number`; anything else is one word.
"""

import polars as pl

PARTS_KNOWN = {7: (4, 5), 4: (1,), 2: (1,)}
"""Number of parts of a full reference, and which of them name the thing by themselves."""


def with_aliases(frame: pl.DataFrame, key: str, *references: str) -> pl.DataFrame:
    """One row per key and name: every reference of a row whole, and the parts of it that name it by themselves.

    Args:
        frame: anything with a key column and columns of references.
        key: the column that names a row.
        references: the columns that hold references; each may be text or null.
    """
    names = []
    for column in references:
        said = frame.select(pl.col(key), pl.col(column).cast(pl.String).alias("alias"))
        parts = pl.col("alias").str.split("|")
        names.append(said)
        for count, places in PARTS_KNOWN.items():
            full = said.filter(parts.list.len() == count)
            names.extend(full.with_columns(parts.list.get(place).alias("alias")) for place in places)
    return pl.concat(names).filter(pl.col("alias").is_not_null() & (pl.col("alias") != "")).unique().sort(key, "alias")


def with_key(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """The frame with its row number in front, as key for `with_aliases`."""
    return frame.with_row_index(name)
