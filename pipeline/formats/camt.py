"""camt.053 and camt.054: bank statements and notifications of ISO 20022, versions 02 to 14.

Here: XML streamed into the parts a statement is made of, each as a small tree with its lines. Not here: what they mean
for an account (`pipeline.adapters.bank_camt`). Sources: ISO 20022 message definitions Bank-to-Customer Cash Management.

A file that declares a document type or an entity is refused before anything of it is read. Elements are told by their
local name, because the versions differ in namespace only where a statement's lines are concerned.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from pipeline.adapters import IncompleteFileError, UnreadableFileError

_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
_MESSAGE = re.compile(rf"{_NAMESPACE}camt\.05([34])\.001\.([0-9]{{2}})")
_OURS = re.compile(rf"{_NAMESPACE}camt\.05|<(?:[A-Za-z0-9]+:)?BkToCstmr(?:Stmt|DbtCdtNtfctn|AcctRpt)\b")
_VERSIONS = range(2, 15)
_BODIES = {"BkToCstmrStmt": "3", "BkToCstmrDbtCdtNtfctn": "4"}
_STATEMENTS = ("Stmt", "Ntfctn")
_PARTS = ("Ntry", "Bal", "TxsSummry", "Acct", "FrToDt", "GrpHdr", "CpyDplctInd")
_ENDED_EARLY = ("no element found", "unclosed token", "unclosed CDATA section", "partial character")


@dataclass
class Part:
    """One part of a statement, as a tree of local names, with its first and last line."""

    tree: Element
    line: int
    end: int

    def text(self, path: str) -> str | None:
        """The text of the first element under a path; None where there is none."""
        return (self.tree.findtext(path) or "").strip() or None

    def texts(self, path: str) -> list[str]:
        """The texts of all elements under a path that have one, in the order of the file."""
        return [text for found in self.tree.findall(path) if (text := (found.text or "").strip())]


@dataclass
class Statement:
    """One statement or notification of one account; `entries` holds what the reader's maker made of each entry."""

    line: int
    account: Part | None = None
    period: Part | None = None
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
        make_entry: called with each entry (Ntry) as it ends, so that no tree outlives its entry.

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
    """Takes the parser's events; keeps the trees of the parts that are wanted and forgets all else."""

    def __init__(self, make_entry: Callable[[Part], Any]) -> None:
        self.wire = Wire(0)
        self.expat: Any = None
        self._make_entry = make_entry
        self._kind: str | None = None
        self._tree: list[Element] = []
        self._first = 0

    @property
    def line(self) -> int:
        return self.expat.CurrentLineNumber

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition("}")
        self._check(namespace.lstrip("{"), name)
        if self._tree:
            element = Element(name, attributes)
            self._tree[-1].append(element)
            self._tree.append(element)
        elif name in _PARTS:
            self._tree.append(Element(name, attributes))
            self._first = self.line
        elif name in _STATEMENTS:
            self.wire.statements.append(Statement(self.line))

    def data(self, text: str) -> None:
        if self._tree and not len(self._tree[-1]):
            self._tree[-1].text = (self._tree[-1].text or "") + text

    def end(self, tag: str) -> None:  # noqa: ARG002  (the parser has checked that it is the innermost)
        if self._tree:
            element = self._tree.pop()
            if not self._tree:
                self._keep(Part(element, self._first, self.line))

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
        name = part.tree.tag
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
            slot = {"Acct": "account", "FrToDt": "period", "TxsSummry": "summary"}[name]
            setattr(statement, slot, getattr(statement, slot) or part)


def details(entry: Part) -> Iterator[Part]:
    """The transactions behind an entry (TxDtls), each as a part of its own."""
    for tree in entry.tree.findall("NtryDtls/TxDtls"):
        yield Part(tree, entry.line, entry.end)
