"""What dbt has read of the SQL project, kept beside the project, so that it is read once for all data folders.

Here: where it is kept, keeping it, and for which state of the files it holds. Not here: reading, which is dbt's. dbt
can also read again only what has changed, but then forgets the column types of seeds whose YAML file was edited: what
was read of other files than these is not used at all.
"""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

OWN = "partial_parse.msgpack"
"""As dbt names it in its target folder."""
ALL_ANEW = ["--no-partial-parse"]
READ_BY_DBT = {".sql", ".yml", ".csv", ".py"}
MADE_BY_DBT = {"target", "logs"}


def state_of(project: Path) -> str:
    """Hex sha256 over the name and the bytes of every file dbt reads."""
    digest = hashlib.sha256()
    for path in sorted(project.rglob("*")):
        inside = path.relative_to(project)
        if path.suffix in READ_BY_DBT and inside.parts[0] not in MADE_BY_DBT:
            digest.update(f"\n{inside.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    return digest.hexdigest()


def known_before(project: Path, target: Path, state: str) -> list[str]:
    """The option that has dbt start from what was read of the same files, for any data folder; else read them all."""
    for folder in (project / "target", target):
        if (known := _kept(folder, state)).exists():
            return ["--partial-parse-file-path", str(known)]
    return ALL_ANEW


def keep_known(project: Path, target: Path, state: str) -> None:
    """Keep what dbt has just read, whole or not at all, and nothing of other states of the files.

    It lies in the data folder where the project may not be written to.
    """
    own = target / OWN
    for folder in (project / "target", target):
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
            swap = folder / f".{OWN}-{os.getpid()}"
            shutil.copyfile(own, swap)
            swap.replace(_kept(folder, state))
            for other in set(folder.glob(_kept(folder, "*").name)) - {_kept(folder, state)}:
                other.unlink()
            return


def _kept(folder: Path, state: str) -> Path:
    return folder / f"parsed-{state}.msgpack"
