"""The laid-out sheets of the denials workbook: months, Pareto and reason by payer, every figure a formula.

Here: formulas over the tables `tblTrend` and `tblLines`, each with the value it has now. Not here: those tables.
"""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks.denials_tables import DENIED, OVERTURNED, PAYER, REASON
from pipeline.workbooks.sheets import FIRST_ROW, Value, write_formula

Rows = Sequence[Sequence[Value]]
COUNTED = {"Decided": 3, "Denied": 4, "Not overturned": 6}
MONEYED = {"Charges decided": 8, "Charges denied": 9, "Charges not overturned": 11, "Charges preventable": 12}
"""Columns of the trend table and where a row has them."""


def write_months(sheet: Worksheet, styles: dict[str, Format], trend: Rows, row: int) -> int:
    """Months down, claims and dollars across, with rates; gives the row below the total."""
    heads = ["Month", *COUNTED, "Denied, rate", *MONEYED, "Charges, rate", "Preventable, share"]
    _write_heads(sheet, styles, row, heads)
    months = sorted({str(line[0]) for line in trend})
    first = row + 1
    for offset, month in enumerate([*months, None], start=first):
        lines = [line for line in trend if month in (line[0], None)]
        end = "_total" if month is None else ""
        sheet.write_string(offset, 0, month or "All months", styles["total_label" if end else "label"])
        for column, (name, index) in enumerate([*COUNTED.items(), *MONEYED.items()], start=1):
            kind = "count" if index in COUNTED.values() else "money"
            place = column if kind == "count" else column + 1
            letter = xl_col_to_name(place)
            formula = f"=SUM({letter}{first + 1}:{letter}{offset})" if end else (
                f"=SUMIFS(tblTrend[{name}],tblTrend[Month],$A{offset + 1})"
            )  # fmt: skip
            write_formula(sheet, offset, place, formula, styles[kind + end], _add(lines, index))
        cells = {"B": 3, "C": 4, "F": 8, "G": 9, "I": 12}
        for place, (over, under) in {4: ("C", "B"), 9: ("G", "F"), 10: ("I", "G")}.items():
            at = offset + 1
            value = _ratio(_add(lines, cells[over]), _add(lines, cells[under]))
            formula = f"=IF({under}{at}=0,0,{over}{at}/{under}{at})"
            write_formula(sheet, offset, place, formula, styles["percent" + end], value)
    return first + len(months) + 1


def write_pareto(book: Workbook, sheet: Worksheet, styles: dict[str, Format], lines: Rows) -> None:
    """Reasons with most dollars first, the share they make up so far, and a chart of both."""
    heads = ["Reason", "Lines", "Denied", "Share", "Share so far", "Of it overturned", "Still denied"]
    _write_heads(sheet, styles, FIRST_ROW, heads)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 6, 15)
    reasons = names_by_dollars(lines, REASON)
    first, last = FIRST_ROW + 2, FIRST_ROW + 1 + len(reasons)
    whole, so_far = _add(lines, DENIED), Decimal(0)
    for at, reason in enumerate(reasons, start=first):
        own = [line for line in lines if line[REASON] == reason]
        denied = _add(own, DENIED)
        overturned = _add([line for line in own if line[OVERTURNED] == "yes"], DENIED)
        so_far += denied
        where = f"tblLines[Denied],tblLines[Reason],$A{at}"
        figures: list[tuple[str, str, Value]] = [
            (f"=COUNTIFS(tblLines[Reason],$A{at})", "count", len(own)),
            (f"=SUMIFS({where})", "money", denied),
            (f"=IF(SUM($C${first}:$C${last})=0,0,C{at}/SUM($C${first}:$C${last}))", "percent", _ratio(denied, whole)),
            (f"=SUM($D${first}:D{at})", "percent", _ratio(so_far, whole)),
            (f'=SUMIFS({where},tblLines[Overturned],"yes")', "money", overturned),
            (f"=ROUND(C{at}-F{at},2)", "money", denied - overturned),
        ]
        sheet.write_string(at - 1, 0, reason, styles["label"])
        for column, (formula, style, value) in enumerate(figures, start=1):
            write_formula(sheet, at - 1, column, formula, styles[style], value)
    sheet.freeze_panes(FIRST_ROW + 1, 1)
    sheet.repeat_rows(FIRST_ROW)
    if not reasons:
        return
    bars = book.add_chart({"type": "column"})
    share = book.add_chart({"type": "line"})
    named = {"categories": ["Pareto", first - 1, 0, last - 1, 0]}
    bars.add_series(
        named | {"name": "Denied", "values": ["Pareto", first - 1, 2, last - 1, 2], "fill": {"color": "#1F5A8C"}}
    )
    share.add_series(named | {"name": "Share so far", "values": ["Pareto", first - 1, 4, last - 1, 4], "y2_axis": True,
                              "line": {"color": "#D55E00", "width": 2.25}})  # fmt: skip
    bars.combine(share)
    bars.set_title({"name": "Denied dollars by reason", "name_font": {"size": 12}})
    share.set_y2_axis({"min": 0, "max": 1, "num_format": "0%"})
    bars.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E3E9EF"}}})
    bars.set_legend({"position": "bottom"})
    bars.set_size({"width": 860, "height": 360})
    words = "Denied dollars by reason, largest first, with the share they make up so far"
    sheet.insert_chart(last + 1, 0, bars, {"description": words})


def write_matrix(sheet: Worksheet, styles: dict[str, Format], lines: Rows) -> None:
    """Reasons down, payers across, denied dollars, with totals both ways."""
    reasons, payers = names_by_dollars(lines, REASON), names_by_dollars(lines, PAYER)
    _write_heads(sheet, styles, FIRST_ROW, ["Reason", *payers, "All payers"])
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(payers) + 1, 17)
    first, last, end = FIRST_ROW + 1, FIRST_ROW + len(reasons), len(payers) + 1
    cells: dict[tuple[str | None, str | None], Decimal] = {}
    for line in lines:
        for key in ((line[REASON], line[PAYER]), (line[REASON], None), (None, line[PAYER]), (None, None)):
            cells[key] = cells.get(key, Decimal(0)) + Decimal(str(line[DENIED]))
    for row, reason in enumerate([*reasons, None], start=first):
        sheet.write_string(row, 0, reason or "All reasons", styles["label" if reason else "total_label"])
        for column, payer in enumerate([*payers, None], start=1):
            if not reason:
                formula = f"=SUM({xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(max(last, first), column)})"
                formula = formula if reasons else "=0"
            elif not payer:
                formula = f"=SUM({xl_rowcol_to_cell(row, 1)}:{xl_rowcol_to_cell(row, end - 1)})"
            else:
                head = xl_rowcol_to_cell(FIRST_ROW, column, row_abs=True)
                formula = f"=SUMIFS(tblLines[Denied],tblLines[Reason],$A{row + 1},tblLines[Payer],{head})"
            style = "money" if reason else "money_total"
            write_formula(sheet, row, column, formula, styles[style], cells.get((reason, payer), Decimal(0)))
    if reasons:
        scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#9DBBD6"}
        sheet.conditional_format(first, 1, last, end - 1, scale)
    sheet.freeze_panes(FIRST_ROW + 1, 1)
    sheet.repeat_rows(FIRST_ROW)


def names_by_dollars(lines: Rows, index: int) -> list[str]:
    """The names of a column of the lines, those with most dollars denied first."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[str(line[index])] = sums.get(str(line[index]), Decimal(0)) + Decimal(str(line[DENIED]))
    return sorted(sums, key=lambda name: (-sums[name], name))


def _write_heads(sheet: Worksheet, styles: dict[str, Format], row: int, heads: Sequence[str]) -> None:
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, styles["head_right" if column else "head"])
    sheet.set_row(row, 32)


def _add(rows: Rows, index: int) -> Decimal:
    return sum((Decimal(str(row[index])) for row in rows), Decimal(0))


def _ratio(over: Decimal, under: Decimal) -> Decimal:
    return over / under if under else Decimal(0)
