"""Layouts: how a named system's delimited export maps to records, declared in `schemas/layouts/<kind>_<system>.yaml`.

Here: the grammar of a layout, checked strictly when it is read. Not here: reading a file by it
(`pipeline.adapters.delimited`), how cells are written (`pipeline.formats.cells`). Unknown keys, unknown fields of a
record and required fields left unmapped are errors, so a layout that loads is a layout that works.

    title       what a person calls the export;  system  who makes it;  kind  bank, card, pm, gl or claims
    evidence    {grade, source}: V the maker's own definition, C others' readers of real exports, or user-defined
    header      columns that together make a header row this export's; a list in the list = any one of these names
    preamble    {name: regex}: the first cell above the header that the regex does NOT fit, for `preamble:` of a field
    skip        rows that carry nothing: [{column, matches}]; they belong to the envelope
    totals      rows that state sums: [{column, matches, of: [columns]}]; each sum is verified and blocks if it is wrong
    sections    an account tree without indentation (`pipeline.formats.sections`): {column, total, group_total, opening,
                entry, amount, separator}; `total` and `group_total` are regexes whose group is the section's name,
                `opening` {text, columns} tells rows of opening balances, `entry` are columns only entries fill
    short_rows_lack   a column that some rows leave out when it is empty; other short rows are refused
    delivered_at      {latest: column, dates} or {printed: regex with one group, form: strptime form}; where that says
                nothing, the file's name does: _YYYYMMDD, or _YYYYMM for the last day of the month
    delivers    everything where each export holds all there is: what a later one of the same practice lacks is
                withdrawn, as far as it reaches; changes (default) where rows only add up
    records     blocks of one row, in order: {record, when, fields}. The first block that fits a row owns its line, the
                others hang on it. `when` lists conditions that must all hold: {column, is: filled | nonzero},
                {column, in: [...]}, {column, not_in: [...]}. A row no block fits is refused.

A field is a column's name, or a mapping with one source and what is done to its text:

    column      a name, a number from 1, or a list: the first of them that is filled
    join        a list of columns, put together with blanks
    constant    a text;   preamble  a name of `preamble`;   section  path
    twin        true: 1 for the first row with this contract key in the file, 2 for the next
    dates       formats of `pipeline.formats.cells.DATE_FORMATS`, the first that fits
    money       as_written, or negated when the export writes the opposite sign
    values      {theirs: ours}, case ignored; others stay as they are, or become `otherwise`
"""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pipeline.contracts import ContractError, load_contracts, read_yaml
from pipeline.formats.cells import DATE_FORMATS
from pipeline.settings import SCHEMAS

Column = str | Annotated[int, Field(ge=1)]
Columns = Annotated[tuple[Column, ...], BeforeValidator(lambda value: value if isinstance(value, list) else [value])]
Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: value if isinstance(value, list) else [value])]
Dates = tuple[Literal[DATE_FORMATS], ...]
_SOURCES = ("column", "join", "constant", "preamble", "section", "twin")


class Strict(BaseModel):
    """Unknown keys are errors, nothing changes after reading, and no error repeats a value."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, hide_input_in_errors=True)


def _compiles(pattern: str) -> str:
    try:
        return re.compile(pattern).pattern
    except re.error as error:
        raise ValueError("not a regular expression") from error


Regex = Annotated[str, AfterValidator(_compiles)]


class Evidence(Strict):
    """How well the export is known: the grade, and what says so."""

    grade: Literal["V", "C", "user-defined"]
    source: str


class Source(Strict):
    """One field of a record: where its text comes from and how it is rewritten."""

    column: Columns = ()
    join: tuple[Column, ...] = ()
    constant: str | None = None
    preamble: str | None = None
    section: Literal["path"] | None = None
    twin: Literal[True] | None = None
    dates: Dates = ()
    money: Literal["as_written", "negated"] | None = None
    values: dict[str, str] = {}
    otherwise: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, content: Any) -> Any:
        return content if isinstance(content, dict) else {"column": content}

    @model_validator(mode="after")
    def _one_source(self) -> "Source":
        if sum(bool(getattr(self, name)) for name in _SOURCES) != 1:
            raise ValueError(f"a field has exactly one of {', '.join(_SOURCES)}")
        return self


class Condition(Strict):
    """What a cell must be for a block to fit a row."""

    column: Column
    being: Literal["filled", "nonzero"] | None = Field(None, alias="is")
    within: tuple[str, ...] | None = Field(None, alias="in")
    without: tuple[str, ...] | None = Field(None, alias="not_in")

    @model_validator(mode="after")
    def _one_test(self) -> "Condition":
        if sum(test is not None for test in (self.being, self.within, self.without)) != 1:
            raise ValueError("a condition has exactly one of is, in, not_in")
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


class RowMark(Strict):
    """Rows told by the text of a cell; `of` names the columns whose sums such a row states."""

    column: Column
    matches: Regex
    of: tuple[Column, ...] = ()


class Opening(Strict):
    """How a row with an opening balance is told: a text that stands in one of these columns."""

    text: str
    columns: Columns


class Sections(Strict):
    """How an unindented tree of accounts is printed."""

    column: Column
    total: Regex
    group_total: Regex
    opening: Opening
    entry: Columns
    amount: Column
    separator: str = ":"


class DeliveredAt(Strict):
    """Where the content says when it was made."""

    latest: Column | None = None
    dates: Dates = ()
    printed: Regex | None = None
    form: str | None = None


class Layout(Strict):
    """One layout; see the head of this module for what each part means."""

    name: str
    title: str
    system: str
    kind: Literal["bank", "card", "pm", "gl", "claims"]
    evidence: Evidence
    header: tuple[Names, ...]
    preamble: dict[str, Regex] = {}
    skip: tuple[RowMark, ...] = ()
    totals: tuple[RowMark, ...] = ()
    sections: Sections | None = None
    short_rows_lack: str | None = None
    delivered_at: DeliveredAt = DeliveredAt()
    delivers: Literal["everything", "changes"] = "changes"
    records: tuple[Block, ...]

    @model_validator(mode="after")
    def _names_what_it_has(self) -> "Layout":
        sources = [source for block in self.records for source in block.fields.values()]
        if {source.preamble for source in sources if source.preamble} - set(self.preamble):
            raise ValueError("a field takes a text of the preamble that preamble does not name")
        if self.sections is None and any(source.section for source in sources):
            raise ValueError("a field takes the path of sections, but there are no sections")
        return self

    @property
    def columns(self) -> list[Column]:
        """Every column the layout reads, once."""
        found: list[Column] = [mark.column for mark in (*self.skip, *self.totals)]
        found += [column for mark in self.totals for column in mark.of]
        for block in self.records:
            found += [condition.column for condition in block.when]
            found += [column for source in block.fields.values() for column in (*source.column, *source.join)]
        if self.sections:
            found += [self.sections.column, self.sections.amount, *self.sections.entry, *self.sections.opening.columns]
        if self.delivered_at.latest is not None:
            found.append(self.delivered_at.latest)
        return list(dict.fromkeys(found))


def parse_layout(path: Path) -> Layout:
    """One layout from its file.

    Raises:
        ContractError: the file is not a layout; the sentence says where and why, never a value.
    """
    try:
        return Layout(name=path.stem, **read_yaml(path))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise ContractError(f"{path.name}: {faults}") from None


@cache
def load_layouts(folder: Path = SCHEMAS / "layouts") -> dict[str, Layout]:
    """Every layout of the folder by name, in alphabetical order: the listing is the registry."""
    return {path.stem: parse_layout(path) for path in sorted(folder.glob("*.yaml"))}
