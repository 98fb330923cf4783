"""Putting deliveries on a disk, in several processes when there are many.

Here: writing and replacing files. Not here: what is in them (`writers`), or which there are (`deliveries`).
"""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from pipeline.simulator.deliveries import Delivery

Progress = Callable[[str, int, int], None]
_jobs: list[tuple[Path, Delivery]] = []
"""What the processes of the pool write; they inherit it, so that no event is copied."""


def land(folder: Path, deliveries: list[Delivery], *, processes: int, progress: Progress) -> tuple[dict[str, int], int]:
    """Write every file under `folder`, removing what an earlier simulation left; files by folder, and bytes in all."""
    _clear(folder, deliveries)
    counts = Counter(name.split("/")[0] for item in deliveries for name in [item.name, *item.copies])
    done, total = 0, 0
    for size in _sizes([(folder, item) for item in deliveries], processes):
        done, total = done + 1, total + size
        progress("writing files", done, len(deliveries))
    return dict(counts), total


def _sizes(jobs: list[tuple[Path, Delivery]], processes: int) -> Iterator[int]:
    if processes < 2 or "fork" not in get_all_start_methods():  # noqa: PLR2004
        yield from (_write(*job) for job in jobs)
        return
    _jobs[:] = jobs
    gc.freeze()
    try:
        with get_context("fork").Pool(processes) as pool:
            order = sorted(range(len(jobs)), key=lambda index: not jobs[index][1].is_large)
            yield from pool.imap_unordered(_write_job, order)
    finally:
        gc.unfreeze()
        _jobs.clear()


def _write_job(index: int) -> int:
    return _write(*_jobs[index])


def _write(folder: Path, delivery: Delivery) -> int:
    data = delivery.data()
    for name in [delivery.name, *delivery.copies]:
        (folder / name).write_bytes(data)
    return len(data) * (1 + len(delivery.copies))


def _clear(folder: Path, deliveries: list[Delivery]) -> None:
    for parent in {(folder / name).parent for item in deliveries for name in [item.name, *item.copies]}:
        parent.mkdir(parents=True, exist_ok=True)
        for old in parent.iterdir():
            if old.is_file():
                old.unlink()


@contextmanager
def without_collection() -> Iterator[None]:
    """No search for cycles meanwhile: events live as long as their world, and looking through them all takes time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def processors() -> int:
    """How many processes may work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
