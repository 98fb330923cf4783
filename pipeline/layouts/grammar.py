"""The parts of a layout and what makes each of them valid.

Here: fields, conditions, blocks, rows of totals, sections, and their strict checks. Not here: the layout as a whole and
the words that explain it to its author (`pipeline.layouts`), what a part does to rows (`pipeline.layouts.fields`).
"""

import re
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pipeline.contracts import load_contracts
from pipeline.formats.cells import DATE_FORMATS

Column = str | Annotated[int, Field(ge=1)]
Columns = Annotated[tuple[Column, ...], BeforeValidator(lambda value: value if isinstance(value, list) else [value])]
Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: value if isinstance(value, list) else [value])]
Dates = tuple[Literal[DATE_FORMATS], ...]
_SOURCES = ("column", "join", "constant", "preamble", "section", "twin", "debit", "nonzero", "sum")
_TESTS = ("being", "matches", "within", "without")


class Strict(BaseModel):
    """Unknown keys are errors, nothing changes after reading, and no error repeats a value."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, hide_input_in_errors=True)


def _compiles(pattern: str) -> str:
    try:
        pl.Series([""]).str.contains(pattern)  # columns are searched by another engine than single cells
        return re.compile(pattern).pattern
    except (re.error, pl.exceptions.ComputeError) as error:
        raise ValueError("not a regular expression (look-arounds and back-references are none here)") from error


def _has_one_group(pattern: str) -> str:
    if re.compile(_compiles(pattern)).groups != 1:
        raise ValueError("a regular expression with exactly one group")
    return pattern


Regex = Annotated[str, AfterValidator(_compiles)]
GroupRegex = Annotated[str, AfterValidator(_has_one_group)]


class Sign(Strict):
    """An unsigned amount whose sign another column tells."""

    column: Column
    negative: Names
    positive: Names = ()


class Part(Strict):
    """One part of a text cut at a separator, counted from 1, or from the end with -1."""

    at: str
    part: int

    @model_validator(mode="after")
    def _counts_from_one(self) -> "Part":
        if not self.part or not self.at:
            raise ValueError("at is a separator, part a number from 1, or from -1 for the last")
        return self


class Source(Strict):
    """One field of a record: where its text comes from and how it is rewritten."""

    column: Columns = ()
    join: tuple[Column, ...] = ()
    separator: str = Field(" ", alias="with")
    constant: str | None = None
    preamble: str | None = None
    section: Literal["path"] | None = None
    twin: Literal[True] | None = None
    debit: Column | None = None
    credit: Column | None = None
    positive: Literal["debit", "credit"] = "debit"
    nonzero: tuple[Column, ...] = ()
    sum: tuple["Source", ...] = ()
    nothing: Names = ()
    split: Part | None = None
    extract: GroupRegex | None = None
    whole: bool = False
    dates: Dates = ()
    money: Literal["as_written", "negated", "cents", "cents_negated"] | None = None
    sign: Sign | None = None
    values: dict[str, str] = {}
    otherwise: str | None = None
    prefix: str = ""
    default: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, content: Any) -> Any:
        return content if isinstance(content, dict) else {"column": content}

    @model_validator(mode="after")
    def _one_source(self) -> "Source":
        if sum(bool(getattr(self, name)) for name in _SOURCES) != 1:
            raise ValueError(f"a field has exactly one of {', '.join(_SOURCES)}")
        if (self.debit is None) != (self.credit is None):
            raise ValueError("debit and credit belong together")
        if self.sign and (self.debit or not self.is_money):
            raise ValueError("sign belongs to a field with money (and not to debit and credit)")
        if self.dates and self.is_money:
            raise ValueError("a field is a date or money, not both")
        if self.sum and (self.money or self.sign or any(item.sum for item in self.sum)):
            raise ValueError("the parts of a sum say how they are written, and are no sums")
        return self

    @property
    def is_money(self) -> bool:
        """Whether the text is rewritten as an amount."""
        return bool(self.money or self.debit or self.nonzero or self.sum)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column the field looks at."""
        sides = [side for side in (self.debit, self.credit, self.sign.column if self.sign else None) if side]
        parts = [column for part in self.sum for column in part.columns]
        return (*self.column, *self.join, *self.nonzero, *parts, *sides)


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
