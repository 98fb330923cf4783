"""The run that all steps of one job share.

Here: when it is opened and closed. Not here: what a run does (`pipeline.run`).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from pydantic import PrivateAttr

from pipeline.run import Run, open_run
from pipeline.settings import Settings


class OneRun(dg.ConfigurableResource):
    """The run all steps of one job share: opened before the first, closed after the last, whatever happens."""

    _run: Run = PrivateAttr()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["OneRun"]:
        """Hold the lock for the whole job; raises TryLaterError when another run holds it."""
        log = context.log
        with open_run(
            Settings(), lambda step, done, total: total == done and log and log.info("%s %s", step, total)
        ) as run:
            self._run = run
            yield self

    @property
    def run(self) -> Run:
        """The open run."""
        return self._run
