"""The log of runs: one JSON object a line in the log folder, counts and hashes only.

Here: which keys may be logged. Not here: what is told to a person. A key that is not on the list is dropped, so that
no patient value can reach a log by accident.
"""

import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from pipeline.settings import Settings

LOG_FILE = "tieout.jsonl"
ALLOWED_KEYS = frozenset(
    {
        *("event", "level", "at", "run_id", "as_of", "code_version", "step", "kind", "where", "outcome", "seconds"),
        *("files_read", "marts", "rows", "cents", "sha256", "passed", "failed", "warned"),
        *("accepted", "partly_accepted", "quarantined", "duplicate", "superseded", "incomplete", "unrecognised"),
    },
)


def keep_allowed(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """A structlog processor that drops every key which is not allowed."""
    return {key: value for key, value in event.items() if key in ALLOWED_KEYS}


@contextmanager
def open_log(settings: Settings) -> Iterator[Any]:
    """A logger that appends to the log file, which only its owner may read; every module's logger writes there too.

    Anything logged by libraries below critical stays silent meanwhile: their messages may hold values of rows.
    """
    import structlog  # noqa: PLC0415  (needed by a run only)

    settings.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.logs / LOG_FILE
    path.touch(mode=0o600)
    logging.disable(logging.ERROR)
    try:
        with path.open("a", encoding="utf-8") as file:
            structlog.configure(
                processors=[
                    structlog.processors.add_log_level,
                    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
                    keep_allowed,
                    structlog.processors.JSONRenderer(sort_keys=True),
                ],
                logger_factory=structlog.WriteLoggerFactory(file),
            )
            yield structlog.get_logger()
    finally:
        structlog.reset_defaults()
        logging.disable(logging.NOTSET)
