"""Zip archives in the landing folder: what they hold is read from memory, each member a landed file of its own.

Here: telling an archive from a workbook (which is a zip too), the limits, members by their place. Not here: what
becomes of a member (`landing` lists it like any file). Nothing is ever unpacked to disk, so a member's name is a text
to be shown and never a path.
"""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MARKS = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip begins: with its first member, or at once with the end of an empty one."""
DOCUMENTS = ("[Content_Types].xml", "mimetype")
"""A member every office document has: such a zip is one file and belongs to the readers of workbooks."""
LEVELS, MEMBERS, TOTAL_BYTES, RATIO = 2, 2_000, 2 * 1024**3, 200
"""Archives in archives, members, bytes when unpacked, and unpacked for each packed byte; above 1 MiB only."""
SMALL_BYTES = 1024**2
ENCRYPTED = 0x1

Place = tuple[int, ...]
"""Where a member stands: its number in the archive, then its number in the archive inside, and so on."""


class ArchiveRefusedError(Exception):
    """Nothing of the archive is read; the sentence says which limit it breaks and what to do."""


class ArchiveCutError(ArchiveRefusedError):
    """The archive ends before its list of members: cut off, or still being written."""


@dataclass(frozen=True)
class Member:
    """One file of an archive. `reason` says why it cannot be read, else `sha256` is that of its content."""

    name: str
    place: Place
    byte_count: int
    sha256: str = ""
    reason: str | None = None


@dataclass
class _Allowance:
    """What may still be unpacked of one landed archive, all its levels together."""

    packed_bytes: int
    members: int = 0
    unpacked_bytes: int = 0

    def take(self, info: zipfile.ZipInfo) -> None:
        self.members += 1
        self.unpacked_bytes += info.file_size
        allowed = min(TOTAL_BYTES, max(SMALL_BYTES, RATIO * self.packed_bytes))
        if self.members > MEMBERS or self.unpacked_bytes > allowed:
            raise ArchiveRefusedError(
                f"the archive holds more than {MEMBERS:,} files or unpacks to more than {allowed // 1024**2:,} MiB; "
                "unpack it elsewhere and land the files you need"
            )


def list_members(path: Path) -> list[Member] | None:
    """Every file in the archive, archives in it opened too; None where the file is no archive.

    Raises:
        ArchiveRefusedError: a limit is broken, or the archive is damaged.
        OSError: the file cannot be read.
    """
    with path.open("rb") as content:
        if content.read(4) not in MARKS:
            return None
        return _list(content, (), "", _Allowance(path.stat().st_size))


def read_member(path: Path, place: Place) -> bytes:
    """The content of the member at `place`.

    Raises:
        zipfile.BadZipFile: the member is damaged, or the archive is no longer the one that was listed.
    """
    data = path.read_bytes()
    for number in place:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read(archive.infolist()[number])
    return data


def _list(content: BinaryIO, place: Place, inside: str, allowance: _Allowance) -> list[Member] | None:
    try:
        archive = zipfile.ZipFile(content)
    except zipfile.BadZipFile:
        raise ArchiveCutError("the archive ends before its list of members; land it again, whole") from None
    with archive:
        infos = archive.infolist()
        if {info.filename for info in infos} & set(DOCUMENTS):
            return None
        found: list[Member] = []
        for number, info in enumerate(infos):
            if not info.is_dir() and not _is_hidden(info.filename):
                allowance.take(info)
                found += _look_into(archive, info, (*place, number), f"{inside}{info.filename}", allowance)
        return found


def _look_into(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place, name: str, allowance: _Allowance
) -> list[Member]:
    """The member, or what it holds where it is an archive itself."""
    if info.flag_bits & ENCRYPTED:
        return [_unreadable(info, place, name, "the member is encrypted: unpack it and land the file")]
    try:
        with archive.open(info) as content:
            is_archive = content.read(4) in MARKS
        if is_archive:
            inner = _list(io.BytesIO(archive.read(info)), place, f"{name}/", allowance)
            if inner is not None:
                if len(place) >= LEVELS:
                    raise ArchiveRefusedError(
                        f"archives stand in archives more than {LEVELS} deep; unpack the outer ones"
                    )
                return inner
        with archive.open(info) as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
    except ArchiveCutError as error:
        return [_unreadable(info, place, name, str(error))]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zipfile.zlib.error) as error:
        return [
            _unreadable(
                info, place, name, f"the member is damaged or packed in a way not read ({type(error).__name__})"
            )
        ]
    return [Member(name, place, info.file_size, digest)]


def _unreadable(info: zipfile.ZipInfo, place: Place, name: str, reason: str) -> Member:
    return Member(name, place, info.file_size, reason=reason)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/") if part not in {"..", "."})
