"""The shape of an explanation: sections of dated lines and sums, the same for terminal, JSON and board.

Here: what a chain consists of and how it becomes JSON. Not here: the questions that fill it (`cash`, `claims`,
`troubles`) and how it is laid out (`pipeline.commands.explaining`, the board).
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.query.rows import Ask

Source = tuple[str | None, int | None]
"""The landed file a fact was read from, by its id, and the line in it."""


@dataclass(frozen=True)
class Line:
    """One fact: when, what, how many US dollars, under which number, and where it was read.

    `days` counts business days from the fact the section names to this one; negative is earlier.
    """

    words: str
    on: date | None = None
    amount: Decimal | None = None
    reference: str | None = None
    days: int | None = None
    source: Source = (None, None)


@dataclass(frozen=True)
class Sum:
    """One equation: what is added up, what it must be, and what is missing (total - terms), in US dollars."""

    words: str
    terms: list[tuple[str, Decimal]]
    total_words: str
    total: Decimal

    @property
    def difference(self) -> Decimal:
        """The total less its terms; zero where the equation closes."""
        return self.total - sum((amount for _, amount in self.terms), Decimal(0))


@dataclass
class Section:
    """One link of the chain: bank, match, evidence, claims, posting, ledger, exceptions, history."""

    name: str
    title: str
    lines: list[Line] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    empty: str = ""


@dataclass
class Chain:
    """Everything known of one thing, from the bank to the ledger.

    `files` names the landed files of all sources.
    """

    kind: str
    id: str
    title: str
    verdict: str
    sections: list[Section]
    files: dict[str, str] = field(default_factory=dict)

    def name_source(self, source: Source) -> str | None:
        """`file:line` of a source, of X12 `file:segment`, which can itself be explained."""
        file_id, line = source
        if file_id is None:
            return None
        name = self.files.get(file_id, file_id)
        return f"{name}:{line}" if line is not None else name

    def as_json(self) -> dict[str, Any]:
        """The chain as plain values: dates as ISO text, money as text with cents, empty things as null or []."""
        return {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "verdict": self.verdict,
            "sections": [
                {
                    "name": section.name,
                    "title": section.title,
                    "lines": [self._line_as_json(line) for line in section.lines],
                    "sums": [_sum_as_json(equation) for equation in section.sums],
                    "empty": section.empty if not section.lines else "",
                }
                for section in self.sections
            ],
        }

    def _line_as_json(self, line: Line) -> dict[str, Any]:
        return {
            "words": line.words,
            "date": line.on.isoformat() if line.on else None,
            "amount": money_text(line.amount),
            "reference": line.reference,
            "business_days": line.days,
            "source": self.name_source(line.source),
        }


def _sum_as_json(equation: Sum) -> dict[str, Any]:
    return {
        "words": equation.words,
        "terms": [{"words": words, "amount": money_text(amount)} for words, amount in equation.terms],
        "total_words": equation.total_words,
        "total": money_text(equation.total),
        "difference": money_text(equation.difference),
    }


def money_text(amount: Decimal | None) -> str | None:
    """Dollars with exactly two decimals and no separators, as programs read them."""
    return None if amount is None else f"{amount:.2f}"


def name_files(ask: Ask, sections: list[Section]) -> dict[str, str]:
    """Names of the landed files the lines come from; of identical files the one that was loaded."""
    ids = sorted({line.source[0] for section in sections for line in section.lines if line.source[0]})
    rows = ask("select file_id, file_name from marts.file_names where list_contains($ids, file_id)", ids=ids)
    return {row["file_id"]: row["file_name"] for row in rows}
