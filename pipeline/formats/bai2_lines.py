"""Physical records of a BAI2 file: where one starts and ends, before anybody looks into it.

Here: line ends, files without any, lines a transfer has wrapped. Not here: fields (`pipeline.formats.bai2`).

A file without line ends is cut at the record length its 01 states, where that makes records; else behind every slash
that a record code follows. A line that starts with no record code goes on with the line above where that one is full
(as long as the record length of the 01, or as the longest lines of the file) and has no slash at its end.
"""

import re

import numpy as np
import polars as pl

from pipeline.adapters import UnreadableFileError
from pipeline.formats.bank_lines import split_every, split_lines, take_lines

CODES = ("01", "02", "03", "16", "49", "88", "98", "99")
_CODE = re.compile(r"\s*(?:01|02|03|16|49|88|98|99)(?:[,:/]|\s*$)")
_STATED = re.compile(r"\s*01(?:,[^,/]*){5},\s*(\d{2,4})\s*,")
SCHEMA = {"line": pl.Int64, "size": pl.Int64, "raw": pl.String}


def cut_lines(data: bytes) -> list[str]:
    """The lines of a file; of one that is all one line, its records."""
    return _split(split_lines(data))


def cut_plain_lines(data: bytes) -> list[str]:
    """As `cut_lines`, for a file that may stand behind others.

    Raises:
        UnreadableFileError: its first line is no file header (01), so it could lean on the file before it.
    """
    lines = cut_lines(data)
    if not next((line for line in lines if line.strip()), "").lstrip().startswith("01,"):
        raise UnreadableFileError("the file does not start with its file header (01)")
    return lines


class Width:
    """How long a full line is, as far as a file was seen: what the 01 states, else the longest if several have it."""

    def __init__(self) -> None:
        """No line was seen yet."""
        self.stated: int | None = None
        self.is_begun = False
        self.longest = self.often = 0

    def see(self, lines: list[str]) -> None:
        """Take the next lines of the file into account."""
        first = None if self.is_begun else next((line for line in lines if line.strip()), None)
        if first is not None:
            stated = _STATED.match(first)
            self.is_begun, self.stated = True, int(stated[1]) if stated else None
        if self.stated is None:
            longest = max(map(len, lines), default=0)
            often = sum(len(line) == longest for line in lines)
            self.often = (
                often + (self.often if longest == self.longest else 0) if longest >= self.longest else self.often
            )
            self.longest = max(longest, self.longest)

    @property
    def width(self) -> int:
        """The length of a full line; 0 where no line is known to be full."""
        return self.stated if self.stated is not None else self.longest if self.often > 1 else 0


def read_records(files: list[list[str]], before: int = 0, width: int | None = None) -> tuple[pl.DataFrame, np.ndarray]:
    """The records of all files: first line (counted through), number of lines, text without blanks around it.

    Also at which line, from 0, each file starts and the last one ends. `files` is empty afterwards.

    Args:
        files: the lines of each.
        before: how many lines stand before, where this is a part of a file.
        width: the length of a full line, where these lines do not tell it.
    """
    continued = [_find_continued(file, _find_width(file) if width is None else width) for file in files]
    raw, first = take_lines(files)
    goes_on = np.zeros(len(raw), bool)
    for start, found in zip(first.tolist(), continued, strict=False):
        goes_on[[start + at for at in found]] = True
    starts = np.flatnonzero(~goes_on)
    if len(starts) < len(goes_on):
        record = pl.Series("record", np.cumsum(~goes_on))
        raw = raw.to_frame().group_by(record, maintain_order=True).agg(pl.col("text").str.join(""))["text"]
    lines = {"line": starts + before + 1, "size": np.diff(starts, append=len(goes_on)), "raw": raw}
    table = pl.DataFrame(lines, schema=SCHEMA).with_columns(pl.col("raw").str.strip_chars())
    return table.filter(pl.col("raw") != ""), first + before


def _find_continued(lines: list[str], width: int) -> list[int]:
    """Lines, from 0, that go on with the record above them."""
    if not width:
        return []
    return [
        number
        for number in range(1, len(lines))
        if len(lines[number - 1]) == width
        and not lines[number - 1].rstrip().endswith("/")
        and lines[number].strip()
        and not _CODE.match(lines[number])
    ]


def _find_width(lines: list[str]) -> int:
    width = Width()
    width.see(lines)
    return width.width


def _split(lines: list[str]) -> list[str]:
    """Records of a file that is all one line; lines as they are where there are several."""
    if sum(bool(line.strip()) for line in lines) != 1:
        return lines
    whole = max(lines, key=len)
    stated = _STATED.match(whole)
    pieces = split_every(lines, int(stated[1])) if stated and int(stated[1]) else lines
    if len(pieces) > 1 and all(_CODE.match(piece) for piece in pieces if piece.strip()):
        return pieces
    return re.split(r"(?<=/)\s*(?=(?:01|02|03|16|49|88|98|99)[,/])", whole)
