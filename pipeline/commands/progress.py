"""Progress on a terminal: which step, how far. Never in a pipe, never in a log.

Here: the moving line. Not here: the steps.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline.transform import Progress as Teller

WORDS = {
    "ingest": "reading what landed",
    "verify": "looking for this very run",
    "transform": "building models",
    "test": "testing models",
    "audit": "judging plausibility",
    "report": "reading what was found",
    "publish": "publishing",
}
IN_BYTES = ("ingest",)
"""Steps that count bytes: a single file may take minutes."""


@contextmanager
def show_progress(console: Console, wanted: bool) -> Iterator[Teller]:
    """A function to tell step, done and total to; draws only when wanted and on a terminal."""
    if not wanted or not console.is_terminal:
        yield lambda _step, _done, _total: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def tell(step: str, done: int, total: int) -> None:
            words = WORDS.get(step, step)
            count = decimal if step in IN_BYTES else "{:,}".format
            said = f"{words}, {count(done)} of {count(total)}" if total else words
            bar.update(task, description=said, completed=done, total=total or None)

        yield tell
