"""`tieout run`: which folders are read, the progress, the report.

Here: gluing settings, run and telling. Not here: the run (`pipeline.run`).
"""

from datetime import date
from pathlib import Path

from rich.console import Console

from pipeline.commands.border import print_json
from pipeline.commands.progress import show_progress
from pipeline.commands.telling import tell_report
from pipeline.run import run
from pipeline.settings import Settings


def run_and_tell(landing: Path | None, as_of: date | None, rebuild: bool, as_json: bool) -> bool:
    """Run and report; gives whether readers now see what this run stands for."""
    settings = Settings()
    with show_progress(Console(stderr=True), wanted=not as_json) as progress:
        report = run(settings, settings.roots(landing), as_of, rebuild, progress)
    if as_json:
        print_json(report.as_json())
    else:
        tell_report(Console(), report)
    return report.is_good
