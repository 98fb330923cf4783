"""Reports printed as a tree of accounts: the path of every entry, and the totals the tree states.

Here: which rows open and close sections, by what a layout says. Not here: how the tree is read
(`pipeline.formats.sections`), what becomes of the entries (`pipeline.layouts.mapping`).

The rows come twice: first every part of them is looked at, for what a row closes may be told far below; then their
entries are taken, part by part.
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

_KIND, _ENTRY = "_kind", "entry"


class Sectioning:
    """The tree of a report by what its layout says: held are the rows that open and close sections, no entries."""

    def __init__(self, layout: Layout, sections: Sections) -> None:
        """Nothing was looked at yet."""
        self.sections = sections
        self.lead = pl.coalesce(str(name) for name in sections.column)
        field = sections.amount
        source = field if isinstance(field, Source) else Source.model_validate({"column": field, "money": "as_written"})
        self.cents = cells.cents(text(source, layout, {}))
        self.markers: list[Marker] = []
        self.above = 0
        self.tree = Tree()
        self.paths = pl.DataFrame(schema={"_line": pl.Int64, SECTION: pl.String})
        self.path = ""

    def look(self, rows: pl.DataFrame) -> None:
        """Take the markers of the next part."""
        sections, lead, kind = self.sections, self.lead, col(_KIND)
        rows = self._tell_kinds(rows).with_columns(_cents=self.cents)
        running = when(kind == _ENTRY).then(col("_cents")).fill_null(0).cum_sum() + self.above
        rows = rows.with_columns(
            _above=running,
            _name=when(kind == OPEN).then(lead)
            .when(kind == TOTAL).then(lead.str.extract(sections.total))
            .otherwise(lead.str.extract(sections.group_total or sections.total)),
            _depth=_depth(sections),
        )  # fmt: skip
        marks = rows.filter(kind.is_in([OPEN, TOTAL, GROUP_TOTAL]))
        wanted = marks.select(_KIND, "_name", "_line", "_above", "_depth", "_cents")
        self.markers += [Marker(*row) for row in wanted.iter_rows()]
        self.above = rows["_above"][-1] if len(rows) else self.above

    def grow(self) -> None:
        """Read the tree, once all parts were looked at."""
        self.tree = read_tree(self.markers, self.sections.separator)
        paths = [path or "" for path in self.tree.paths]
        self.paths = pl.DataFrame({"_line": [m.line for m in self.markers], SECTION: paths}, schema=self.paths.schema)

    def take(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The entries of the next part with the path of their section.

        What is left out (opening rows, totals, opening balances) belongs to the envelope.
        """
        rows = self._tell_kinds(rows).join(self.paths, on="_line", how="left", maintain_order="left")
        rows = rows.with_columns(col(SECTION).forward_fill().fill_null(self.path))
        self.path = rows[SECTION][-1] if len(rows) else self.path
        path = when(self.lead.is_null()).then(col(SECTION).replace("", None))
        return rows.with_columns(path.alias(SECTION)).filter(col(_KIND) == _ENTRY)

    def totals(self) -> list[ControlTotal]:
        """Each printed total that states an amount, beside the sum of the entries it covers.

        An account is told by its number, which its name may begin with: under receivables a name may be a patient's.
        """
        return [
            ControlTotal(
                scope=call_account(span.path.rpartition(self.sections.separator)[2].partition(" ")[0]),
                name="movement",
                kind="amount",
                stated=cells.dollars(span.stated),
                found=cells.dollars(span.found),
                line=span.line,
            )
            for span in self.tree.spans
            if span.stated is not None
        ]

    def _tell_kinds(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows, each with what it is."""
        sections, lead = self.sections, self.lead
        is_entry = pl.any_horizontal(col(str(name)).is_not_null() for name in sections.entry)
        says_opening = lit(value=False)
        if sections.opening:
            places = (col(str(name)).str.to_lowercase() for name in sections.opening.columns)
            says_opening = pl.any_horizontal(cell.eq_missing(lit(sections.opening.text.casefold())) for cell in places)
        closes_group = lead.str.contains(sections.group_total) if sections.group_total else lit(value=False)
        return rows.with_columns(
            when(says_opening & is_entry.not_()).then(lit("opening balance"))
            .when(closes_group).then(lit(GROUP_TOTAL))
            .when(lead.str.contains(sections.total)).then(lit(TOTAL))
            .when(lead.is_not_null() & is_entry.not_()).then(lit(OPEN))
            .otherwise(lit(_ENTRY)).alias(_KIND),
        )  # fmt: skip


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
