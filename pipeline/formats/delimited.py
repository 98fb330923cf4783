"""Delimited text (CSV and its cousins) as records of cells with the line each starts at.

Here: encoding, delimiter, quoting. Not here: which record is the header and which rows do not fit
(`pipeline.formats.tables`), how an amount or a date is written (`pipeline.formats.cells`).

A line of the file is one logical record: a quoted cell may hold line ends, then one record spans several physical lines
and its line is the first of them. Lines end with LF, CRLF or a lone CR.
"""

import codecs
import csv
import io
from collections.abc import Generator, Iterable, Iterator
from itertools import chain, islice

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.misfits import CutShort
from pipeline.formats.stretches import Stretch, Usual, cut_stretch
from pipeline.formats.tables import HEADER_WITHIN, Heads, Record

_LONG, _PIECE = 65_536, 2**20
DELIMITERS = (",", "\t", ";", "|")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decode(data: bytes) -> str:
    """As `decode_parts`, for a file held at once."""
    return "".join(decode_parts([data]))


def decode_parts(chunks: Iterable[bytes]) -> Iterator[str]:
    """Bytes as text: by byte order mark, else UTF-16 where every other byte is zero, else UTF-8.

    A line that is no UTF-8 is read as Windows-1252, one longer than 64 KiB piece by piece: so a file says the same
    however it is cut.
    """
    encoding, decoder, waiting = "", None, b""
    for chunk in chunks:
        data = waiting + chunk
        if not encoding:
            mark, encoding = _find_encoding(data)
            data = data[len(mark) :]
            decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("replace")
        if decoder:
            yield decoder.decode(data)
            continue
        end = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        end += sum(map(len, _cut_long(data[end:])[:-1]))
        waiting = data[end:]
        yield _decode_lines(data[:end])
    yield decoder.decode(b"", final=True) if decoder else _decode_lines(waiting)


def _decode_lines(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_decode_line(piece) for line in data.splitlines(keepends=True) for piece in _cut_long(line))


def _cut_long(line: bytes) -> list[bytes]:
    """Pieces of a line, cut so many bytes from its start but inside no character."""
    pieces, at = [], 0
    while len(line) - at > _LONG:
        end = at + _LONG
        end -= next((back for back in range(4) if line[end - back] & 0xC0 != 0x80), 0)  # noqa: PLR2004
        pieces.append(line[at:end])
        at = end
    return [*pieces, line[at:]]


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        # cut inside a character, as the head of a file can be: no reason to read all before it otherwise
        whole = error.start if error.reason == "unexpected end of data" else 0
        return line[:whole].decode("utf-8") + line[whole:].decode("cp1252", errors="replace")


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
        UnreadableFileError: a cell is longer than 128 KiB, mostly because a closing quote is missing further up.
    """
    return iter(_Records([text] if isinstance(text, str) else text, delimiter, quotes, None))


def read_stretches(
    pieces: Iterable[str], delimiter: str, quotes: str, usual: Usual | None
) -> Iterator[Record | Stretch]:
    """As `read_records`, but stretches of usual rows, where it is known what they are, are cut at once."""
    return iter(_Records(_begin_slowly(pieces), delimiter, quotes, usual))


class _Records:
    """The records of pieces of text.

    Where a piece begins with a record and usual rows are known, the stretch of them is passed by the reader of lines.
    """

    def __init__(self, pieces: Iterable[str], delimiter: str, quotes: str, usual: Usual | None) -> None:
        self.pieces, self.usual, self.is_quoted = pieces, usual, quotes != "none"
        quoting = csv.QUOTE_MINIMAL if self.is_quoted else csv.QUOTE_NONE
        self.reader = csv.reader(self._lines(), delimiter=delimiter, quoting=quoting)
        self.quotes, self.is_cut = 0, False
        self.passed, self.stretch = 0, None
        """Lines of stretches, and the stretch above the next record."""
        self.done = 0
        """Lines of other records."""

    def __iter__(self) -> Iterator[Record | Stretch]:
        start = 1
        try:
            for cells in self.reader:
                if self.stretch:
                    yield self.stretch
                    self.stretch = None
                start, self.done = self.passed + self.done + 1, self.reader.line_num
                yield start, CutShort(cells) if self.is_cut else cells
        except csv.Error:
            line = self.passed + self.done + 1
            raise UnreadableFileError(
                f"line {line}: a cell is longer than 128 KiB; a closing quote may be missing"
            ) from None
        if self.is_quoted and self.passed + self.done > start and self.quotes % 2:
            raise IncompleteFileError(f"line {start}: the file ends inside a quoted cell")

    def _lines(self) -> Iterator[str]:
        rest = ""
        for piece in _join_lines(self.pieces):
            self.quotes += piece.count('"')
            text = rest + piece if rest else piece
            text = (yield from self._end_record(text)) if self.usual else text
            if self.usual and self.done == self.reader.line_num:
                self.stretch, text = cut_stretch(text, self.passed + self.done + 1, self.usual, HEADER_WITHIN)
                self.passed += self.stretch.lines if self.stretch else 0
            rest = yield from _split_lines(text)
        if rest:
            self.is_cut = not rest.endswith(("\n", "\r"))
            yield rest

    def _end_record(self, text: str) -> Generator[str, None, str]:
        """The lines up to the end of a record the piece before began; gives back what stands behind it."""
        at = 0
        if self.done != self.reader.line_num and not _has_lone_cr(text):
            while self.done != self.reader.line_num and (end := text.find("\n", at) + 1) > 0:
                yield text[at:end]
                at = end
        return text[at:]


def _begin_slowly(pieces: Iterable[str]) -> Iterator[str]:
    """The text in smaller pieces, for one odd row ends a stretch; the first are the lines the header stands among."""
    left = iter(pieces)
    first = next(left, "")
    at = 0
    for _ in range(HEADER_WITHIN):
        at = first.find("\n", at) + 1 or len(first)
    yield first[:at]
    for piece in chain([first[at:]], left):
        yield from (piece[start : start + _PIECE] for start in range(0, len(piece), _PIECE))


def _join_lines(pieces: Iterable[str]) -> Iterator[str]:
    """The text in pieces with a line end in each, so that a long line is put together once."""
    waiting: list[str] = []
    for piece in pieces:
        waiting.append(piece)
        if "\n" in piece or "\r" in piece:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)


def _split_lines(text: str) -> Generator[str, None, str]:
    """The lines with their ends; what may go on in the next piece is given back.

    By slices, for a buffer of text holds four bytes for each character.
    """
    if _has_lone_cr(text):
        *lines, last = io.StringIO(text, newline="")
        yield from lines
        return last
    at = 0
    while (end := text.find("\n", at) + 1) > 0:
        yield text[at:end]
        at = end
    return text[at:]


def _has_lone_cr(text: str) -> bool:
    return "\r" in text and text.count("\r") != text.count("\r\n")
