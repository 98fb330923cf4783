"""OFX and QFX: Open Financial Exchange, version 1 (SGML, tags without end tags) and version 2 (XML), read alike.

Here: tags cut into the aggregates a statement is made of. Not here: how its dates and amounts are written
(`pipeline.formats.ofx_values`) and what they mean for an account (`pipeline.mappings.ofx`). Sources: OFX 1.6 and
2.2 specification, chapters 2.3 (headers and SGML), 11.4 (bank and credit-card statements), 13.9 (investments).

What banks do and this reader takes: a header on one line or behind blank lines, no header at all, any CHARSET, empty
tags, end tags on every tag or on none, CDATA, several statements in one file. No document type is ever processed: a
file that declares one is refused, and only the five entities of XML, &nbsp; and numbered characters are resolved.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.statements import count_lines, unify_line_ends

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9._]*)\s*/?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_START = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:OFXHEADER|<\?OFX\b|<OFX>)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos|nbsp)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}

_DEEPEST = 100
"""How many aggregates may be open at once; the specification needs a dozen."""

STATEMENTS = {"STMTRS": "bank", "CCSTMTRS": "card", "INVSTMTRS": "investment"}
BALANCES = ("LEDGERBAL", "AVAILBAL")
_ACCOUNTS = ("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM")
_INSIDE = ("PAYEE", "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY", "IMAGEDATA")
_SECURITIES = (
    *(
        "BUYDEBT",
        "BUYMF",
        "BUYOPT",
        "BUYOTHER",
        "BUYSTOCK",
        "CLOSUREOPT",
        "INCOME",
        "INVEXPENSE",
        "JRNLFUND",
        "JRNLSEC",
    ),
    *("MARGININTEREST", "REINVEST", "RETOFCAP", "SELLDEBT", "SELLMF", "SELLOPT", "SELLOTHER", "SELLSTOCK", "SPLIT"),
    "TRANSFER",
)
_PASSED = dict.fromkeys(_SECURITIES, "INVTRANLIST") | {"STMTTRNP": "BANKTRANLISTP", "BAL": "BALLIST"}
"""What is knowingly not read, but counted, with the list it stands in: securities, pending lines, further balances."""
_LISTS = ("BANKTRANLIST", "BANKTRANLISTP", "INVTRANLIST", "INVBANKTRAN", "BALLIST", "SECLIST", "INVPOSLIST", "INVBAL")
_ANSWERS = ("OFX", "SONRS", "STATUS", "FI", "STMTTRNRS", "CCSTMTTRNRS", "INVSTMTTRNRS")
_AGGREGATES = frozenset([*STATEMENTS, *BALANCES, *_ACCOUNTS, *_INSIDE, *_LISTS, *_ANSWERS, "STMTTRN"])


@dataclass
class Aggregate:
    """One aggregate: its name, first and last line, and the texts inside by tag (`CURRENCY.CURSYM` where nested)."""

    name: str
    line: int
    end: int
    values: dict[str, str] = field(default_factory=dict)


@dataclass
class Statement:
    """One statement of one account; `values` holds ACCTID, CURDEF, DTSTART and DTEND."""

    kind: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    transactions: list[Aggregate] = field(default_factory=list)
    balances: list[Aggregate] = field(default_factory=list)


@dataclass
class Wire:
    """A file: its lines, its statements, the answers that were errors, and when the bank says it made it.

    `strays` are transactions that stand outside any statement, so that nobody knows their account.
    """

    lines: int
    statements: list[Statement] = field(default_factory=list)
    errors: list[Aggregate] = field(default_factory=list)
    strays: list[Aggregate] = field(default_factory=list)
    made_at: str = ""
    passed: Counter[str] = field(default_factory=Counter)


def is_ofx(text: str) -> bool:
    """Whether a text starts as OFX does."""
    return _START.match(text.lstrip("\ufeff")) is not None


def read_wire(text: str) -> Wire:
    """The statements of a file.

    Raises:
        UnreadableFileError: the file declares a document type or entities, or leaves far too many tags open.
        IncompleteFileError: the end of the file, or of a CDATA section, is missing.
    """
    text = unify_line_ends(text)
    declared = re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE)
    if declared:
        raise UnreadableFileError(f"line {text.count(chr(10), 0, declared.start()) + 1}: a document type is declared")
    wire = Wire(count_lines(text))
    if text.rfind("<![CDATA[") > text.rfind("]]>"):
        raise IncompleteFileError(
            f"line {text.count(chr(10), 0, text.rfind('<![CDATA[')) + 1}: a CDATA section never ends"
        )
    if text.rstrip()[-len("</OFX>") :].upper() != "</OFX>":
        raise IncompleteFileError(f"{wire.lines} lines read: the file ends without its end tag (</OFX>)")
    _Reader(wire).read(text)
    return wire


class _Reader:
    """Walks the tags of a file, with the aggregates that are open around the present one."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.open: list[Aggregate] = []
        self.leaf = ""

    def read(self, text: str) -> None:
        """Fill the wire from the tags of the text."""
        line, seen = 1, 0
        tags = _TAG.finditer(text)
        tag = next(tags, None)
        while tag:
            following = next(tags, None)
            line += text.count("\n", seen, tag.start())
            seen = tag.start()
            self._take(tag, text[tag.end() : following.start() if following else len(text)], line)
            tag = following

    def _take(self, tag: re.Match, behind: str, line: int) -> None:
        """One tag, or one CDATA section, and the text behind it."""
        if tag[2] is None:
            self._add(tag[3] + _resolve(behind))
            return
        name = tag[2].upper()
        if tag[1]:
            self.leaf = ""
            self._close(name, line)
        elif name == "STMTTRN" or (not behind.strip() and self._opens(name)):  # a transaction is never a mere value
            self._start(name, line)
        else:
            self.leaf = name
            self._add(_resolve(behind))

    def _opens(self, name: str) -> bool:
        """Whether a tag without a text behind it opens an aggregate here."""
        return name in _AGGREGATES or (name in _PASSED and self._around() == _PASSED[name])

    def _around(self) -> str:
        return self.open[-1].name if self.open else ""

    def _start(self, name: str, line: int) -> None:
        if name in ("STMTTRN", *STATEMENTS):  # a missing end tag must not put one inside the other
            self._close(name, line)
        if name in ("STMTTRN", *BALANCES) and self._around() in _PASSED:  # nor inside what is not read
            self._close(self._around(), line)
        if len(self.open) >= _DEEPEST:
            raise UnreadableFileError(f"line {line}: more than {_DEEPEST} tags are open; their end tags are missing")
        self.leaf = ""
        self.open.append(Aggregate(name, line, line))
        if name in STATEMENTS:
            self.wire.statements.append(Statement(STATEMENTS[name], line))
        elif name in _PASSED:
            self.wire.passed[name] += 1
        elif self.wire.statements:
            statement = self.wire.statements[-1]
            if name == "STMTTRN":
                statement.transactions.append(self.open[-1])
            elif name in BALANCES:
                statement.balances.append(self.open[-1])
        elif name == "STMTTRN":
            self.wire.strays.append(self.open[-1])

    def _close(self, name: str, line: int) -> None:
        """Close the innermost aggregate of the name, where one is open, and all that is open inside it."""
        names = [aggregate.name for aggregate in self.open]
        if name not in names:
            return
        depth = len(names) - 1 - names[::-1].index(name)
        for aggregate in self.open[depth:]:
            aggregate.end = line
            is_failure = aggregate.values.get("SEVERITY", "ERROR").upper() == "ERROR"
            if aggregate.name == "STATUS" and is_failure and aggregate.values.get("CODE", "0").strip("0"):
                self.wire.errors.append(aggregate)
        del self.open[depth:]

    def _add(self, text: str) -> None:
        """Text of the leaf that is open, put where it belongs."""
        leaf, text = self.leaf, text.strip()
        if not leaf or not self.open or not text:
            return
        names = [aggregate.name for aggregate in self.open]
        inner = self.open[-1]
        if inner.name in _INSIDE and len(names) > 1:
            _put(self.open[-2].values, f"{inner.name}.{leaf}", text)
        elif inner.name == "SONRS" and leaf == "DTSERVER":
            self.wire.made_at = text
        elif self.wire.statements and inner.name in (*STATEMENTS, *_ACCOUNTS, "BANKTRANLIST", "INVTRANLIST"):
            _put(self.wire.statements[-1].values, leaf, text)
        else:
            _put(inner.values, leaf, text)


def _put(values: dict[str, str], tag: str, text: str) -> None:
    """A tag that is written twice keeps both texts: one of them is no date and no amount, so the row is refused."""
    values[tag] = f"{values[tag]}\n{text}" if tag in values else text


def _resolve(text: str) -> str:
    def character(entity: re.Match) -> str:
        if entity[1]:
            return _NAMED[entity[1]]
        number = int(entity[2]) if entity[2] else int(entity[3], 16)
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else entity[0]  # noqa: PLR2004

    return _ENTITY.sub(character, text) if "&" in text else text
