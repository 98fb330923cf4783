"""The one border for errors: what leaves a step is a code, the kind of error and what to do; never a value.

Here: turning any exception of a step into `StepFailedError`, and the two errors that are nobody's fault. Not here:
printing and exit codes (`pipeline.cli`).
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OURS = Path(__file__).parent

ADVICE_BY_STEP = {
    "ingest": "Run it again; if it stays, move the newest files out of the landing folder one by one to find the one.",
    "transform": "Run `tieout doctor`; it says whether the SQL project can be read.",
    "plausibility": "The snapshot can be published without it; run `tieout doctor`.",
    "publish": "Yesterday's snapshot still stands. Check space and rights of the data folder, then run again.",
    "report": "Run `tieout verify`; it says whether the snapshot is whole.",
}
ADVICE_BY_KIND = {
    "PermissionError": "The user running Tieout must own the data folder: run `tieout doctor`.",
    "MemoryError": "The machine ran out of memory: close other programs or run again at a quiet hour.",
    "OutOfMemoryException": "The machine ran out of memory: close other programs or run again at a quiet hour.",
    "IOException": "A database file is held by another program or damaged: close it, then run again.",
    "OSError": "The disk refused: check free space and rights of the data folder, then run again.",
}


class TryLaterError(Exception):
    """Nothing is wrong with the files: another run is at work, or there is no room. The sentence is safe to show."""


class StepFailedError(Exception):
    """A step ended in an error; the text is `E-<step>: <kind> [at place]. <what to do>` and holds no value.

    Args:
        step: the step's name.
        kind: the exception's type name, or what kind of thing failed.
        advice: what to do; by default what usually helps.
        where: our own file and line, for whoever mends it.
    """

    def __init__(self, step: str, kind: str, advice: str = "", where: str = "") -> None:
        """Word the failure once."""
        self.step, self.kind, self.where = step, kind, where
        self.advice = advice or ADVICE_BY_KIND.get(kind) or ADVICE_BY_STEP.get(step, "Run `tieout doctor`.")
        place = f" at {where}" if where else ""
        super().__init__(f"E-{step}: {kind}{place}. {self.advice}")


@contextmanager
def border(step: str) -> Iterator[None]:
    """Let no exception text out of a step.

    Raises:
        StepFailedError: for any exception inside, with its kind only.
    """
    try:
        yield
    except (StepFailedError, TryLaterError):
        raise
    except Exception as error:  # noqa: BLE001  (the border itself)
        raise StepFailedError(step, type(error).__name__, where=where(error)) from None


def where(error: BaseException) -> str:
    """File and line of ours that the error came through last: a place, no value."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [(Path(frame.filename), frame.lineno) for frame in frames if Path(frame.filename).is_relative_to(OURS)]
    return f"{ours[-1][0].relative_to(OURS).as_posix()}:{ours[-1][1]}" if ours else ""
