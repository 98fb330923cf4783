"""The first sheet of the daily workbook: the proof line, the channels, the open codes, two signatures.

Here: formulas over the other sheets' tables with the value each has now. Not here: the tables themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks.sheets import Value, write_formula

Row = Sequence[Value]
PARTS = {
    "Bank credits": ("Amount", 3),
    "matched": ("Matched", 4),
    "classified": ("Classified", 5),
    "exceptions": ("Exceptions", 6),
}
STATUS = 16
"""Where a row of the deposits sheet says how its exception stands."""
RESIDUAL = 13
"""Where a row of the bridge says what it leaves."""


def write_proof(
    sheet: Worksheet,
    styles: dict[str, Format],
    rows: Mapping[str, Sequence[Row]],
    as_of: date,
) -> None:
    """Write the proof sheet from the rows of the other sheets, by sheet name."""
    deposits, checks = rows["Deposits"], rows["Checks"]
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 5, 18)
    sheet.write_string(3, 0, "Latest statement day", styles["label"])
    sheet.write_datetime(3, 1, as_of, styles["date"])
    row = _write_equation(sheet, styles, deposits, as_of)
    row = _write_channels(sheet, styles, deposits, row + 2)
    row = _write_codes(sheet, styles, rows["Exceptions"], row + 2) + 1
    sheet.write_string(row, 0, "Banked, not posted (see Unposted)", styles["label_bold"])
    unposted = _add(rows["Unposted"], 5)
    write_formula(sheet, row, 1, "=SUM(tblUnposted[Unposted])", styles["money_link"], unposted)
    sheet.write_string(row + 1, 0, "Checks that failed", styles["label_bold"])
    failed = sum(check[6] == "FAIL" for check in checks)
    write_formula(sheet, row + 1, 1, '=COUNTIF(tblChecks[Result],"FAIL")', styles["count"], failed)
    sheet.write_string(row + 2, 0, "Bridge bank to PM, residual", styles["label_bold"])
    residual = sum((abs(one[RESIDUAL]) for one in rows["Bridge"]), Decimal(0))
    write_formula(sheet, row + 2, 1, "=SUMPRODUCT(ABS(tblBridge[Residual]))", styles["money_link"], residual)
    for line, who in ((row + 5, "Prepared by"), (row + 7, "Reviewed by")):
        sheet.write_string(line, 0, f"{who} (name, date)", styles["label"])
        for column in (1, 2, 3):
            sheet.write_blank(line, column, None, styles["sign"])
    sheet.print_area(0, 0, row + 9, 5)
    sheet.fit_to_pages(1, 1)


def _write_equation(sheet: Worksheet, styles: dict[str, Format], deposits: Sequence[Row], as_of: date) -> int:
    """Write bank credits and their parts for the day and the period; returns the row of the verdict."""
    _write_head(sheet, styles, 5, ("Is the bank proved?", "Latest day", "Period to date"))
    today = [deposit for deposit in deposits if deposit[0] == as_of]
    totals = {}
    for row, (label, (column, index)) in enumerate(PARTS.items(), start=6):
        whole = row == 6  # noqa: PLR2004  # the first row is the sum, the others its parts
        totals[label] = (_add(today, index), _add(deposits, index))
        sheet.write_string(row, 0, label if whole else f"  {label}", styles["label_bold" if whole else "label"])
        day = f"=SUMIFS(tblDeposits[{column}],tblDeposits[Date],B4)"
        write_formula(sheet, row, 1, day, styles["money_link"], totals[label][0])
        write_formula(sheet, row, 2, f"=SUM(tblDeposits[{column}])", styles["money_link"], totals[label][1])
    end = 10
    if any(deposit[STATUS] == "resolved" for deposit in deposits):
        end = _split_exceptions(sheet, styles, deposits, today)
    sheet.write_string(end, 0, "Unexplained", styles["total_label"])
    for column, letter in ((1, "B"), (2, "C")):
        values = [pair[column - 1] for pair in totals.values()]
        gap = values[0] - sum(values[1:], Decimal(0))
        write_formula(sheet, end, column, f"=ROUND({letter}7-SUM({letter}8:{letter}10),2)", styles["money_total"], gap)
        verdict = "BALANCED" if gap == 0 else "OUT OF BALANCE"
        formula = f'=IF({letter}{end + 1}=0,"BALANCED","OUT OF BALANCE")'
        write_formula(sheet, end + 1, column, formula, styles["label_bold"], verdict)
    sheet.conditional_format(
        end + 1, 1, end + 1, 2, {"type": "cell", "criteria": "==", "value": '"BALANCED"', "format": styles["good"]}
    )
    sheet.conditional_format(
        end + 1, 1, end + 1, 2, {"type": "cell", "criteria": "!=", "value": '"BALANCED"', "format": styles["bad"]}
    )
    return end + 1


def _split_exceptions(
    sheet: Worksheet, styles: dict[str, Format], deposits: Sequence[Row], today: Sequence[Row]
) -> int:
    """Say how much of the exceptions is open and how much people have resolved; returns the row below."""
    for row, (label, sign) in enumerate((("open", "<>"), ("resolved", "")), start=10):
        sheet.write_string(row, 0, f"    of which {label}", styles["label"])
        wanted = [[one for one in some if (one[STATUS] == "resolved") == (not sign)] for some in (today, deposits)]
        asked = f'SUMIFS(tblDeposits[Exceptions],tblDeposits[Exception status],"{sign}resolved"'
        write_formula(sheet, row, 1, f"={asked},tblDeposits[Date],B4)", styles["money_link"], _add(wanted[0], 6))
        write_formula(sheet, row, 2, f"={asked})", styles["money_link"], _add(wanted[1], 6))
    return 12


def _write_channels(sheet: Worksheet, styles: dict[str, Format], deposits: Sequence[Row], row: int) -> int:
    _write_head(sheet, styles, row, ("Channel", "Bank credits", "Matched", "Classified", "Exceptions"))
    for channel in sorted({str(deposit[2]) for deposit in deposits}):
        row += 1
        sheet.write_string(row, 0, channel, styles["label"])
        mine = [deposit for deposit in deposits if deposit[2] == channel]
        for column, (name, index) in enumerate(PARTS.values(), start=1):
            formula = f"=SUMIFS(tblDeposits[{name}],tblDeposits[Channel],A{row + 1})"
            write_formula(sheet, row, column, formula, styles["money_link"], _add(mine, index))
    return row


def _write_codes(sheet: Worksheet, styles: dict[str, Format], exceptions: Sequence[Row], row: int) -> int:
    _write_head(sheet, styles, row, ("Open exceptions", "Code", "Items", "Amount", "Overdue items"))
    exceptions = [exception for exception in exceptions if exception[10] != "resolved"]
    titles = {str(exception[0]): str(exception[1]) for exception in exceptions}
    for code in sorted(titles):
        row += 1
        mine = [exception for exception in exceptions if exception[0] == code]
        sheet.write_string(row, 0, titles[code], styles["label"])
        sheet.write_string(row, 1, code, styles["text"])
        same = f'tblExceptions[Code],B{row + 1},tblExceptions[Status],"<>resolved"'
        write_formula(sheet, row, 2, f"=COUNTIFS({same})", styles["count"], len(mine))
        write_formula(sheet, row, 3, f"=SUMIFS(tblExceptions[Amount],{same})", styles["money_link"], _add(mine, 4))
        overdue = sum(exception[7] == "overdue" for exception in mine)
        formula = f'=COUNTIFS({same},tblExceptions[Overdue],"overdue")'
        write_formula(sheet, row, 4, formula, styles["count"], overdue)
    return row


def _write_head(sheet: Worksheet, styles: dict[str, Format], row: int, heads: Sequence[str]) -> None:
    sheet.write_string(row, 0, heads[0], styles["head"])
    for column, head in enumerate(heads[1:], start=1):
        sheet.write_string(row, column, head, styles["head" if head == "Code" else "head_right"])


def _add(rows: Sequence[Row], index: int) -> Decimal:
    return sum((row[index] for row in rows), Decimal(0))
