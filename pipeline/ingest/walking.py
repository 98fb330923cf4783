"""The paths below a landing folder: which count, how they are named, and whether anything changed.

Here: walking and names. Not here: what a path holds (`pipeline.ingest.landing`). No byte of a file is read.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def fingerprint_landing(roots: list[Path]) -> tuple[str, float]:
    """What lies below the roots, by name, size and time, without reading a byte; and when it last changed.

    Gives a hash that differs when a file was added, removed or written, and the newest change as seconds since 1970.
    """
    found = []
    for path in sorted(path for root in roots for path, is_closed in walk(root) if not is_closed):
        with suppress(FileNotFoundError):  # it vanished meanwhile, as if it had never landed
            now = path.stat()
            found.append((path.as_posix(), now.st_size, now.st_mtime))
    digest = hashlib.sha256("\n".join(map(str, found)).encode("utf-8", "surrogateescape")).hexdigest()
    return digest, max((changed_at for *_, changed_at in found), default=0.0)


def walk(root: Path) -> Iterator[tuple[Path, bool]]:
    """Paths of regular files, and of folders that cannot be opened (second item true).

    Hidden names and symbolic links are passed over.
    """
    closed: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            if not name.startswith(".") and stat.S_ISREG(path.lstat().st_mode):
                yield path, False
    yield from ((path, True) for path in closed if path != root)


def as_text(path: Path) -> str:
    """The path as a name: slashes, and one line."""
    return printable(os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace"))


def printable(name: str) -> str:
    """A name on one line, for whoever reads it in a list: what cannot be printed is written as its code."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
