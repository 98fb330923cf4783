"""A middling 835 (5 MB): beside pyx12, which is too slow for a large one. It validates, we judge by contract."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from benchmarks.measuring import TIEOUT, read_and_store, store
from benchmarks.read_835 import write

__all__ = ["REPEATS", "SIZE", "TITLE", "WAYS", "write"]

TITLE, SIZE, REPEATS = "835, beside pyx12", 10_000, 1


def pyx12_store(landing: Path, folder: Path) -> int:
    """Segments as its reader gives them, one row each; its validator takes longer still."""
    import pyx12.x12file  # noqa: PLC0415  (each way imports only its own)

    rows = [
        (segment.get_seg_id(), segment.format())
        for path in sorted(landing.iterdir())
        for segment in pyx12.x12file.X12Reader(str(path))
    ]
    names, texts = zip(*rows, strict=True)
    return store({"segments": pa.table({"name": names, "text": texts})}, folder)


WAYS: dict[str, Callable[[Path, Path], int]] = {TIEOUT: read_and_store, "pyx12, its segments": pyx12_store}
