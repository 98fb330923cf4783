"""What dbt has read of the SQL project, kept beside the project, so that it is read once for all data folders.

Here: where it is kept, and keeping it. Not here: whether it still holds: dbt compares it with the files itself, reads
again what has changed, and all of it when it was written by another version.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

OWN = "partial_parse.msgpack"
"""As dbt names it in its target folder."""
SHARED = Path("target", "parsed.msgpack")
"""Beside the SQL project; it holds our own sources, and nothing of a practice."""


def known_before(project: Path, target: Path) -> list[str]:
    """The option that has dbt start from what is known of the project already: by this data folder, else by any."""
    shared = project / SHARED
    if (target / OWN).exists() or not shared.exists():
        return []
    return ["--partial-parse-file-path", str(shared)]


def keep_known(project: Path, target: Path) -> None:
    """Keep what dbt has just read, whole or not at all; a project that may not be written to keeps nothing."""
    own, shared = target / OWN, project / SHARED
    with suppress(OSError):
        if shared.exists() and own.stat().st_mtime <= shared.stat().st_mtime:
            return
        shared.parent.mkdir(exist_ok=True)
        swap = shared.with_name(f".{shared.name}-{os.getpid()}")
        shutil.copyfile(own, swap)
        swap.replace(shared)
