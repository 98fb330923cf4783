"""An OFX file piece by piece, so that a large one need not be held, and a small one is read the same way.

Here: bytes as text with one kind of line end, what holds of a file as a whole. Not here: tags (`pipeline.formats.ofx`).

A tag, a CDATA section and a text without any tag are never cut, so a file that is all one of these is held whole. In
what letters a file is written is decided line by line, not for all of it (`pipeline.formats.delimited`).

No document type is ever processed: a file that declares one is refused.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.delimited import decode_parts
from pipeline.formats.ofx import Reader, Wire
from pipeline.formats.statements import unify_line_ends

PIECE = 1024**2
"""Characters that are read at a time: their tags are a few MB in memory, and it costs little beside them."""
_DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_END_TAG = "</OFX>"
_OVERLAP = len("<!DOCTYPE") - 1


def read_wire(chunks: Iterable[bytes]) -> Iterator[Wire]:
    """The wire of a file, the same object each time more was read into it, and at last when all was.

    Raises:
        UnreadableFileError: the file declares a document type or entities, or as `Reader.read` says.
        IncompleteFileError: the end of the file, or of a CDATA section, is missing.
    """
    wire = Wire()
    reader = Reader(wire)
    rest, enough, last, newlines = "", 0, "", 0
    for text in _unify(_cut(decode_parts(chunks))):
        _refuse_declared(last[-_OVERLAP:] + text, newlines - last[-_OVERLAP:].count("\n"))
        newlines += text.count("\n")
        last = _last_characters(last + text)
        rest += text
        if len(rest) >= enough:
            rest = reader.read(rest)
            enough = 2 * len(rest)
            yield wire
    wire.lines = newlines + (not last.endswith("\n") and bool(last))
    section = rest.rfind("<![CDATA[")
    if section > rest.rfind("]]>"):
        line = reader.line + rest.count("\n", 0, section)
        raise IncompleteFileError(f"line {line}: a CDATA section never ends")
    if last.rstrip()[-len(_END_TAG) :].upper() != _END_TAG:
        raise IncompleteFileError(f"{wire.lines} lines read: the file ends without its end tag ({_END_TAG})")
    reader.read(rest, is_last=True)
    reader.finish()
    yield wire


def _cut(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for at in range(0, len(text), PIECE):
            yield text[at : at + PIECE]


def _unify(pieces: Iterable[str]) -> Iterator[str]:
    """The text with LF for CR LF and for a lone CR, also where a piece ends between the two."""
    held = ""
    for piece in pieces:
        text = held + piece
        held = "\r" if text.endswith("\r") else ""
        yield unify_line_ends(text[: len(text) - len(held)])
    if held:
        yield "\n"


def _refuse_declared(text: str, newlines: int) -> None:
    declared = _DECLARED.search(text)
    if declared:
        raise UnreadableFileError(
            f"line {newlines + text.count(chr(10), 0, declared.start()) + 1}: a document type is declared"
        )


def _last_characters(text: str) -> str:
    """The last few characters; of the space behind the last text as much as there is place for."""
    kept = text.rstrip()
    return kept[-_OVERLAP:] + text[len(kept) :][-_OVERLAP:]
