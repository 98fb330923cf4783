"""A layout applied to the rows of a delimited file: fields, blocks, account sections.

Here: expressions made from a layout's declarations, and the frames they give. Not here: the grammar of layouts
(`pipeline.layouts`), which rows are read at all (`pipeline.adapters.delimited`).
"""

import polars as pl
from polars import col, lit, when

from pipeline.adapters import ControlTotal
from pipeline.contracts import load_contracts
from pipeline.formats import cells
from pipeline.formats.sections import GROUP_TOTAL, OPEN, TOTAL, Marker, Tree, read_tree
from pipeline.layouts import Block, Condition, Layout, RowMark, Sections, Source

SECTION = "_section"
_OWNER = "_owner"


def map_rows(
    layout: Layout, rows: pl.DataFrame, preamble: dict[str, str | None]
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Records made of the rows, and the rows no block fits.

    Args:
        layout: what to make of a row.
        rows: `_line`, the layout's columns as text, `_section` where the layout has sections.
        preamble: texts found above the header.
    """
    fits = [pl.all_horizontal(lit(value=True), *map(_holds, block.when)) for block in layout.records]
    owner = pl.coalesce(when(fit).then(lit(number, pl.Int64)) for number, fit in enumerate(fits))
    rows = rows.with_columns(owner.alias(_OWNER))
    frames: dict[str, list[pl.DataFrame]] = {}
    for number, (block, fit) in enumerate(zip(layout.records, fits, strict=True)):
        frames.setdefault(block.record, []).append(_make(block, number, rows.filter(fit), preamble))
    records = {record: pl.concat(parts).sort("_line", maintain_order=True) for record, parts in frames.items()}
    return records, rows.filter(col(_OWNER).is_null())


def _make(block: Block, number: int, rows: pl.DataFrame, preamble: dict[str, str | None]) -> pl.DataFrame:
    """The rows of one block, as text in the contract's columns, with lineage."""
    contract = load_contracts()[block.record]
    owns = col(_OWNER) == number
    fields = {name: _text(source, preamble) for name, source in block.fields.items()}
    fields |= {name: lit(None, pl.String) for name in contract.names if name not in fields}
    made = rows.lazy().select(
        *(fields[name].cast(pl.String).alias(name) for name in contract.names),
        _line=col("_line"),
        _lines=when(owns).then(lit(1, pl.Int64)).otherwise(lit(0, pl.Int64)),
        _parent=when(owns.not_()).then(col("_line")),
    )
    twins = [name for name, source in block.fields.items() if source.twin]
    key = [name for name in contract.key if name not in twins]
    return made.collect().with_columns(
        pl.int_range(1, pl.len() + 1).over(key).cast(pl.String).alias(name) for name in twins
    )


def _text(source: Source, preamble: dict[str, str | None]) -> pl.Expr:
    """The text of one field."""
    if source.join:
        text = pl.concat_str([str(name) for name in source.join], separator=" ", ignore_nulls=True).replace("", None)
    elif source.column:
        text = pl.coalesce(str(name) for name in source.column)
    elif source.section:
        text = col(SECTION)
    else:
        text = lit(source.constant or preamble.get(source.preamble or ""), pl.String)
    if source.dates:
        text = cells.date(text, source.dates)
    if source.money:
        text = cells.money(text, negated=source.money == "negated")
    if source.values:
        ours = {theirs.casefold(): value for theirs, value in source.values.items()}
        others = text if source.otherwise is None else lit(source.otherwise)
        mapped = text.str.to_lowercase().replace_strict(ours, default=None, return_dtype=pl.String)
        text = when(text.is_not_null()).then(pl.coalesce(mapped, others))
    return text


def _holds(condition: Condition) -> pl.Expr:
    """Whether a condition holds for a row; never null."""
    cell = col(str(condition.column))
    if condition.being:
        return cells.is_nonzero(cell) if condition.being == "nonzero" else cell.is_not_null()
    texts = [text.casefold() for text in (condition.within or condition.without or ())]
    is_within = cell.str.to_lowercase().is_in(texts).fill_null(value=False)
    return is_within if condition.within is not None else is_within.not_()


def is_marked(marks: tuple[RowMark, ...]) -> pl.Expr:
    """Whether a row is one of those a layout tells by the text of a cell; never null."""
    return pl.any_horizontal(
        lit(value=False), *(col(str(mark.column)).str.contains(mark.matches).fill_null(value=False) for mark in marks)
    )


def split_sections(sections: Sections, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[ControlTotal], list[str]]:
    """The entries with the path of their section, the verified totals, and sentences about what is odd.

    What is left out (opening rows, totals, opening balances) belongs to the envelope.
    """
    lead = col(str(sections.column))
    cells_of_opening = (col(str(name)).str.to_lowercase() for name in sections.opening.columns)
    says_opening = pl.any_horizontal(
        cell.eq_missing(lit(sections.opening.text.casefold())) for cell in cells_of_opening
    )
    is_entry = pl.any_horizontal(col(str(name)).is_not_null() for name in sections.entry)
    rows = rows.with_columns(
        _kind=when(says_opening & is_entry.not_()).then(lit("opening balance"))
        .when(lead.str.contains(sections.group_total)).then(lit(GROUP_TOTAL))
        .when(lead.str.contains(sections.total)).then(lit(TOTAL))
        .when(lead.is_not_null() & is_entry.not_()).then(lit(OPEN))
        .otherwise(lit("entry")),
    ).with_columns(_entries=(col("_kind") == "entry").cum_sum() - (col("_kind") == "entry").cast(pl.Int64))  # fmt: skip
    marks = rows.filter(col("_kind").is_in([OPEN, TOTAL, GROUP_TOTAL])).with_columns(
        _name=when(col("_kind") == OPEN).then(lead)
        .when(col("_kind") == TOTAL).then(lead.str.extract(sections.total))
        .otherwise(lead.str.extract(sections.group_total)),
    )  # fmt: skip
    tree = read_tree(
        [Marker(*row) for row in marks.select("_kind", "_name", "_line", "_entries").iter_rows()], sections.separator
    )
    paths = marks.select("_line").with_columns(pl.Series(SECTION, tree.paths, dtype=pl.String).fill_null(""))
    entries = (
        rows.join(paths, on="_line", how="left", maintain_order="left")
        .with_columns(when(lead.is_null()).then(col(SECTION).forward_fill().replace("", None)).alias(SECTION))
        .filter(col("_kind") == "entry")
    )
    return entries, _verify(sections, tree, entries, rows), tree.notes


def _verify(sections: Sections, tree: Tree, entries: pl.DataFrame, rows: pl.DataFrame) -> list[ControlTotal]:
    """Each printed total that states an amount, beside the sum of the entries it covers."""
    amount = cells.cents(col("amount"))
    moved = entries.select(amount=cells.money(col(str(sections.amount))))
    running = [0, *moved.select(amount.fill_null(0).cum_sum()).to_series()]
    lines = rows.filter(col("_line").is_in([span.line for span in tree.spans]))
    stated = dict(
        lines.select("_line", amount=cells.money(col(str(sections.amount)))).select("_line", amount).iter_rows()
    )
    return [
        ControlTotal(
            scope=f"account {span.path}",
            name="movement",
            kind="amount",
            stated=cells.dollars(stated[span.line]),
            found=cells.dollars(running[span.last] - running[span.first]),
            line=span.line,
        )
        for span in tree.spans
        if stated[span.line] is not None
    ]
