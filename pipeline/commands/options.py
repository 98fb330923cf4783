"""Options that several commands have: one spelling, one sentence of help.

Here: options only. Not here: the commands (`pipeline.cli`, `pipeline.commands.workshop`).
"""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="End with one JSON object.")]
Day = typer.Option(formats=["%Y-%m-%d"])
