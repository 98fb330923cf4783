"""One field of a record, as a layout writes it: where its text comes from and how it is rewritten.

Here: sources of text, signs, parts, and their strict checks. Not here: which rows become which record
(`pipeline.layouts.grammar`), what a field does to rows (`pipeline.layouts.fields`).
"""

import re
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pipeline.formats.cells import DATE_FORMATS

Column = str | Annotated[int, Field(ge=1)]
Columns = Annotated[tuple[Column, ...], BeforeValidator(lambda value: value if isinstance(value, list) else [value])]
Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: value if isinstance(value, list) else [value])]
Dates = tuple[Literal[DATE_FORMATS], ...]
_SOURCES = ("column", "join", "constant", "preamble", "section", "twin", "debit", "nonzero", "sum")


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
