"""Physical records of a BAI2 file: where one starts and ends, before anybody looks into it.

Here: line ends, files without any, lines a transfer has wrapped. Not here: fields (`pipeline.formats.bai2`).

A file without line ends is cut at the record length its 01 states, where that makes records; else behind every slash
that a record code follows. A line that starts with no record code goes on with the line above where that one is full
(as long as the record length of the 01, or as the longest lines of the file) and has no slash at its end.
"""

import re

import polars as pl

from pipeline.formats.bank_lines import split_every, split_lines

CODES = ("01", "02", "03", "16", "49", "88", "98", "99")
_CODE = re.compile(r"\s*(?:01|02|03|16|49|88|98|99)(?:[,:/]|\s*$)")
_STATED = re.compile(r"\s*01(?:,[^,/]*){5},\s*(\d{2,4})\s*,")
SCHEMA = {"line": pl.Int64, "size": pl.Int64, "raw": pl.String}


def read_records(data: bytes) -> tuple[int, pl.DataFrame]:
    """How many lines the file has, and its records: first line, number of lines, text without blanks around it."""
    lines = _split(split_lines(data))
    width = _width(lines)
    rows: list[list] = []
    for number, line in enumerate(lines, start=1):
        is_full = number > 1 and len(lines[number - 2]) == width and not lines[number - 2].rstrip().endswith("/")
        if rows and is_full and line.strip() and not _CODE.match(line):
            rows[-1][1:] = rows[-1][1] + 1, rows[-1][2] + line
        else:
            rows.append([number, 1, line])
    table = pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(pl.col("raw").str.strip_chars())
    return len(lines), table.filter(pl.col("raw") != "")


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


def _width(lines: list[str]) -> int:
    """Length of a full line: what the 01 states, else the longest if several lines have it; 0 where neither."""
    stated = next((_STATED.match(line) for line in lines if line.strip()), None)
    if stated:
        return int(stated[1])
    longest = max((len(line) for line in lines), default=0)
    return longest if sum(len(line) == longest for line in lines) > 1 else 0
