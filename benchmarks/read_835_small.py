"""2,000 small 835 files (about 25 MB in all): what a file costs beside what stands in it."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import TIEOUT, read_and_store
from benchmarks.read_835 import LESS, oxedi_store, write_remittance

__all__ = ["LESS", "REPEATS", "SIZE", "TITLE", "WAYS", "write"]

TITLE, SIZE, REPEATS = "835, 2,000 small files", 2_000, 3
MOST_CLAIMS = 50


def write(landing: Path, files: int) -> None:
    """So many files of one payment each, from one claim up."""
    for number in range(files):
        write_remittance(landing / f"small_{number:05}.835", 1 + number % MOST_CLAIMS, number * MOST_CLAIMS)


WAYS: dict[str, Callable[[Path, Path], int]] = {TIEOUT: read_and_store, "oxedi, as it reads": oxedi_store}
