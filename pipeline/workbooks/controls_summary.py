"""The first sheet of the controls workbook: findings by control, the clock of other people's money, duties, checks.

Here: live formulas over the tables of the other sheets, each with the value it has now. Not here: the tables
themselves (`controls_tables`, `controls_money`). Amounts in US dollars.
"""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks.sheets import Value, write_formula

Row = Sequence[Value]
ZERO = Decimal(0)
WIDTHS = (66, 12, 11, 11, 16, 16, 52)
RIGHT = {"Looked at", "Findings", "Amount", "Credits", "Overdue", "Due in 7 days", "Left", "Right"}
OVER_LIMIT = "Write-off above what its author may decide alone"

PUBLIC = "Public payer"
"""Titles of the seeds controls and credit_owners that checks name."""


def write_summary(
    sheet: Worksheet, styles: dict[str, Format], rows: dict[str, list[tuple[Value, ...]]], as_of_row: int
) -> None:
    """Write the summary from the rows of every table; `as_of_row` is the row (0-based) the as-of day stands in."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    top = _write_findings(sheet, styles, rows, as_of_row + 2)
    top = _write_credits(sheet, styles, rows["Credits"], top + 2)
    top = _write_duties(sheet, styles, rows["Duties"], top + 2)
    _write_checks(sheet, styles, rows, top + 2)
    sheet.freeze_panes(as_of_row + 1, 1)
    sheet.fit_to_pages(1, 1)


def _head(sheet: Worksheet, styles: dict[str, Format], top: int, title: str, heads: Sequence[str]) -> int:
    sheet.write_string(top, 0, title, styles["section"])
    for column, head in enumerate(heads):
        sheet.write_string(top + 1, column, head, styles["head_right" if head in RIGHT else "head"])
    return top + 2


def _write_findings(sheet: Worksheet, styles: dict[str, Format], rows: dict[str, list], top: int) -> int:
    heads = ("Control", "Watches", "Severity", "Looked at", "Findings", "Amount", "What it could see")
    first = row = _head(sheet, styles, top, "What the controls name", heads)
    for title, area, severity, looked, _, found, amount, says, *_ in rows["Controls"]:
        for column, value in enumerate((title, area, severity)):
            sheet.write_string(row, column, value, styles["wrap"])
        sheet.write_number(row, 3, looked, styles["count"])
        write_formula(sheet, row, 4, f"=COUNTIFS(tblFindings[Control],A{row + 1})", styles["count"], found)
        write_formula(
            sheet, row, 5, f"=SUMIFS(tblFindings[Amount],tblFindings[Control],A{row + 1})", styles["money_link"], amount
        )
        missing = str(says).startswith("Not provided")
        sheet.write_string(row, 6, says, styles["attention_wrap" if missing else "wrap"])
        sheet.set_row(row, 15 * max(1, -(-len(str(says)) // WIDTHS[6])))
        row += 1
    sheet.write_string(row, 0, "All", styles["total_label"])
    total = sum((item[6] for item in rows["Controls"]), ZERO)
    found = sum(item[5] for item in rows["Controls"])
    write_formula(sheet, row, 4, f"=SUM(E{first + 1}:E{row})", styles["count_total"], found)
    write_formula(sheet, row, 5, f"=SUM(F{first + 1}:F{row})", styles["money_total"], total)
    rule = {"type": "formula", "criteria": f'=AND($E{first + 1}>0,$C{first + 1}="high")', "format": styles["bad"]}
    sheet.conditional_format(first, 4, row - 1, 4, rule)
    return row


def _write_credits(sheet: Worksheet, styles: dict[str, Format], credits_: list[Row], top: int) -> int:
    heads = ("Owner", "Credits", "", "", "Amount", "Overdue", "Due in 7 days")
    row = _head(sheet, styles, top, "Money of others: the 60-day clock", heads)
    if not credits_:
        sheet.write_string(row, 0, "No credit balance: nobody is owed anything back.", styles["attention"])
        return row + 1
    for owner in dict.fromkeys(str(item[0]) for item in credits_):
        mine = [item for item in credits_ if item[0] == owner]
        late = sum((item[4] for item in mine if item[8] == "overdue"), ZERO)
        soon = sum((item[4] for item in mine if item[8] == "due within 7 days"), ZERO)
        same = f"tblCredits[Owner],A{row + 1}"
        sheet.write_string(row, 0, owner, styles["text"])
        write_formula(sheet, row, 1, f"=COUNTIFS({same})", styles["count"], len(mine))
        for column, clock, amount in ((4, "", sum((item[4] for item in mine), ZERO)), (5, "overdue", late),
                                      (6, "due within 7 days", soon)):  # fmt: skip
            which = f'{same},tblCredits[Clock],"{clock}"' if clock else same
            write_formula(sheet, row, column, f"=SUMIFS(tblCredits[Credit],{which})", styles["money_link"], amount)
        row += 1
    sheet.conditional_format(top + 2, 5, row - 1, 5, {"type": "cell", "criteria": ">", "value": 0,
                                                      "format": styles["bad"]})  # fmt: skip
    return row


def _write_duties(sheet: Worksheet, styles: dict[str, Format], duties: list[Row], top: int) -> int:
    row = _head(sheet, styles, top, "Two duties in one hand", ("Pair", "Findings", "", "", "Amount"))
    if not duties:
        sheet.write_string(row, 0, "None that sources show: see the sheet Duties.", styles["subtitle"])
        return row + 1
    for pair in dict.fromkeys(str(item[0]) for item in duties):
        mine = [item for item in duties if item[0] == pair]
        amount = sum((item[4] for item in mine), ZERO)
        same = f"tblDuties[Two duties in one hand],A{row + 1}"
        sheet.write_string(row, 0, pair, styles["text"])
        write_formula(sheet, row, 1, f"=COUNTIFS({same})", styles["count"], len(mine))
        write_formula(sheet, row, 4, f"=SUMIFS(tblDuties[Amount],{same})", styles["money_link"], amount)
        row += 1
    return row


def _write_checks(sheet: Worksheet, styles: dict[str, Format], rows: dict[str, list], top: int) -> None:
    row = _head(sheet, styles, top, "Checks", ("What must hold", "", "", "", "Left", "Right", "Result"))
    found = sum((item[3] for item in rows["Findings"]), ZERO)
    shown = sum((item[3] for name in ("Voids", "Sequences") for item in rows[name]), ZERO)
    areas = [item for item in rows["Controls"] if item[1] in {"voids", "postings", "cash", "sequences"}]
    late = sum((item[4] for item in rows["Credits"] if item[0] == PUBLIC and item[8] == "overdue"), ZERO)
    over = sum(item[1] == OVER_LIMIT for item in rows["Findings"])
    places = "+".join(f'SUMIFS(tblControls[Amount],tblControls[Watches],"{area}")'
                      for area in ("voids", "postings", "cash", "sequences"))  # fmt: skip
    for says, left, right, values in (
        ("Findings by control add up to the findings listed", "=SUM(tblControls[Amount])",
         "=SUM(tblFindings[Amount])", (sum((item[6] for item in rows["Controls"]), ZERO), found)),
        ("Voids and sequences show what the controls name there", "=SUM(tblVoids[Amount])+SUM(tblSequences[Amount])",
         f"={places}", (shown, sum((item[6] for item in areas), ZERO))),
        ("No credit of a public payer is past its 60 days",
         f'=SUMIFS(tblCredits[Credit],tblCredits[Owner],"{PUBLIC}",tblCredits[Clock],"overdue")', "=0", (late, ZERO)),
        ("Every write-off beyond its author's limit has an approval",
         f'=COUNTIFS(tblFindings[Control],"{OVER_LIMIT}")', "=0", (Decimal(over), ZERO)),
    ):  # fmt: skip
        sheet.write_string(row, 0, says, styles["label"])
        write_formula(sheet, row, 4, left, styles["money_link"], values[0])
        write_formula(sheet, row, 5, right, styles["money_link"], values[1])
        verdict = "PASS" if values[0] == values[1] else "FAIL"
        write_formula(sheet, row, 6, f'=IF(ROUND(E{row + 1}-F{row + 1},2)=0,"PASS","FAIL")', styles["text"], verdict)
        row += 1
    rule = {"type": "cell", "criteria": "==", "value": '"FAIL"', "format": styles["bad"]}
    sheet.conditional_format(top + 2, 6, row - 1, 6, rule)
