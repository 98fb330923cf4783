"""OFX and QFX: Open Financial Exchange, version 1 (SGML, tags without end tags) and version 2 (XML), read alike.

Here: tags cut into the aggregates a statement is made of. Not here: a file's bytes as pieces of text
(`pipeline.formats.ofx_parts`), how its dates and amounts are written (`pipeline.formats.ofx_values`) and what they mean
for an account (`pipeline.mappings.ofx`). Sources: OFX 1.6 and 2.2 specification, chapters 2.3 (headers and SGML), 11.4
(bank and credit-card statements), 13.9 (investments).

What banks do and this reader takes: a header on one line or behind blank lines, no header at all, any CHARSET, empty
tags, end tags on every tag or on none, CDATA, several statements in one file. Only the five entities of XML, &nbsp; and
numbered characters are resolved.

Lines and balances are given out as soon as they are complete: their end tag is read, and account and currency of their
statement are known, which in practice stand in front of them. Where they do not, or days are written with six digits
and only all of a statement's days tell their order, its lines wait for its end. A statement that names another account
or currency behind its lines is refused with its file: the lines may be those of either.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile

from pipeline.adapters import UnreadableFileError
from pipeline.formats.ofx_values import is_six_digits

_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9._]*)(\s*/?)>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_LEAF = re.compile(r"<([A-Z][A-Z0-9._]*+)>([^<&]*+)(?:</\1>\s*+)?+")
_LINE = re.compile(r"<STMTTRN>((?:\s*+<((?!STMTTRN>)[A-Z][A-Z0-9._]*+)>[^<&]*+(?:</\2>\s*+)?+)++)</STMTTRN>")
"""A transaction as nearly all are written: tags with plain texts, their end tags or none; read several times faster.

It never reaches into the next, so that a file without end tags is looked at once, not once for each line.
"""
_START = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:OFXHEADER|<\?OFX\b|<OFX>)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos|nbsp)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}

_DEEPEST = 100
"""How many aggregates may be open at once; the specification needs a dozen."""

STATEMENTS = ("STMTRS", "CCSTMTRS", "INVSTMTRS")
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
_OPENING = _AGGREGATES | _PASSED.keys()
_OF_STATEMENT = frozenset([*STATEMENTS, *_ACCOUNTS, "BANKTRANLIST", "INVTRANLIST"])
"""Aggregates whose texts are said of the whole statement."""
_SETTLING = ("ACCTID", "CURDEF")
"""What must be known of a statement before its lines mean anything."""


@dataclass(slots=True, eq=False)
class Statement:
    """One statement of one account; `values` holds ACCTID, CURDEF, DTSTART and DTEND, `short_days` six-digit dates."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    short_days: set[str] = field(default_factory=set)
    has_lines: bool = False
    is_over: bool = False


@dataclass(slots=True, eq=False)
class Aggregate:
    """One aggregate: its name, first and last line, and the texts inside by tag (`CURRENCY.CURSYM` where nested).

    The last line is 0 while it is open. Lines and balances have the statement they stand in; a line outside any has
    none.
    """

    name: str
    line: int
    end: int = 0
    values: dict[str, str] = field(default_factory=dict)
    statement: Statement | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing that is still to come can change what it says."""
        statement = self.statement
        if not self.end or statement is None or statement.is_over:
            return bool(self.end)
        return all(map(statement.values.get, _SETTLING)) and not statement.short_days


@dataclass
class Wire:
    """What was read of a file so far: answers that were errors by line, what was passed, when the bank made it."""

    lines: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)
    made_at: str = ""
    passed: Counter[str] = field(default_factory=Counter)
    statement: Statement | None = None
    """The latest one; None where the file has none."""
    waiting: list[Aggregate] = field(default_factory=list)

    def take(self) -> list[Aggregate]:
        """Lines and balances in the order they start, up to the first that is not complete; each is given once."""
        ready = list(takewhile(lambda aggregate: aggregate.is_complete, self.waiting))
        del self.waiting[: len(ready)]
        return ready


def is_ofx(text: str) -> bool:
    """Whether a text starts as OFX does."""
    return _START.match(text.lstrip("\ufeff")) is not None


class Reader:
    """Walks the tags of a file, with the aggregates that are open around the present one."""

    def __init__(self, wire: Wire) -> None:
        """Fill this wire."""
        self.wire, self.line = wire, 1
        self.open: list[Aggregate] = []
        self.names: list[str] = []
        self.leaf = ""

    def read(self, text: str, *, is_last: bool = False) -> str:
        """Fill the wire from the tags of a text; where more follows, its last tag and what is behind it are given back.

        Raises:
            UnreadableFileError: far too many tags are open, or a statement names two accounts.
        """
        section = -1 if is_last else text.find("<![CDATA[", text.rfind("]]>") + 1)
        known, open_section = (text, "") if section < 0 else (text[:section], text[section:])
        *pieces, last = [known] if "<![CDATA[" in known else _LINE.split(known)
        for between, line in zip(pieces[::3], pieces[1::3], strict=True):
            self._walk(between)
            if not self._take_line(line):
                self._walk(f"<STMTTRN>{line}</STMTTRN>")
        return self._walk(last, is_held=not is_last) + open_section

    def _take_line(self, line: str) -> bool:
        """A transaction that has nothing but plain texts, each under a tag of its own; False for any other."""
        pairs = _LEAF.findall(line)
        said = [(tag, kept) for tag, text in pairs if (kept := text.strip())]
        values = dict(said)
        if len(values) < len(said) or not _OPENING.isdisjoint(dict(pairs)):
            return False
        self._start("STMTTRN")
        self.open[-1].values = values
        self.line += line.count("\n")
        self._close("STMTTRN")
        return True

    def _walk(self, text: str, *, is_held: bool = False) -> str:
        """All tags of a text; or all but the last, which is given back with what is behind it."""
        before, *pieces = _TAG.split(text) if "<" in text else [text]
        rest = ""
        if is_held:
            rest = _join(*pieces[-4:]) if pieces else before
            before, pieces = before if pieces else "", pieces[:-4]
        self.line += before.count("\n")
        for tag, gap, inside, behind in zip(*(pieces[at::4] for at in range(4)), strict=True):
            if tag is None:
                self._say(inside + _resolve(behind))
                self.line += inside.count("\n")
            else:
                self._take(tag.upper(), behind)
                self.line += gap.count("\n")
            self.line += behind.count("\n")
        return rest

    def finish(self) -> None:
        """End the file: what is still open ends where it starts."""
        for aggregate in self.open:
            aggregate.end = aggregate.line
            _note_short_day(aggregate)
        if self.wire.statement:
            self.wire.statement.is_over = True

    def _take(self, name: str, behind: str) -> None:
        """One tag and the text behind it."""
        if name[0] == "/":
            self.leaf = ""
            self._close(name[1:])
        elif name == "STMTTRN" or (name in _OPENING and not behind.strip() and self._opens(name)):
            self._start(name)  # a transaction is never a mere value
        else:
            self.leaf = name
            self._say(_resolve(behind))

    def _opens(self, name: str) -> bool:
        """Whether a tag without a text behind it opens an aggregate here."""
        return name in _AGGREGATES or self._around() == _PASSED[name]

    def _around(self) -> str:
        return self.names[-1] if self.names else ""

    def _start(self, name: str) -> None:
        if name in STATEMENTS:  # a missing end tag must not put one inside the other
            self._close(name)
        if name == "STMTTRN" or name in STATEMENTS:
            self._close("STMTTRN")
        if (name == "STMTTRN" or name in BALANCES) and self._around() in _PASSED:  # nor inside what is not read
            self._close(self._around())
        if len(self.open) >= _DEEPEST:
            raise UnreadableFileError(
                f"line {self.line}: more than {_DEEPEST} tags are open; their end tags are missing"
            )
        wire, self.leaf = self.wire, ""
        aggregate = Aggregate(name, self.line)
        self.open.append(aggregate)
        self.names.append(name)
        if name in STATEMENTS:
            if wire.statement:
                wire.statement.is_over = True
            wire.statement = Statement(self.line)
        elif name in _PASSED:
            wire.passed[name] += 1
        elif name == "STMTTRN" or (name in BALANCES and wire.statement):
            aggregate.statement = wire.statement
            wire.waiting.append(aggregate)
            if wire.statement:
                wire.statement.has_lines = True

    def _close(self, name: str) -> None:
        """Close the innermost aggregate of the name, where one is open, and all that is open inside it."""
        if name not in self.names:
            return
        depth = len(self.names) - 1 - self.names[::-1].index(name)
        for aggregate in self.open[depth:]:
            aggregate.end, said = self.line, aggregate.values
            _note_short_day(aggregate)
            is_failure = aggregate.name == "STATUS" and said.get("SEVERITY", "ERROR").upper() == "ERROR"
            if is_failure and said.get("CODE", "0").strip("0"):
                self.wire.errors.append((aggregate.line, said["CODE"]))
        del self.open[depth:], self.names[depth:]

    def _say(self, text: str) -> None:
        """Text of the leaf that is open, put where it belongs."""
        leaf, text = self.leaf, text.strip()
        if not leaf or not text or not self.open:
            return
        inner, statement = self.open[-1], self.wire.statement
        if inner.name in _INSIDE and len(self.open) > 1:
            _put(self.open[-2].values, f"{inner.name}.{leaf}", text)
        elif inner.name == "SONRS" and leaf == "DTSERVER":
            self.wire.made_at = text
        elif statement and inner.name in _OF_STATEMENT:
            known = statement.values.get(leaf)
            if leaf in _SETTLING and statement.has_lines and known:
                if text != known:
                    raise UnreadableFileError(
                        f"line {self.line}: the statement names another account or currency behind its lines; "
                        "the tags between two statements are missing"
                    )
                return
            _put(statement.values, leaf, text)
        else:
            _put(inner.values, leaf, text)


def _note_short_day(aggregate: Aggregate) -> None:
    if aggregate.name == "STMTTRN" and aggregate.statement and is_six_digits(aggregate.values.get("DTPOSTED")):
        aggregate.statement.short_days.add(aggregate.values["DTPOSTED"])


def _join(tag: str | None, gap: str | None, inside: str | None, behind: str) -> str:
    """A tag, or a section, as it was written, with the text behind it."""
    return f"<![CDATA[{inside}]]>{behind}" if tag is None else f"<{tag}{gap}>{behind}"


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
