"""A layout as a whole, checked strictly when it is read.

Here: its keys, that they fit together, and which columns it takes. Not here: what each key means to its author
(`pipeline.layouts`), the parts of a layout (`pipeline.layouts.grammar`) and its fields (`pipeline.layouts.sources`).
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from pipeline.layouts.grammar import Block, Condition, DeliveredAt, Printed, RowMark, Sections
from pipeline.layouts.sources import Column, Names, Regex, Strict

KINDS = ("bank", "card", "pm", "gl", "claims", "desk", "reference", "agency", "portal")


class Evidence(Strict):
    """How well the export is known: the grade, and what says so."""

    grade: Literal["V", "C", "user-defined"]
    source: str


class Layout(Strict):
    """One layout; see the head of `pipeline.layouts` for what each part means."""

    name: str
    title: str
    system: str
    kind: Literal[KINDS]
    evidence: Evidence
    header: tuple[Names, ...] = ()
    positions: tuple[str, ...] = Field((), alias="columns")
    recognise: tuple[Condition, ...] = ()
    decimal: Literal["point", "comma"] = "point"
    credit_suffix: Literal["positive", "negative"] | None = None
    quotes: Literal["double", "none"] = "double"
    nothing: tuple[str, ...] = ()
    preamble: Mapping[str, Regex | Printed] = {}
    carry: tuple[Column, ...] = ()
    skip: tuple[RowMark, ...] = ()
    totals: tuple[RowMark, ...] = ()
    sections: Sections | None = None
    short_rows_lack: str | None = None
    short_rows_end: bool = False
    delivered_at: DeliveredAt = DeliveredAt()
    delivers: Literal["everything", "changes"] = "changes"
    records: tuple[Block, ...] = ()
    unreadable: str | None = None

    @model_validator(mode="after")
    def _names_what_it_has(self) -> "Layout":
        sources = [source for block in self.records for source in block.fields.values()]
        if bool(self.header) == bool(self.positions) or bool(self.positions) != bool(self.recognise):
            raise ValueError("a layout has a header, or columns with what to recognise them by")
        if bool(self.records) == bool(self.unreadable):
            raise ValueError("a layout has records, or says why its export is unreadable")
        if {source.preamble for source in sources if source.preamble} - set(self.preamble):
            raise ValueError("a field takes a text of the preamble that preamble does not name")
        if self.sections is None and any(source.section for source in sources):
            raise ValueError("a field takes the path of sections, but there are no sections")
        if self.positions and any(isinstance(name, str) and name not in self.positions for name in self.columns):
            raise ValueError("a column is named that columns does not list")
        return self

    @property
    def columns(self) -> list[Column]:
        """Every column the layout reads, once."""
        marks = (*self.skip, *self.totals)
        found = [condition.column for mark in marks for condition in mark.conditions]
        found += [column for mark in marks for column in mark.of]
        found += [column for block in self.records for column in block.columns]
        found += [*self.carry, *(condition.column for condition in self.recognise)]
        found += self.sections.columns if self.sections else []
        found += [self.delivered_at.latest] if self.delivered_at.latest is not None else []
        return list(dict.fromkeys(found))

    @property
    def date_columns(self) -> list[str]:
        """Every column that dates are taken from, as the table names it."""
        sources = [source for block in self.records for source in block.fields.values() if source.dates]
        latest = [self.delivered_at.latest] if self.delivered_at.latest is not None else []
        found = [column for source in sources for column in source.columns] + latest
        return list(dict.fromkeys(map(str, found)))
