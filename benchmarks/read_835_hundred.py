"""One 835 of 100 MB: does memory stay bounded?"""

from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import TIEOUT, read_and_store
from benchmarks.read_835 import LESS, oxedi_store, write

__all__ = ["LESS", "REPEATS", "SIZE", "TITLE", "WAYS", "write"]

TITLE, SIZE, REPEATS = "835, one file of 100 MB", 200_000, 3

WAYS: dict[str, Callable[[Path, Path], int]] = {TIEOUT: read_and_store, "oxedi, as it reads": oxedi_store}
