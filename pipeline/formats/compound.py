"""Compound files: the container of the old binary workbooks, a file system of sectors in one file ([MS-CFB]).

Here: the one stream a workbook's cells stand in. Not here: what its records mean (`pipeline.formats.sheet_scan`).
"""

import struct
from collections.abc import Callable, Iterator

from pipeline.adapters import UnreadableFileError

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What every compound file begins with."""
_FREE, _MINI = 0xFFFFFFFA, 4096
"""The first number that is no sector, and the size below which a stream stands in small sectors."""


def read_workbook_stream(data: bytes) -> bytes:
    """The bytes of the stream `Workbook`, or `Book` of the oldest, in a compound file.

    Raises:
        UnreadableFileError: it holds no such stream; a locked workbook keeps its cells in another.
        struct.error: a sector ends before its end.
        LookupError: a chain of sectors leads out of the file.
    """
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    (first_directory,) = struct.unpack_from("<I", data, 48)
    (first_mini,) = struct.unpack_from("<I", data, 60)
    size = 1 << shift

    def sector(number: int) -> bytes:
        return data[(number + 1) << shift : (number + 2) << shift]

    fat: list[int] = []
    for number in _list_fat_sectors(data, size, sector):
        fat += struct.unpack(f"<{size // 4}I", sector(number))
    directory = b"".join(map(sector, _follow(fat, first_directory)))
    entries = [directory[at : at + 128] for at in range(0, len(directory), 128)]
    for entry in entries:
        (length,) = struct.unpack_from("<H", entry, 64)
        if entry[: max(length - 2, 0)].decode("utf-16-le") in {"Workbook", "Book"}:
            start, content_size = struct.unpack_from("<II", entry, 116)
            if content_size >= _MINI:
                return b"".join(map(sector, _follow(fat, start)))[:content_size]
            (root,) = struct.unpack_from("<I", entries[0], 116)
            small = b"".join(map(sector, _follow(fat, root)))
            table = b"".join(map(sector, _follow(fat, first_mini)))
            chain = _follow(list(struct.unpack(f"<{len(table) // 4}I", table)), start)
            return b"".join(small[n << mini_shift : (n + 1) << mini_shift] for n in chain)[:content_size]
    raise UnreadableFileError("the file holds no workbook, or one with a password")


def _list_fat_sectors(data: bytes, size: int, sector: Callable[[int], bytes]) -> Iterator[int]:
    """Where the table of sectors stands: 109 places in the head, the others in sectors of their own."""
    yield from (number for number in struct.unpack_from("<109I", data, 76) if number < _FREE)
    following, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // size)):
        numbers = struct.unpack(f"<{size // 4}I", sector(following))
        yield from (number for number in numbers[:-1] if number < _FREE)
        following = numbers[-1]


def _follow(table: list[int], start: int) -> Iterator[int]:
    """The sectors of a chain; one that runs in a circle is cut."""
    number = start
    for _ in range(len(table)):
        if number >= _FREE:
            return
        yield number
        number = table[number]
