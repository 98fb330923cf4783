"""Reports printed as a tree of accounts: the path of every entry, and the totals the tree states.

Here: which rows open and close sections, by what a layout says. Not here: how the tree is read
(`pipeline.formats.sections`), what becomes of the entries (`pipeline.layouts.mapping`).
"""

import polars as pl
from polars import col, lit, when

from pipeline.adapters import ControlTotal
from pipeline.formats import cells
from pipeline.formats.bank_lines import call_account
from pipeline.formats.sections import GROUP_TOTAL, OPEN, TOTAL, Marker, Tree, read_tree
from pipeline.formats.tables import INDENT
from pipeline.layouts import Layout
from pipeline.layouts.fields import SECTION, text
from pipeline.layouts.grammar import Sections
from pipeline.layouts.sources import Source


def split_sections(layout: Layout, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[ControlTotal], list[str]]:
    """The entries with the path of their section, the verified totals, and sentences about what is odd.

    What is left out (opening rows, totals, opening balances) belongs to the envelope.

    Raises:
        ValueError: the layout has no sections.
    """
    sections = layout.sections
    if sections is None:
        raise ValueError("the layout has no sections")
    lead = pl.coalesce(str(name) for name in sections.column)
    rows = _tell_kinds(sections, lead, rows)
    marks = rows.filter(col("_kind").is_in([OPEN, TOTAL, GROUP_TOTAL])).with_columns(
        _name=when(col("_kind") == OPEN).then(lead)
        .when(col("_kind") == TOTAL).then(lead.str.extract(sections.total))
        .otherwise(lead.str.extract(sections.group_total or sections.total)),
        _depth=_depth(sections),
    )  # fmt: skip
    wanted = marks.select("_kind", "_name", "_line", "_entries", "_depth")
    tree = read_tree([Marker(*row) for row in wanted.iter_rows()], sections.separator)
    paths = marks.select("_line").with_columns(pl.Series(SECTION, tree.paths, dtype=pl.String).fill_null(""))
    entries = (
        rows.join(paths, on="_line", how="left", maintain_order="left")
        .with_columns(when(lead.is_null()).then(col(SECTION).forward_fill().replace("", None)).alias(SECTION))
        .filter(col("_kind") == "entry")
    )
    return entries, _verify(layout, sections, tree, entries, rows), tree.notes


def _tell_kinds(sections: Sections, lead: pl.Expr, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `_kind`, and with `_entries`: how many entries stand above."""
    is_entry = pl.any_horizontal(col(str(name)).is_not_null() for name in sections.entry)
    says_opening = lit(value=False)
    if sections.opening:
        places = (col(str(name)).str.to_lowercase() for name in sections.opening.columns)
        says_opening = pl.any_horizontal(cell.eq_missing(lit(sections.opening.text.casefold())) for cell in places)
    closes_group = lead.str.contains(sections.group_total) if sections.group_total else lit(value=False)
    return rows.with_columns(
        _kind=when(says_opening & is_entry.not_()).then(lit("opening balance"))
        .when(closes_group).then(lit(GROUP_TOTAL))
        .when(lead.str.contains(sections.total)).then(lit(TOTAL))
        .when(lead.is_not_null() & is_entry.not_()).then(lit(OPEN))
        .otherwise(lit("entry")),
    ).with_columns(_entries=(col("_kind") == "entry").cum_sum() - (col("_kind") == "entry").cast(pl.Int64))  # fmt: skip


def _depth(sections: Sections) -> pl.Expr:
    """How deep a name stands: its leading blanks, or which of several columns holds it; null where nothing says so."""
    if sections.indented:
        return col(INDENT)
    if len(sections.column) > 1:
        return pl.coalesce(
            when(col(str(name)).is_not_null()).then(lit(number, pl.Int64))
            for number, name in enumerate(sections.column)
        )
    return lit(None, pl.Int64)


def _verify(
    layout: Layout, sections: Sections, tree: Tree, entries: pl.DataFrame, rows: pl.DataFrame
) -> list[ControlTotal]:
    """Each printed total that states an amount, beside the sum of the entries it covers.

    An account is told by its number, which its name may begin with: under receivables a name may be a patient's.
    """
    field = sections.amount
    source = field if isinstance(field, Source) else Source.model_validate({"column": field, "money": "as_written"})
    amount = cells.cents(text(source, layout, {}))
    running = [0, *entries.select(amount.fill_null(0).cum_sum()).to_series()]
    lines = rows.filter(col("_line").is_in([span.line for span in tree.spans]))
    stated = dict(lines.select("_line", amount.alias("amount")).iter_rows())
    return [
        ControlTotal(
            scope=call_account(span.path.rpartition(sections.separator)[2].partition(" ")[0]),
            name="movement",
            kind="amount",
            stated=cells.dollars(stated[span.line]),
            found=cells.dollars(running[span.last] - running[span.first]),
            line=span.line,
        )
        for span in tree.spans
        if stated[span.line] is not None
    ]
