"""Delimited text (CSV and its cousins) as records of cells with the line each starts at.

Here: encoding, delimiter, quoting. Not here: which record is the header and which rows do not fit
(`pipeline.formats.tables`), how an amount or a date is written (`pipeline.formats.cells`).

A line of the file is one logical record: a quoted cell may hold line ends, then one record spans several physical lines
and its line is the first of them. Lines end with LF, CRLF or a lone CR.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.tables import HEADER_WITHIN, Heads, Record

DELIMITERS = (",", "\t", ";", "|")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decode(data: bytes) -> str:
    """Bytes as text: by byte order mark, else UTF-16 where every other byte is zero, else UTF-8, else Windows-1252."""
    mark, encoding = _find_encoding(data)
    return _decode_known(data[len(mark) :], encoding)


def decode_parts(chunks: Iterable[bytes]) -> Iterator[str]:
    """As `decode`, chunk by chunk; what is not UTF-8 is read as Windows-1252 from its chunk on."""
    decoder, encoding = None, ""
    for chunk in chunks:
        data = chunk
        if decoder is None:
            mark, encoding = _find_encoding(chunk)
            data = chunk[len(mark) :]
            decoder = codecs.getincrementaldecoder(encoding)("strict" if encoding == "utf-8" else "replace")
        waiting = decoder.getstate()[0]
        try:
            yield decoder.decode(data)
        except UnicodeDecodeError:
            encoding, decoder = "cp1252", codecs.getincrementaldecoder("cp1252")("replace")
            yield decoder.decode(waiting + data)
    if decoder and encoding != "utf-8":
        yield decoder.decode(b"", final=True)
    elif decoder:
        yield decoder.getstate()[0].decode("cp1252", errors="replace")  # the file ends inside a character


def _find_encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark, or nothing, and what the bytes behind it are (UTF-8 until they are found not to be)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    start = data[:200]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) > len(start) // 4:  # single zero bytes are damage, not an encoding
        return b"", "utf-16-be" if even > odd else "utf-16-le"
    return b"", "utf-8"


def _decode_known(data: bytes, encoding: str) -> str:
    if encoding != "utf-8":
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            # cut inside a character, as the head of a file can be: no reason to read all before it otherwise
            return data[: error.start].decode("utf-8") + data[error.start :].decode("cp1252", errors="replace")
        return data.decode("cp1252", errors="replace")


def has_line_end(text: str) -> bool:
    """Whether the last line ends as the others do; without it, it may have been cut short."""
    return text.endswith(("\n", "\r"))


def read_heads(text: str, quotes: str = "double") -> Heads:
    """The first records of a file under each delimiter; under a wrong one they end where quoting cannot be followed."""
    return {delimiter: list(_read_while_sound(text, delimiter, quotes)) for delimiter in DELIMITERS}


def _read_while_sound(text: str, delimiter: str, quotes: str) -> Iterator[list[str]]:
    try:
        for _, cells in islice(read_records(text, delimiter, quotes), HEADER_WITHIN):
            yield cells
    except UnreadableFileError:
        return


def read_records(text: str | Iterable[str], delimiter: str, quotes: str = "double") -> Iterator[Record]:
    """Each logical record with the physical line it starts at.

    Args:
        text: the whole file, or its pieces.
        delimiter: what stands between cells.
        quotes: `double`, or `none` where a quote sign is text like any other.

    Raises:
        IncompleteFileError: the file ends inside a quoted cell.
        UnreadableFileError: a quoted cell is longer than 128 KiB, so a closing quote is missing further up.
    """
    quoting = csv.QUOTE_NONE if quotes == "none" else csv.QUOTE_MINIMAL
    lines = _Lines([text] if isinstance(text, str) else text)
    reader = csv.reader(iter(lines), delimiter=delimiter, quoting=quoting)
    start, line = 1, 0
    try:
        for cells in reader:
            start, line = line + 1, reader.line_num
            yield start, cells
    except csv.Error:
        raise UnreadableFileError(f"line {line + 1}: a quoted cell has no closing quote within 128 KiB") from None
    if quotes != "none" and line > start and lines.quotes % 2:
        raise IncompleteFileError(f"line {start}: the file ends inside a quoted cell")


class _Lines:
    """The lines of pieces of text with their ends, and how many quote signs they hold."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self.pieces, self.quotes = pieces, 0

    def __iter__(self) -> Iterator[str]:
        rest = ""
        for piece in self.pieces:
            self.quotes += piece.count('"')
            rest = yield from _split_lines(rest + piece if rest else piece)
        if rest:
            yield rest


def _split_lines(text: str) -> Iterator[str]:
    """The lines with their ends; what may go on in the next piece is given back.

    By slices, for a buffer of text holds four bytes for each character.
    """
    if text.count("\r") != text.count("\r\n"):
        *lines, last = io.StringIO(text, newline="")
        yield from lines
        return last
    at = 0
    while (end := text.find("\n", at) + 1) > 0:
        yield text[at:end]
        at = end
    return text[at:]
