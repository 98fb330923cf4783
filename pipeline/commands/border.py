"""The last border: every error becomes a sentence and an exit code; no exception text with values gets past.

Here: exit codes and how errors and JSON are printed. Not here: what a command does.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer

FAILED, USAGE, TRY_LATER = 1, 2, 75


@contextmanager
def border(as_json: bool, **known: Any) -> Iterator[None]:
    """Run a command's body; `known` is said beside the error in JSON.

    Raises:
        typer.Exit: with 1 when a step failed, 2 when the question was wrong, 75 when it should be tried later.
    """
    try:
        yield
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        _fail("Stopped; run it again.", TRY_LATER, known if as_json else None)
    except Exception as error:  # noqa: BLE001  (the border itself)
        _fail(*_worded(error), known if as_json else None)


def _worded(error: Exception) -> tuple[str, int]:
    """Sentence and exit code of an error; only our own errors may speak for themselves."""
    from pipeline.failure import StepFailedError, TryLaterError, where  # noqa: PLC0415
    from pipeline.query import QueryRefusedError  # noqa: PLC0415

    if isinstance(error, TryLaterError):
        return str(error), TRY_LATER
    if isinstance(error, QueryRefusedError):
        return str(error), USAGE
    if isinstance(error, StepFailedError):
        return str(error), FAILED
    return f"E-command: {type(error).__name__} at {where(error)}. Run `tieout doctor`.", FAILED


def _fail(sentence: str, code: int, known: dict[str, Any] | None) -> NoReturn:
    if known is not None:
        print_json({**known, "error": sentence})
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


def print_json(content: Any) -> None:
    """One JSON object on a line of its own."""
    typer.echo(json.dumps(content, ensure_ascii=False))
