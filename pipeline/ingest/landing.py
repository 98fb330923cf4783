"""What lies in the landing folders: which files, which bytes, and which of them are the same.

Here: hashing, naming, finding duplicates. Not here: the walk over the folders (`walking`), how an archive is looked
into (`containers`), what the bytes mean (`reading`). Landed files are never written, moved or removed, and their names
are data: text that is stored, never a path or a command again.
"""

import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from pipeline.ingest.containers import ArchiveCutError, ArchiveRefusedError, Place, list_members, read_member
from pipeline.ingest.walking import as_text, printable, walk

FILE_ID_LENGTH = 16
ARCHIVE = "archive_zip"
EMPTY = "the file is empty (0 bytes)"
CHANGED = "the file changed while it was being read; it is read again on the next run"


@dataclass(frozen=True)
class LandedFile:
    """One landed path, or one member of a landed archive (`place`).

    `outcome` is set where it is clear before any reader looks at the bytes.
    """

    name: str
    path: Path
    sha256: str = ""
    byte_count: int = 0
    outcome: str | None = None
    reason: str | None = None
    recognised_as: str | None = None
    place: Place = ()

    @property
    def file_id(self) -> str:
        """First characters of the content's hash; of the name's where the content cannot be read."""
        digest = self.sha256 or hashlib.sha256(f"unreadable {self.name}".encode()).hexdigest()
        return digest[:FILE_ID_LENGTH]

    def read_bytes(self) -> bytes:
        """The content as it lies there now.

        Raises:
            OSError: it cannot be read any more.
            zipfile.BadZipFile: the archive it stands in was changed.
        """
        return read_member(self.path, self.place) if self.place else self.path.read_bytes()

    def open(self) -> BinaryIO:
        """The content as it lies there now, to be read bit by bit; a member of an archive is unpacked in memory.

        Raises:
            OSError: it cannot be read any more.
            zipfile.BadZipFile: the archive it stands in was changed.
        """
        return io.BytesIO(self.read_bytes()) if self.place else self.path.open("rb")


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
        for path, unreadable in walk(root):
            name = as_text(path.relative_to(root) if number == 0 else root.name / path.relative_to(root))
            file = LandedFile(name, path) if unreadable else _look_at(LandedFile(name, path))
            if unreadable:
                file = replace(file, outcome="quarantined", reason="the folder cannot be opened: check its permissions")
            for entry in _open(file) if file else ():
                name = _unused(entry.name, landed, number)
                landed[name] = replace(entry, name=name)
    return _mark_duplicates([landed[name] for name in sorted(landed)])


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
        return replace(file, outcome="incomplete", reason=EMPTY)
    return file


def _open(file: LandedFile) -> Iterator[LandedFile]:
    """The file, and behind an archive its members."""
    try:
        members = list_members(file.path) if file.outcome is None else None
    except OSError:
        members = None
    except ArchiveRefusedError as error:
        outcome = "incomplete" if isinstance(error, ArchiveCutError) else "quarantined"
        file, members = replace(file, outcome=outcome, reason=str(error), recognised_as=ARCHIVE), None
    if members is None:
        yield file
        return
    yield replace(file, outcome="accepted", reason=_tell_members(len(members)), recognised_as=ARCHIVE)
    for member in members:
        name = f"{file.name}/{printable(member.name)}"
        outcome = "quarantined" if member.reason else None if member.byte_count else "incomplete"
        reason = member.reason or (None if member.byte_count else EMPTY)
        yield LandedFile(name, file.path, member.sha256, member.byte_count, outcome, reason, place=member.place)


def _tell_members(count: int) -> str:
    return f"{count:,} files in it, each read for itself" if count > 1 else f"{'one' if count else 'no'} file in it"


def _unused(name: str, names: dict[str, LandedFile], root: int) -> str:
    """The name, told apart where another file has it: the same path below another root, twins in an archive."""
    while name in names:
        name = f"{root}:{name}"
    return name


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
