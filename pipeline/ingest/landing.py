"""What lies in the landing folders: which files, which bytes, and which of them are the same.

Here: walking, hashing, naming, finding duplicates. Not here: what the bytes mean (`reading`). Landed files are
never written, moved or removed, and their names are data: text that is stored, never a path or a command again.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

FILE_ID_LENGTH = 16
CHANGED = "the file changed while it was being read; it is read again on the next run"


@dataclass(frozen=True)
class LandedFile:
    """One landed path. `outcome` is set where it is clear before any reader looks at the bytes."""

    name: str
    path: Path
    sha256: str = ""
    byte_count: int = 0
    outcome: str | None = None
    reason: str | None = None

    @property
    def file_id(self) -> str:
        """First characters of the content's hash; of the name's where the content cannot be read."""
        digest = self.sha256 or hashlib.sha256(f"unreadable {self.name}".encode()).hexdigest()
        return digest[:FILE_ID_LENGTH]


def list_landed(roots: list[Path]) -> list[LandedFile]:
    """Every regular file below the roots, by name. Hidden names and symbolic links are passed over.

    A name is the path below its root; below a second root the root's own name leads. Of identical bytes the smallest
    name is the original, the others are duplicates.
    """
    landed: dict[str, LandedFile] = {}
    walked: list[Path] = []
    for number, root in enumerate(roots):
        if any(root.resolve().is_relative_to(other) for other in walked):
            continue
        walked.append(root.resolve())
        for path, unreadable in _walk(root):
            name = _as_text(path.relative_to(root) if number == 0 else root.name / path.relative_to(root))
            while name in landed:
                name = f"{number}:{name}"
            file = LandedFile(name, path) if unreadable else _look_at(LandedFile(name, path))
            if unreadable:
                file = replace(file, outcome="quarantined", reason="the folder cannot be opened: check its permissions")
            if file:
                landed[name] = file
    return _mark_duplicates([landed[name] for name in sorted(landed)])


def fingerprint_landing(roots: list[Path]) -> tuple[str, float]:
    """What lies below the roots, by name, size and time, without reading a byte; and when it last changed.

    Gives a hash that differs when a file was added, removed or written, and the newest change as seconds since 1970.
    """
    found = []
    for path in sorted(path for root in roots for path, is_closed in _walk(root) if not is_closed):
        with suppress(FileNotFoundError):  # it vanished meanwhile, as if it had never landed
            now = path.stat()
            found.append((path.as_posix(), now.st_size, now.st_mtime))
    digest = hashlib.sha256("\n".join(map(str, found)).encode("utf-8", "surrogateescape")).hexdigest()
    return digest, max((changed_at for *_, changed_at in found), default=0.0)


def _as_text(path: Path) -> str:
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _walk(root: Path) -> Iterator[tuple[Path, bool]]:
    """Paths of files, and of folders that cannot be opened (second item true)."""
    closed: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            if not name.startswith(".") and stat.S_ISREG(path.lstat().st_mode):
                yield path, False
    yield from ((path, True) for path in closed if path != root)


def _look_at(file: LandedFile) -> LandedFile | None:
    """The file with hash and size; None when it vanished meanwhile, as if it had never landed."""
    try:
        with file.path.open("rb") as content:
            before = os.fstat(content.fileno())
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            after = os.fstat(content.fileno())
    except FileNotFoundError:
        return None
    except OSError:
        return replace(file, outcome="quarantined", reason="the file cannot be opened: check its permissions")
    file = replace(file, sha256=digest, byte_count=before.st_size)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return replace(file, outcome="incomplete", reason=CHANGED)
    if not before.st_size:
        return replace(file, outcome="incomplete", reason="the file is empty (0 bytes)")
    return file


def _mark_duplicates(files: list[LandedFile]) -> list[LandedFile]:
    originals: dict[str, str] = {}
    marked = []
    for file in files:
        if file.outcome is None and originals.setdefault(file.sha256, file.name) != file.name:
            reason = f"the same bytes as {originals[file.sha256]}"
            marked.append(replace(file, outcome="duplicate", reason=reason))
        else:
            marked.append(file)
    return marked
