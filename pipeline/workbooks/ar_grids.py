"""Aged receivables as live grids: three clocks side by side, and one clock by payer, class or location.

Here: grids of formulas over the table `tblAging`, with a cell to choose clock and entity. Not here: that table
(`ar_tables`), other sheets. Amounts in US dollars.
"""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks.sheets import Value, write_formula

CLOCKS = {"dos": "Since the service", "bill": "Since the first bill", "resp": "Since responsibility"}
BUCKETS = ("0-30", "31-60", "61-90", "91-120", "121-150", "151-180", ">180", "no date", "in the future")
"""Buckets in the order of their number, which is what formulas compare: `>180` would be read as a comparison."""
OLD = (4, 7)
"""Buckets over 90 days: the first and the last."""
FACTS = {"Debit": (8, "money"), "Credit": (9, "money"), "Net": (10, "money"), "Items": (11, "count")}
"""Figures of the table, the column of a row of `ar_tables.AGING` they stand in, and their style."""
ALL, ENTITY, TOP = "*", 3, 8
Rows = Sequence[Sequence[Value]]


def write_choice(sheet: Worksheet, styles: dict[str, Format], row: int, says: str, choices: Sequence[str]) -> None:
    """A cell in which the reader chooses what every formula of the sheet adds up."""
    sheet.write_string(row, 0, says, styles["label_bold"])
    sheet.write_string(row, 1, choices[0], styles["input"])
    sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(choices)})


def write_clocks(sheet: Worksheet, styles: dict[str, Format], rows: Rows, entities: Sequence[str]) -> int:
    """Write the three clocks side by side; returns the row (1-based) of the totals."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 13, 13.5)
    write_choice(sheet, styles, ENTITY, "Entity (* = all)", [ALL, *entities])
    sheet.write_string(TOP - 1, 0, "Age in days", styles["head"])
    sheet.write_string(TOP - 1, 1, "Bucket", styles["head_right"])
    total = TOP + len(BUCKETS)
    for clock_number, (clock, title) in enumerate(CLOCKS.items()):
        left = 2 + clock_number * len(FACTS)
        sheet.write_string(TOP - 3, left, title, styles["section"])
        sheet.write_string(TOP - 2, left, clock, styles["subtitle"])
        key = xl_rowcol_to_cell(TOP - 2, left, row_abs=True, col_abs=True)
        mine = [row for row in rows if row[0] == clock]
        for offset, (fact, (source, style)) in enumerate(FACTS.items()):
            column = left + offset
            letter = xl_col_to_name(column)
            sheet.write_string(TOP - 1, column, fact, styles["head_right"])
            for order in range(1, len(BUCKETS) + 1):
                row = TOP + order - 1
                where = f"tblAging[Clock],{key},tblAging[Order],$B{row + 1},tblAging[Entity],$B${ENTITY + 1}"
                value = _sum(mine, source, {1: order})
                write_formula(sheet, row, column, f"=SUMIFS(tblAging[{fact}],{where})", styles[style], value)
            everything = f"=SUM({letter}{TOP + 1}:{letter}{total})"
            write_formula(sheet, total, column, everything, styles[f"{style}_total"], _sum(mine, source, {}))
        _write_old(sheet, styles, mine, left, total)
    for order, bucket in enumerate(BUCKETS, start=1):
        sheet.write_string(TOP + order - 1, 0, bucket, styles["label"])
        sheet.write_number(TOP + order - 1, 1, order, styles["count"])
    for row, says in ((total, "Total"), (total + 1, "Older than 90 days"), (total + 2, "Share of debit balances")):
        sheet.write_string(row, 0, says, styles["total_label"])
    sheet.freeze_panes(TOP, 2)
    return total + 1


def _write_old(sheet: Worksheet, styles: dict[str, Format], rows: Rows, left: int, total: int) -> None:
    """Below the totals of a clock: debit balances over 90 days, and their share (K05)."""
    letter = xl_col_to_name(left)
    old = sum((_sum(rows, 8, {1: order}) for order in range(OLD[0], OLD[1] + 1)), Decimal(0))
    debit = _sum(rows, 8, {})
    first, last = TOP + OLD[0], TOP + OLD[1]
    write_formula(sheet, total + 1, left, f"=SUM({letter}{first}:{letter}{last})", styles["money"], old)
    share = f"=IF({letter}{total + 1}=0,0,{letter}{total + 2}/{letter}{total + 1})"
    write_formula(sheet, total + 2, left, share, styles["percent_total"], old / debit if debit else 0)


def write_cut(
    sheet: Worksheet, styles: dict[str, Format], rows: Rows, entities: Sequence[str], header: str, source: int
) -> int:
    """Write one clock by payer, class or location, largest first; returns the row (1-based) of the totals.

    Args:
        sheet: an empty sheet with its title block.
        styles: the workbook's formats.
        rows: rows of `ar_tables.AGING`.
        entities: entities to choose from.
        header: column of the table to cut by.
        source: where that column stands in a row.
    """
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 15, 13)
    write_choice(sheet, styles, ENTITY, "Entity (* = all)", [ALL, *entities])
    write_choice(sheet, styles, ENTITY + 1, "Clock (dos, bill or resp)", list(CLOCKS))
    mine: dict[str, list[Sequence[Value]]] = {str(row[source]): [] for row in rows}
    for row in rows:
        if row[0] == "dos":
            mine[str(row[source])].append(row)
    names = sorted(mine, key=lambda name: (-_sum(mine[name], 8, {}), name))
    everyone = [row for name in names for row in mine[name]]
    count, total = len(BUCKETS), TOP + len(names)
    heads = [header, *BUCKETS, "Debit", "Over 90", "% over 90", "Credit", "Net", "Items"]
    for column, head in enumerate(heads):
        sheet.write_string(TOP - 1, column, head, styles["head_right" if column else "head"])
    for order in range(1, count + 1):
        sheet.write_number(TOP - 2, order, order, styles["subtitle"])
    chosen = f"tblAging[Clock],$B${ENTITY + 2},tblAging[Entity],$B${ENTITY + 1},tblAging[{header}],"
    for row, name in enumerate([*names, None], start=TOP):
        last, ending = name is None, "_total" if name is None else ""
        sheet.write_string(row, 0, name or "Total", styles["total_label" if last else "label"])
        where, here = f"{chosen}$A{row + 1}", everyone if name is None else mine[name]
        cells: list[tuple[str, str, Value]] = [
            (f"=SUMIFS(tblAging[Debit],{where},tblAging[Order],{xl_col_to_name(order)}${TOP - 1})", "money",
             _sum(here, 8, {1: order})) for order in range(1, count + 1)
        ]  # fmt: skip
        debit, old = _sum(here, 8, {}), sum((cells[order - 1][2] for order in range(OLD[0], OLD[1] + 1)), Decimal(0))
        cells += [
            (f"=SUM(B{row + 1}:{xl_col_to_name(count)}{row + 1})", "money", debit),
            (f"=SUM({xl_col_to_name(OLD[0])}{row + 1}:{xl_col_to_name(OLD[1])}{row + 1})", "money", old),
            (f"=IF(K{row + 1}=0,0,L{row + 1}/K{row + 1})", "percent", old / debit if debit else 0),
            (f"=SUMIFS(tblAging[Credit],{where})", "money", _sum(here, 9, {})),
            (f"=ROUND(K{row + 1}-N{row + 1},2)", "money", debit - _sum(here, 9, {})),
            (f"=SUMIFS(tblAging[Items],{where})", "count", _sum(here, 11, {})),
        ]
        for column, (formula, style, value) in enumerate(cells, start=1):
            letter = xl_col_to_name(column)
            adds_up = last and "SUMIFS" in formula
            written = f"=SUM({letter}{TOP + 1}:{letter}{total})" if adds_up else formula
            write_formula(sheet, row, column, written, styles[style + ending], value)
    sheet.freeze_panes(TOP, 1)
    return total + 1


def _sum(rows: Rows, source: int, where: dict[int, Value]) -> Decimal:
    """What a formula over the table adds up: the figure of every row that fits."""
    found = (row[source] for row in rows if all(row[column] == value for column, value in where.items()))
    return sum(found, Decimal(0))
