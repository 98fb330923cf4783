"""camt.053 and camt.054: bank statements and notifications of ISO 20022, versions 02 to 14.

Here: XML streamed into the parts a statement is made of, each as its texts by path, with its lines. Not here: what
they mean for an account (`pipeline.mappings.camt`). Source: ISO 20022, Bank-to-Customer Cash Management.

A file that declares a document type or an entity is refused before anything of it is read. Elements are told by their
local name, because the versions differ in namespace only where a statement's lines are concerned.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.statements import Row

_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
_MESSAGE = re.compile(rf"{_NAMESPACE}camt\.05([34])\.001\.([0-9]{{2}})")
_OURS = re.compile(rf"{_NAMESPACE}camt\.05|<(?:[A-Za-z0-9]+:)?BkToCstmr(?:Stmt|DbtCdtNtfctn|AcctRpt)\b")
_VERSIONS = range(2, 15)
_BODIES = {"BkToCstmrStmt": "3", "BkToCstmrDbtCdtNtfctn": "4"}
_STATEMENTS = ("Stmt", "Ntfctn")
_PARTS = ("Ntry", "Bal", "TxsSummry", "Acct", "GrpHdr", "CpyDplctInd")
DETAIL = "NtryDtls/TxDtls"
"""Path of the transactions behind an entry."""
_ROWS = ("Ntry", "Bal")
"""Parts that stand right inside a statement only: inside another part they would be lost with it."""
_WATCHED = frozenset(["Document", *_BODIES, "BkToCstmrAcctRpt", *_ROWS])
"""Elements whose place says what the file is, wherever they stand."""
_DEEPEST = 100
"""How deep a part may be nested; the message definitions need about fifteen."""
PIECE_BYTES = 1 << 18
"""Fed to the parser at a time."""
_LINE_END = 2
"""Bytes of the longest beginning of a line end, CR in UTF-16."""
_ENDED_EARLY = ("no element found", "unclosed token", "unclosed CDATA section", "partial character")


@dataclass
class Part:
    """One part of a statement: its texts with their paths in the order of the file, its first and last line.

    A path is made of local names (`BkTxCd/Domn/Cd`); the currency of an amount stands under `Amt@Ccy`.
    """

    name: str
    line: int
    end: int = 0
    items: list[tuple[str, str]] = field(default_factory=list)
    details: int = 0

    @cached_property
    def _first(self) -> dict[str, str]:
        return dict(reversed(self.items))

    def text(self, path: str) -> str | None:
        """The first text under a path; None where there is none."""
        return self._first.get(path)

    def texts(self, paths: Collection[str]) -> list[str]:
        """All texts under these paths, in the order of the file."""
        return [text for path, text in self.items if path in paths]


@dataclass
class Statement:
    """One statement or notification of one account; `rows` holds its entries and the places of its balances."""

    line: int
    account: Part | None = None
    summary: Part | None = None
    balances: list[Part] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    is_copy: bool = False
    is_over: bool = False


@dataclass
class Wire:
    """What was read of a file so far: when it was made, where document and message start (0: no message)."""

    lines: int = 0
    made_at: str | None = None
    document_line: int = 0
    body_line: int = 0
    statement: Statement | None = None
    """The latest one; None where the file has none."""
    waiting: list[Statement] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the document has no message in it at all."""
        return not self.body_line

    def take(self) -> list[Statement]:
        """Statements that may have something to say; one that is over is given no more."""
        statements, self.waiting = self.waiting, [part for part in self.waiting if not part.is_over]
        return statements


def is_camt(text: str) -> bool:
    """Whether the beginning of a file names a camt.05x message or has the element of one."""
    return text.lstrip("\ufeff \t\r\n").startswith("<") and _OURS.search(text) is not None


def read_wire(chunks: Iterable[bytes], make_entry: Callable[[Part], Row]) -> Iterator[Wire]:
    """The wire of a file, the same object each time more was read into it, and at last when all was.

    Args:
        chunks: the file.
        make_entry: called with each entry (Ntry) as it ends, so that no texts outlive their entry.

    Raises:
        UnreadableFileError: no XML, a document type, a namespace that is not camt.053 or camt.054 in a version known
            here, or a message without a statement.
        IncompleteFileError: the XML ends inside an element.
    """
    target = _Target(make_entry)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.listen(parser.parser)
    wire, last = target.wire, b""
    try:
        for chunk in chunks:
            for start in range(0, len(chunk), PIECE_BYTES):
                piece = chunk[start : start + PIECE_BYTES]
                wire.lines += _count_line_ends(last, piece)
                last = (last + piece)[-_LINE_END:]
                parser.feed(piece)
                yield wire
        parser.close()
    except DefusedXmlException:
        raise UnreadableFileError(
            f"line {target.line}: a document type or entity is declared; it is not read"
        ) from None
    except (LookupError, ValueError):
        raise UnreadableFileError("line 1: the XML declares an encoding that cannot be read") from None
    except ParseError as error:
        line, sentence = error.position[0], str(error).split(":")[0]
        if sentence in _ENDED_EARLY:
            raise IncompleteFileError(f"line {line}: the file ends inside an element") from None
        raise UnreadableFileError(f"line {line}: no well-formed XML") from None
    if not wire.is_empty and not wire.statement:
        raise UnreadableFileError(f"line {wire.body_line}: the message holds no statement, and it must hold one")
    if wire.statement:
        wire.statement.is_over = True
    wire.lines += not last.endswith((b"\n", b"\r"))
    yield wire


def _count_line_ends(before: bytes, piece: bytes) -> int:
    """Line ends as the parser counts them (LF, CR LF, CR), also where a piece ends between CR and LF."""
    if b"\r" not in before + piece:
        return piece.count(b"\n")
    pairs = [data.count(b"\r\n") + data.count(b"\r\0\n") for data in (before + piece, before)]
    return piece.count(b"\n") + piece.count(b"\r") - pairs[0] + pairs[1]


class _Target:
    """Takes the parser's events; keeps the texts of the parts that are wanted and forgets all else."""

    def __init__(self, make_entry: Callable[[Part], Row]) -> None:
        self.wire = Wire()
        self.expat: Any = None
        self._make_entry = make_entry
        self._kind: str | None = None
        self._part: Part | None = None
        self._paths: list[str] = []
        self._text: list[str] = []

    def listen(self, expat: Any) -> None:
        """Take the events from the parser itself: on the way through its wrapper each costs twice."""
        self.expat = expat
        expat.StartElementHandler, expat.EndElementHandler = self.start, self.end
        expat.CharacterDataHandler = self._text.append

    @property
    def line(self) -> int:
        return self.expat.CurrentLineNumber

    def start(self, tag: str, attributes: list[str]) -> None:
        namespace, _, name = tag.rpartition("}")
        self._text.clear()
        if name in _WATCHED:
            self._check(namespace, name)
        if self._part:
            if len(self._paths) > _DEEPEST:
                raise UnreadableFileError(f"line {self.line}: elements are nested more than {_DEEPEST} deep")
            path = f"{self._paths[-1]}/{name}" if self._paths[-1] else name
            self._paths.append(path)
            if attributes and "Ccy" in attributes[::2]:
                currency = attributes[2 * attributes[::2].index("Ccy") + 1]
                self._part.items.append((f"{path}@Ccy", currency.strip()))
            self._part.details += path == DETAIL
        elif name in _PARTS:
            self._part = Part(name, self.line)
            self._paths.append("")
        elif name in _STATEMENTS:
            self._end_statement()
            self.wire.statement = Statement(self.line)
            self.wire.waiting.append(self.wire.statement)

    def end(self, tag: str) -> None:  # noqa: ARG002  (the parser has checked that it is the innermost)
        if self._part:
            path, text = self._paths.pop(), "".join(self._text).strip()
            if text:
                self._part.items.append((path, text))
            if not self._paths:
                part, self._part = self._part, None
                part.end = self.line
                self._keep(part)
        self._text.clear()

    def close(self) -> Wire:
        return self.wire

    def _check(self, namespace: str, name: str) -> None:
        """The message is known by the namespace of its document; a wrapper around it may have any other."""
        if name == "Document" or (name in (*_BODIES, "BkToCstmrAcctRpt") and self._kind is None):
            found = _MESSAGE.fullmatch(namespace)
            if not found or int(found[2]) not in _VERSIONS:
                raise UnreadableFileError(
                    f"line {self.line}: the namespace is not that of camt.053 or camt.054, version 02 to 14; "
                    "ask the bank for an end-of-day statement (camt.053)"
                )
            self._kind, self.wire.document_line = found[1], self.line
        if name in _BODIES:
            if self._kind != _BODIES[name]:
                raise UnreadableFileError(f"line {self.line}: the message is not the one its namespace names")
            self.wire.body_line = self.line
        if name in _ROWS and (self._part or not self.wire.statement):
            raise UnreadableFileError(f"line {self.line}: an entry or balance stands where no statement has one")

    def _end_statement(self) -> None:
        if self.wire.statement:
            self.wire.statement.is_over = True

    def _keep(self, part: Part) -> None:
        name, statement = part.name, self.wire.statement
        if name == "GrpHdr":
            self.wire.made_at = part.text("CreDtTm")
        if name == "GrpHdr" or not statement:
            return
        if name == "Ntry":
            statement.rows.append(self._make_entry(part))
        elif name == "Bal":
            statement.balances.append(part)
            statement.rows.append(Row("bank_balance", part.line, part.end))
        elif name == "CpyDplctInd":
            statement.is_copy = True
        else:
            slot = {"Acct": "account", "TxsSummry": "summary"}[name]
            setattr(statement, slot, getattr(statement, slot) or part)
