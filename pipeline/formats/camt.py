"""camt.053 and camt.054: bank statements and notifications of ISO 20022, versions 02 to 14.

Here: XML streamed into the parts a statement is made of, each as its texts by path, with its lines. Not here: what
they mean for an account (`pipeline.mappings.camt`). Source: ISO 20022, Bank-to-Customer Cash Management.

A file that declares a document type or an entity is refused before anything of it is read. Elements are told by their
local name, because the versions differ in namespace only where a statement's lines are concerned.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pipeline.adapters import IncompleteFileError, UnreadableFileError

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
_DEEPEST = 100
"""How deep a part may be nested; the message definitions need about fifteen."""
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
    """One statement or notification of one account; `entries` holds what the reader's maker made of each entry."""

    line: int
    account: Part | None = None
    summary: Part | None = None
    balances: list[Part] = field(default_factory=list)
    entries: list[Any] = field(default_factory=list)
    is_copy: bool = False


@dataclass
class Wire:
    """A file: its lines, its statements, when it was made, where document and message start (0: no message)."""

    lines: int
    statements: list[Statement] = field(default_factory=list)
    made_at: str | None = None
    document_line: int = 0
    body_line: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the document has no message in it at all."""
        return not self.body_line


def is_camt(text: str) -> bool:
    """Whether the beginning of a file names a camt.05x message or has the element of one."""
    return text.lstrip("\ufeff \t\r\n").startswith("<") and _OURS.search(text) is not None


def read_wire(data: bytes, make_entry: Callable[[Part], Any]) -> Wire:
    """The statements of a file.

    Args:
        data: the file.
        make_entry: called with each entry (Ntry) as it ends, so that no texts outlive their entry.

    Raises:
        UnreadableFileError: no XML, a document type, a namespace that is not camt.053 or camt.054 in a version known
            here, or a message without a statement.
        IncompleteFileError: the XML ends inside an element.
    """
    target = _Target(make_entry)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.expat = parser.parser
    try:
        for start in range(0, len(data), 1 << 16):
            parser.feed(data[start : start + (1 << 16)])
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
    wire = target.wire
    if not wire.is_empty and not wire.statements:
        raise UnreadableFileError(f"line {wire.body_line}: the message holds no statement, and it must hold one")
    wire.lines = data.count(b"\n") + (not data.endswith(b"\n"))
    return wire


class _Target:
    """Takes the parser's events; keeps the texts of the parts that are wanted and forgets all else."""

    def __init__(self, make_entry: Callable[[Part], Any]) -> None:
        self.wire = Wire(0)
        self.expat: Any = None
        self._make_entry = make_entry
        self._kind: str | None = None
        self._part: Part | None = None
        self._paths: list[str] = []
        self._text: list[str] = []

    @property
    def line(self) -> int:
        return self.expat.CurrentLineNumber

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition("}")
        self._check(namespace.lstrip("{"), name)
        if name in _ROWS and (self._part or not self.wire.statements):
            raise UnreadableFileError(f"line {self.line}: an entry or balance stands where no statement has one")
        if self._part:
            if len(self._paths) > _DEEPEST:
                raise UnreadableFileError(f"line {self.line}: elements are nested more than {_DEEPEST} deep")
            path = f"{self._paths[-1]}/{name}" if self._paths[-1] else name
            self._paths.append(path)
            self._text.clear()
            if "Ccy" in attributes:
                self._part.items.append((f"{path}@Ccy", attributes["Ccy"].strip()))
            self._part.details += path == DETAIL
        elif name in _PARTS:
            self._part = Part(name, self.line)
            self._paths.append("")
            self._text.clear()
        elif name in _STATEMENTS:
            self.wire.statements.append(Statement(self.line))

    def data(self, text: str) -> None:
        if self._part:
            self._text.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002  (the parser has checked that it is the innermost)
        if not self._part:
            return
        path, text = self._paths.pop(), "".join(self._text).strip()
        self._text.clear()
        if text:
            self._part.items.append((path, text))
        if not self._paths:
            part, self._part = self._part, None
            part.end = self.line
            self._keep(part)

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

    def _keep(self, part: Part) -> None:
        name = part.name
        if name == "GrpHdr":
            self.wire.made_at = part.text("CreDtTm")
        if name == "GrpHdr" or not self.wire.statements:
            return
        statement = self.wire.statements[-1]
        if name == "Ntry":
            statement.entries.append(self._make_entry(part))
        elif name == "Bal":
            statement.balances.append(part)
        elif name == "CpyDplctInd":
            statement.is_copy = True
        else:
            slot = {"Acct": "account", "TxsSummry": "summary"}[name]
            setattr(statement, slot, getattr(statement, slot) or part)
