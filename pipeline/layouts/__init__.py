"""Layouts: how a named system's table of rows maps to records, declared in `schemas/layouts/<kind>_<system>.yaml`.

Here: the words of that grammar for its author, and the listing of the layouts there are. Not here: what checks a layout
(`pipeline.layouts.layout`, its parts in `grammar`, its fields in `sources`), reading a file by it
(`pipeline.layouts.applying`), how cells are written (`pipeline.formats.cells`). Unknown keys, unknown fields of a
record and required fields left unmapped are errors: a layout that loads is a layout that works.

    title       what a person calls the export;  system  who makes it
    kind        bank, card, pm, gl, claims, desk, reference, agency or portal; opens the file name
    evidence    {grade, source}: V the maker's own definition, C others' readers of real exports, or user-defined: the
                maker publishes nothing, or its users choose the columns; then the title says that it is a template
    header      columns that together make a header row this export's; a list in the list = any one of these names
    columns     instead of `header`, where a file has no header row: the names in order (further cells have numbers
                only);  recognise  conditions (see `when`) that all the first rows of such a file fulfil
    decimal     point (default), or comma for 1.234,56
    credit_suffix   what `CR` behind an amount means: positive or negative (DR: the other); else such text is refused
    quotes      double (default), or none where a quote sign is text like any other
    nothing     texts that mean an empty cell, as NULL; case ignored
    preamble    {name: ...}, texts around the rows for `preamble:` of a field. A regex: the first cell above the header
                that the regex does NOT fit. {takes: regex with one group}: out of the first cell above it that fits.
                {after: regex}: the next filled cell behind the one it fits. {file_name: regex with one group}
    carry       columns a group of rows fills only in its first row: the first of them opens a group where it is filled;
                its rows take what they leave empty from the group's first row, until a blank row or a row of totals
    skip        rows that carry nothing: [{column, matches} or {when}]; they belong to the envelope. Repeated header
                rows with the title lines above them, and lines of dashes, need no words: they are always envelope
    totals      rows that state sums: [{column, matches, of: [columns]}], or {when, of}; each sum is verified and blocks
                if it is wrong. covers: file (default), or since_last for subtotals of the rows since the last of them
    sections    a tree of accounts (`pipeline.formats.sections`): {column, total, group_total, opening, entry, amount,
                separator}; `total` and `group_total` are regexes whose group is the section's name, `opening` {text,
                columns} tells rows of opening balances, `entry` are columns only entries fill, `amount` is a column or
                a field. How deep a name stands: `indented: true` by its leading blanks, or `column: [1, 2, 3]` by which
                of the columns it stands in; else the totals alone tell
    short_rows_lack   a column that some rows leave out when it is empty;  short_rows_end  true: cells missing at
                the end of a row are empty ones. Other short rows are refused, and so is every row with too many cells
    delivered_at      {latest: column, dates} or {printed: regex with one group, form: strptime form}; where that says
                nothing, the file's name does: _YYYYMMDD, or _YYYYMM for the last day of the month
    delivers    everything where each export holds all there is: what a later one of the same practice lacks is
                withdrawn, as far as it reaches; changes (default) where rows only add up
    records     blocks of one row, in order: {record, when, fields}. The first block that fits a row owns its line, the
                others hang on it. A row no block fits is refused. `when` lists conditions that must all hold:
                {column, is: filled | empty | zero | nonzero | positive | negative}, {column, matches: regex},
                {column, in: [...]}, {column, not_in: [...]}. Text that is no amount counts as nonzero, positive and
                negative, so that the contract sees it.
    unreadable  instead of `records`, where an export alone makes no record: why, and what to deliver instead

A column is a name or a number from 1; `Name@2` is the second column of that name. A name that stands twice in a header
is refused when it is used, unless both columns hold the same. A field is a column, or a mapping with one source:

    column      a column, or a list: the first of them that is filled
    join        a list of columns, put together with blanks, or `with: "-"`
    debit, credit   two unsigned columns as one amount, debits positive, or `positive: credit`; a row that fills both is
                refused
    nonzero     a list of columns with money: the first that is not zero
    sum         a list of columns with money, or of fields with money: their sum to the cent, an empty cell being 0
    constant    a text;   preamble  a name of `preamble`;   section  path
    twin        true: 1 for the first row with this contract key in the file, 2 for the next

and what is done to its text, in this order:

    nothing     texts that mean an empty cell, here only
    split       {at: separator, part: 2}: one part of the text, from 1, or from the end with -1
    extract     a regex with one group; text it does not fit gives nothing (money and dates: is refused)
    whole       true: a number written 1234.00 is 1234
    dates       formats of `pipeline.formats.cells.DATE_FORMATS`, the first that fits; YYYY-MM-DD is always understood
    money       as_written, or negated when the export writes the opposite sign; cents, cents_negated for whole cents
    sign        {column, negative: [texts], positive: [texts]}: the sign stands in another column; where `positive` is
                given, a row with any other text there is refused
    values      {theirs: ours}, case ignored; others stay as they are, or become `otherwise`
    prefix      a text put before one that is not empty, for numbers that are unique within their table only
    default     a text for an empty cell
"""

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from pipeline.contracts import ContractError, read_yaml
from pipeline.layouts.layout import KINDS, Layout
from pipeline.settings import SCHEMAS

__all__ = ["KINDS", "Layout", "load_layouts", "parse_layout"]


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
