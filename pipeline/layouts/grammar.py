"""The parts of a layout beside its fields, and what makes each of them valid.

Here: conditions, blocks, rows of totals, sections, and their strict checks. Not here: a field
(`pipeline.layouts.sources`), the layout as a whole (`pipeline.layouts.layout`), the words that explain it to its author
(`pipeline.layouts`).
"""

from typing import Literal

from pydantic import Field, model_validator

from pipeline.contracts import load_contracts
from pipeline.layouts.sources import Column, Columns, Dates, GroupRegex, Regex, Source, Strict

_TESTS = ("being", "matches", "within", "without")


class Condition(Strict):
    """What a cell must be."""

    column: Column
    being: Literal["filled", "empty", "zero", "nonzero", "positive", "negative"] | None = Field(None, alias="is")
    matches: Regex | None = None
    within: tuple[str, ...] | None = Field(None, alias="in")
    without: tuple[str, ...] | None = Field(None, alias="not_in")

    @model_validator(mode="after")
    def _one_test(self) -> "Condition":
        if sum(getattr(self, test) is not None for test in _TESTS) != 1:
            raise ValueError("a condition has exactly one of is, matches, in, not_in")
        return self


class Block(Strict):
    """One record made of a row."""

    record: str
    when: tuple[Condition, ...] = ()
    fields: dict[str, Source]

    @model_validator(mode="after")
    def _fits_contract(self) -> "Block":
        contract = load_contracts().get(self.record)
        if contract is None:
            raise ValueError("there is no such record in schemas/records")
        required = {column.name for column in contract.columns if column.required}
        if set(self.fields) - set(contract.names) or required - set(self.fields):
            raise ValueError("fields must be columns of the record and hold all its required ones")
        return self

    @property
    def columns(self) -> list[Column]:
        """Every column the block looks at."""
        looked_at = [condition.column for condition in self.when]
        return looked_at + [column for source in self.fields.values() for column in source.columns]


class RowMark(Strict):
    """Rows told by a cell, or by conditions; `of` names the columns whose sums such a row states."""

    column: Column | None = None
    matches: Regex | None = None
    when: tuple[Condition, ...] = ()
    of: tuple[Column, ...] = ()
    covers: Literal["file", "since_last"] = "file"

    @model_validator(mode="after")
    def _one_way(self) -> "RowMark":
        if (self.column is None) != (self.matches is None) or (self.column is None) == (not self.when):
            raise ValueError("a row is told by column and matches, or by when")
        return self

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What holds for such a row."""
        return self.when or (Condition.model_validate({"column": self.column, "matches": self.matches}),)


class Opening(Strict):
    """How a row with an opening balance is told: a text that stands in one of these columns."""

    text: str
    columns: Columns


class Sections(Strict):
    """How a tree of accounts is printed."""

    column: Columns
    total: GroupRegex
    group_total: GroupRegex | None = None
    opening: Opening | None = None
    entry: Columns
    amount: Column | Source
    indented: bool = False
    separator: str = ":"

    @model_validator(mode="after")
    def _one_depth(self) -> "Sections":
        if self.indented and len(self.column) > 1:
            raise ValueError("names are indented in one column, or stand in several")
        return self

    @property
    def columns(self) -> list[Column]:
        """Every column the tree is told by."""
        amounts = self.amount.columns if isinstance(self.amount, Source) else (self.amount,)
        return [*self.column, *self.entry, *amounts, *(self.opening.columns if self.opening else ())]


class Printed(Strict):
    """A text around the rows: the group of `takes`, the cell behind one that fits `after`, or out of the file name."""

    takes: GroupRegex | None = None
    after: Regex | None = None
    file_name: GroupRegex | None = None

    @model_validator(mode="after")
    def _one_place(self) -> "Printed":
        if sum(place is not None for place in (self.takes, self.after, self.file_name)) != 1:
            raise ValueError("a printed text has exactly one of takes, after, file_name")
        return self


class DeliveredAt(Strict):
    """Where the content says when it was made."""

    latest: Column | None = None
    dates: Dates = ()
    printed: GroupRegex | None = None
    form: str | None = None
