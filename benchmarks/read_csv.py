"""A large bank CSV read by its layout: beside the readers of DuckDB and polars, which know no contract."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.measuring import TIEOUT, read_and_store, store

TITLE, SIZE, REPEATS = "CSV by layout, one file of 100 MB", 932_000, 1


def write(landing: Path, lines: int) -> None:
    """Signed amounts with a running balance."""
    balance = 0
    with (landing / "bank.csv").open("w", encoding="ascii", newline="") as file:
        file.write("Posting Date,Account Number,Description,Memo,Check Number,Amount,Running Balance,Currency\n")
        for number in range(lines):
            cents = 10_000 + number * 7_919 % 900_000
            balance += cents
            file.write(
                f"08/{1 + number * 28 // lines:02d}/2026,4400012345,BLUE PRAIRIE HEALTH,"
                f"HCCLAIMPMT TRN*1*EFT{number:09d}*1470000033,,"
                f"{cents // 100}.{cents % 100:02d},{balance // 100}.{balance % 100:02d},USD\n"
            )


def duckdb_store(landing: Path, folder: Path) -> int:
    """DuckDB's own reader, types as it guesses them; left to itself it takes these days for day before month."""
    with duckdb.connect(str(folder / "other.duckdb")) as connection:
        connection.execute(
            "create table lines as from read_csv(?, header = true, dateformat = '%m/%d/%Y')",
            [str(landing / "bank.csv")],
        )
        return connection.table("lines").count("*").fetchall()[0][0]


def polars_store(landing: Path, folder: Path) -> int:
    """The reader of polars, types as it guesses them."""
    import polars as pl  # noqa: PLC0415  (each way imports only its own)

    return store({"lines": pl.read_csv(landing / "bank.csv").to_arrow()}, folder)


WAYS: dict[str, Callable[[Path, Path], int]] = {
    TIEOUT: read_and_store,
    "DuckDB read_csv, types guessed": duckdb_store,
    "polars read_csv, types guessed": polars_store,
}
