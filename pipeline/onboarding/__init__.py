"""A layout proposed for an export nobody knows yet, with its reasons.

Here: the steps, and the proposal they end in. Not here: the steps themselves (the modules of this folder), how a
proposal is shown (`pipeline.commands.proposing`).
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import ValidationError

from pipeline.adapters import HEAD_BYTES, UnreadableFileError, recognise
from pipeline.formats.delimited import decode, read_heads
from pipeline.formats.foreign import describe_foreign
from pipeline.formats.tables import HEADER_WITHIN, Heads
from pipeline.layouts.nearness import Nearness, find_nearest
from pipeline.onboarding.fits import Fit
from pipeline.onboarding.fitting import LIKELY, find_fits, is_number, reads_money
from pipeline.onboarding.headings import VALUE
from pipeline.onboarding.landed import compare
from pipeline.onboarding.profile import Profile, profile
from pipeline.onboarding.proposal import compose, list_totals
from pipeline.onboarding.shape import Draft, find_table
from pipeline.onboarding.totals import find_totals
from pipeline.onboarding.trial import Trial, try_out

FIGURES = 2
"""So many cells of a row of money are figures at least: a day and an amount."""
MOST_ROWS = 20_000
"""Rows looked at to judge columns; the trial reads all."""
GOOD_ENOUGH, TOLD_ENOUGH, OTHERS = 0.45, 0.25, 4
"""How well a record must fit to be proposed, also where the person says which kind it is, and how many are tried."""

CLEARLY = 0.05
"""How much better a record must fit that lacks a column to be told beside the one that lacks none."""
NOTHING_OF_KIND = "no record of that kind finds its amounts, dates and numbers in these columns"
NOTHING = "no record of ours finds its amounts, dates and numbers in these columns; say with --as what the file holds"
NO_TABLE = "its rows are not cells of equal number, parted by comma, tab or pipe"
ABOVE = "it stands above the rows, behind the word for it"


@dataclass(frozen=True)
class Proposal:
    """What is said about one file.

    `known_as` names the reader that knows it already; `near` a layout it almost fits; `fit` the record it holds,
    `others` those it might, `lacking` one it holds more likely but for a column that is not there; `content` the layout
    proposed, and `trial` what it makes of the file. `why_not` says why nothing is proposed.
    """

    file: Path
    known_as: str | None = None
    near: Nearness | None = None
    draft: Draft | None = None
    profiles: tuple[Profile, ...] = ()
    fit: Fit | None = None
    others: tuple[Fit, ...] = ()
    lacking: Fit | None = None
    content: dict[str, Any] | None = None
    trial: Trial | None = None
    why_not: str = ""


def propose(file: Path, kind: str | None = None, name: str | None = None, snapshot: Path | None = None) -> Proposal:
    """A layout for the file, or why there is none.

    Args:
        file: the export.
        kind: only records of this kind of layout.
        name: name of the layout; made of kind and file name where not given.
        snapshot: folder of a published snapshot to compare values with.

    Raises:
        OSError: the file cannot be read.
    """
    data = file.read_bytes()
    known = _ask_adapters(file.name, data)
    foreign = None if known else describe_foreign(data)
    if foreign:
        return Proposal(file, why_not=foreign)
    try:
        draft = find_table(file.name, data)
        if draft is None:
            return Proposal(file, known, why_not=NO_TABLE)
        table = draft.table()
    except UnreadableFileError as error:
        return Proposal(file, known, why_not=str(error))
    totals = find_totals(draft, table)
    head = _leave_furniture(table.frame.filter(pl.col("_line").is_in(totals[1] if totals else []).not_()), draft)
    profiles = tuple(profile(name, title, head[str(name)]) for name, title in draft.titles.items())
    near = _find_near(data, draft)
    is_near = near is not None and known in {None, f"delimited/{near.layout.name}"}
    seen = Proposal(file, None if is_near else known, near if is_near else None, draft, profiles)
    least = GOOD_ENOUGH if kind is None else TOLD_ENOUGH
    found = [fit for fit in find_fits(list(profiles), compare(snapshot, list(profiles)), kind) if fit.score >= least]
    fits = [fit for fit in found if not fit.lacking]
    tried = sorted(filter(None, (_try(seen, fit, name) for fit in fits[:OTHERS])), key=lambda item: -item[0])
    if kind is None:
        tried = [item for item in tried if item[3].accepted >= item[3].refused]
    if any(item.kind == "money" for item in profiles):  # its amounts would be lost without a word
        tried = [item for item in tried if reads_money(item[1])] or (tried if kind else [])
    lacking = next((fit for fit in found if len(fit.lacking) == 1 and is_number(fit)), None)
    if lacking and tried and lacking.score <= tried[0][0] + CLEARLY:
        lacking = None
    if not tried:
        return replace(seen, lacking=lacking, why_not=NOTHING if kind is None else NOTHING_OF_KIND)
    _, fit, content, trial = tried[0]
    others = tuple(item[1] for item in tried[1:])
    return replace(seen, fit=fit, others=others, lacking=lacking, content=content, trial=trial)


def _leave_furniture(frame: pl.DataFrame, draft: Draft) -> pl.DataFrame:
    """The rows columns are judged by: one with few cells, and hardly a figure in them, is a footer or a heading."""
    cells = [pl.col(str(name)) for name in draft.names]
    filled = pl.sum_horizontal(cell.is_not_null() for cell in cells)
    figures = pl.sum_horizontal(cell.str.contains(VALUE.pattern).fill_null(value=False) for cell in cells)
    return frame.filter((2 * filled >= filled.quantile(0.75)) | (figures >= FIGURES)).head(MOST_ROWS)


def _try(seen: Proposal, fit: Fit, name: str | None) -> tuple[float, Fit, dict[str, Any], Trial] | None:
    """The layout a fit gives, tried; with the rank of it: rows refused and keys that repeat count against it."""
    stem = "".join(c if c.isalnum() else "_" for c in seen.file.stem.casefold()).strip("_")
    if seen.draft is None:
        return None
    name = name or f"{fit.kind}_{stem}"
    try:
        plain = compose(seen.draft, {item.name: item for item in seen.profiles}, fit, name)
        tried = [(plain | totals, try_out(plain | totals, seen.draft, name)) for totals in list_totals(seen.draft, fit)]
    except (ValidationError, UnreadableFileError):
        return None
    content, trial = next(way for way in tried if way[1].totals_agree)
    trial.totals = trial.totals or tried[0][1].totals  # what no reading makes agree is told
    if not trial.accepted:
        return None
    if "preamble" in content:
        named = (replace(m, confidence=LIKELY, reason=ABOVE) if m.field == "account_number" else m for m in fit.matches)
        fit = replace(fit, matches=tuple(named))
    records = content.pop("records")
    content["records"] = records  # last, for it is the longest
    sound = (trial.accepted - trial.repeated_keys / 2) / (trial.accepted + trial.refused)
    return fit.score * sound, fit, content, trial


def _ask_adapters(name: str, data: bytes) -> str | None:
    known = recognise(name, data[:HEAD_BYTES])
    return known[0] if known and known[0] != "workbook" else None


def _find_near(data: bytes, draft: Draft) -> Nearness | None:
    if draft.sheet is None:
        text = decode(data[:HEAD_BYTES])
        return find_nearest(text, cache(lambda quotes: read_heads(text, quotes)))
    heads: Heads = {"": [cells for _, cells in draft.records[:HEADER_WITHIN]]}
    return find_nearest("\n".join("\t".join(row) for row in heads[""]), lambda _: heads)
