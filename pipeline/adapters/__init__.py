"""What an adapter is, and the listing of those there are.

An adapter is one file of this folder that answers two questions about a landed file:

    identify(name: str, head: bytes) -> str | None      is it mine? the name of what it is ("era_835"), or None
    read(name: str, data: bytes) -> Reading             what rows does it hold?

and may answer two more, for files so small that each costs more than what stands in it, or too large to be held:

    read_many(names, datas) -> list[Reading | None]     what rows does each hold, as `read` would say? None: ask `read`
    read_parts(name, chunks) -> Iterator[Reading]       what rows do its parts hold, together those `read` would give?

Adapters are pure: bytes in, columns of text out. They open no file, know no database and judge no value; syntax comes
from `pipeline.formats`, judgement from `pipeline.contracts`. The folder listing is the registry.

Every line an adapter sees is used, refused, or knowingly ignored. What is ignored is counted by its kind in
`Reading.ignored` ("PER": 3); a kind its standard does not have at that place is counted there too, and `note_strangers`
puts its name among the notes, so that nothing is passed over without a word.
"""

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import polars as pl

HEAD_BYTES = 65_536
"""How much of a file `identify` is shown."""

_ANY_TABLE = ("delimited",)
"""Compares a file with every layout there is, so it is asked when no format knows the file by its mark."""

REFUSED_SCHEMA = {"_line": pl.Int64, "_lines": pl.Int64, "reason": pl.String, "row_text": pl.String}


class UnreadableFileError(Exception):
    """The file cannot be read as what it claims to be. The sentence names line and rule, never a value of a patient."""


class IncompleteFileError(UnreadableFileError):
    """The file ends before its own end mark (truncated or still being written); nothing of it is loaded."""


@dataclass(frozen=True)
class ControlTotal:
    """A total the file states about itself, beside the total we found.

    `stated` and `found` are text: dollars for kind "amount", whole numbers for kind "count". A disagreement of severity
    "block" stops publishing; "warn" is shown.
    """

    scope: str
    name: str
    kind: str
    stated: str
    found: str
    line: int
    severity: str = "block"


@dataclass
class Reading:
    """Everything an adapter read from one file.

    `records` maps a record name to a frame that has every column of that record's contract as text (empty = null), and
    three columns of lineage: `_line` (Int64, the wire line or segment the row starts at, from 1), `_lines` (Int64, how
    many wire lines the row owns; 0 when another row owns them) and `_parent` (Int64, `_line` of the row this row hangs
    on, or null: a row whose parent is refused is refused with it).

    Conservation: `lines` = `envelope` + sum of `_lines` over all records + sum of `_lines` over `refused`.
    """

    records: dict[str, pl.DataFrame]
    lines: int
    envelope: int
    refused: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFUSED_SCHEMA))
    totals: list[ControlTotal] = field(default_factory=list)
    delivered_at: str | None = None
    """When the file says it was made, ISO text `YYYY-MM-DDTHH:MM:SS`; decides which delivery is the latest."""
    delivers_everything: bool = False
    """Does the file hold all there is, so that rows of an earlier one that it lacks are gone from the source?"""
    notes: list[str] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)
    """Lines of which no value is kept, by kind as the format names it (segment, record code, tag). A statement beside
    the conservation of lines, no part of it: an ignored line still belongs to its row or to the envelope."""
    unit: str = "line"
    """What `_line` counts, in the word of whoever looks for it: an X12 file has segments, often all on one line."""

    def note_strangers(self, kinds: dict[str, int], where: str) -> None:
        """Count lines of kinds the standard does not have at their place as ignored, and name them among the notes."""
        for kind, count in sorted(kinds.items()):
            self.ignored[kind] = self.ignored.get(kind, 0) + count
        if kinds:
            self.notes.append(describe_strangers(kinds, where))


def describe_strangers(kinds: dict[str, int], where: str, first: str = "") -> str:
    """The sentence about lines of kinds the standard does not have at their place; `first` says where one stands."""
    named = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items()))
    return f"Not known {where}, therefore counted and not used: {named}{first and f', {first}'}."


@cache
def load_adapters() -> dict[str, ModuleType]:
    """Every adapter of this folder by name: those of a format in alphabetical order, then what reads any table."""
    names = {path.stem for path in Path(__file__).parent.glob("*.py")} - {"__init__", *_ANY_TABLE}
    names = [*sorted(names), *_ANY_TABLE]
    return {name: import_module(f"{__name__}.{name}") for name in names}


def recognise(name: str, head: bytes) -> tuple[str, ModuleType] | None:
    """The first adapter that says the file is its own, with what it says the file is; None when nobody knows it."""
    for adapter in load_adapters().values():
        recognised_as = adapter.identify(name, head)
        if recognised_as:
            return recognised_as, adapter
    return None
