"""The four-column proof of cash and the bank reconciliation, laid out as accountants read them, in live formulas.

Here: one block an account and month, each line a sum over the items' table, each total a formula, each row and column
with its own check. Not here: the items themselves (`bank_tables`), formats (`styles`). Amounts in US dollars.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks.sheets import Value, write_formula

HEADS = ("Balance before", "Receipts", "Disbursements", "Balance now", "Foots")
LETTERS = "BCDE"
KINDS = {
    "deposits_in_transit": "deposit in transit",
    "outstanding": "outstanding",
    "returned_and_redeposited": "returned and redeposited",
    "bank_errors": "bank error",
    "unrecorded_receipts": "unrecorded receipt",
    "unrecorded_debits": "unrecorded debit",
    "returned_items": "returned item",
    "book_errors": "book error",
}
"""The kind of the items each line of the proof adds up."""
RECONCILED = (
    ("Balance per bank statement", "per_bank", "add  Deposits in transit", "deposits_in_transit_current"),
    ("less  Outstanding checks", "outstanding_current", "Returned, to be deposited again", "returned_and_redeposited"),
    ("Bank errors to be corrected", "bank_errors", "Moved in statements never delivered", "missing_bank_lines"),
)
BOOKS = (
    ("Balance per general ledger", "per_books", "add  Unrecorded receipts", "unrecorded_receipts_current"),
    ("less  Unrecorded fees and debits", "unrecorded_debits_current", "Returned items", "returned_items_current"),
    ("Booked with another amount", "book_errors", "Difference before the first day", "opening_difference"),
)
Cells = Mapping[str, tuple[Decimal, Decimal, Decimal, Decimal]]
Places = dict[tuple[str, str, str], int]
"""Row (1-based) of each account, month and line on the proof's sheet."""


def write_proofs(sheet: Worksheet, styles: dict[str, Format], rows: Sequence[Sequence[Value]]) -> Places:
    """Write a block for every account and month, newest month first; returns where each line stands."""
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 4, 17)
    sheet.set_column(5, 5, 10)
    blocks: dict[tuple[str, str], list[Sequence[Value]]] = {}
    for row in rows:
        blocks.setdefault((str(row[0]), str(row[1])), []).append(row)
    places: Places = {}
    top, breaks = 3, []
    for number, ((account, period), lines) in enumerate(blocks.items()):
        if number:
            breaks.append(top)
        top = _write_block(sheet, styles, (account, period), lines, top, places) + 2
    sheet.set_h_pagebreaks(breaks)
    return places


def _write_block(
    sheet: Worksheet, styles: dict[str, Format], key: tuple[str, str], lines: Sequence[Sequence[Value]], top: int,
    places: Places,
) -> int:  # fmt: skip
    account, period = key
    sheet.write_string(top, 0, f"Account {account} · {period}", styles["section"])
    for column, head in enumerate(HEADS, start=1):
        sheet.write_string(top, column, head, styles["head" if head == "Foots" else "head_right"])
    first = row = top + 1
    for _, _, name, title, _, is_total, *cells in lines:
        places[account, period, str(name)] = row + 1
        style = styles["money_total" if is_total else "money"]
        sheet.write_string(row, 0, str(title), styles["total_label" if is_total else "label"])
        for column, value in enumerate(cells):
            formula = _formula(str(name), column, key, places, first, row)
            if formula:
                write_formula(sheet, row, column + 1, formula, style, value)
            else:
                sheet.write_number(row, column + 1, value, styles["money"])
        foot = f'=IF(ROUND(B{row + 1}+C{row + 1}-D{row + 1}-E{row + 1},2)=0,"foots","DOES NOT FOOT")'
        foots = "foots" if cells[0] + cells[1] - cells[2] == cells[3] else "DOES NOT FOOT"
        write_formula(sheet, row, 5, foot, styles["text"], foots)
        row += 1
    sheet.conditional_format(
        first, 5, row - 1, 5, {"type": "cell", "criteria": "!=", "value": '"foots"', "format": styles["bad"]}
    )
    zero = {"type": "cell", "criteria": "==", "value": 0, "format": styles["good"]}
    sheet.conditional_format(row - 1, 1, row - 1, 4, zero)
    sheet.conditional_format(row - 1, 1, row - 1, 4, zero | {"criteria": "!=", "format": styles["bad"]})
    return row


def _formula(name: str, column: int, key: tuple[str, str], places: Places, first: int, row: int) -> str | None:
    """The formula of a cell; None where the figure is what bank or ledger states, or no item explains it."""
    letter = LETTERS[column]
    totals = {
        "adjusted_bank": f"=SUM({letter}{first + 1}:{letter}{row})",
        "adjusted_books": f"=SUM({letter}{places.get((*key, 'per_books'))}:{letter}{row})",
        "difference": f"=ROUND({letter}{places.get((*key, 'adjusted_bank'))}-{letter}{row},2)",
    }
    if name in totals:
        return totals[name]
    base, _, shown = name.rpartition("_")
    if shown not in ("prior", "current"):
        base, shown = name, ""
    if base in KINDS:
        return _sum_items(KINDS[base], shown, column, key)
    return f"=B{row + 1}+C{row + 1}-D{row + 1}" if letter == "E" else None


def _sum_items(kind: str, shown: str, column: int, key: tuple[str, str]) -> str:
    """What the items of a kind stood at, stand at, or moved: the formula over their table."""
    where = f'tblItems[Account],"{key[0]}",tblItems[Month],"{key[1]}",tblItems[Item],"{kind}"'
    before, now = f"SUMIFS(tblItems[Stood before],{where}", f"SUMIFS(tblItems[Stands now],{where}"
    if LETTERS[column] == "B":
        return f"={before})" if shown != "current" else "=0"
    if LETTERS[column] == "E":
        return f"={now})" if shown != "prior" else "=0"
    side = ',tblItems[Column],"receipts")' if column == 1 else ',tblItems[Column],"disbursements")'
    sign = ("-", "+") if column == 1 else ("+", "-")
    parts = [sign[0] + before + side] * (shown != "current") + [sign[1] + now + side] * (shown != "prior")
    return "=" + "".join(parts).removeprefix("+")


def write_reconciliation(
    sheet: Worksheet,
    styles: dict[str, Format],
    heads: Sequence[Sequence[Value]],
    cells: Mapping[tuple[str, str], Cells],
    places: Places,
) -> None:
    """Write bank to adjusted bank and books to adjusted books, a column a month-end, each linked to the proof."""
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 12, 16)
    top = 3
    for account in dict.fromkeys(str(head[0]) for head in heads):
        mine = [head for head in heads if str(head[0]) == account][:12]
        sheet.write_string(top, 0, f"{mine[0][1]} {account}", styles["section"])
        for column, head in enumerate(mine, start=1):
            sheet.write_datetime(top, column, head[4], styles["head_date"])
        row, ends = top + 1, []
        for part, total in ((RECONCILED, "adjusted_bank"), (BOOKS, "adjusted_books")):
            begin = row
            for title, name in [pair for line in part for pair in (line[:2], line[2:])]:
                sheet.write_string(row, 0, title, styles["label_bold" if name.startswith("per_") else "label"])
                for column, head in enumerate(mine, start=1):
                    formula = f"=ProofOfCash!E{places[account, str(head[3]), name]}"
                    value = cells[account, str(head[3])][name][3]
                    write_formula(sheet, row, column, formula, styles["money_link"], value)
                row += 1
            sheet.write_string(row, 0, "= " + total.replace("_", " "), styles["total_label"])
            for column, head in enumerate(mine, start=1):
                letter = chr(ord("A") + column)
                value = cells[account, str(head[3])][total][3]
                write_formula(
                    sheet, row, column, f"=SUM({letter}{begin + 1}:{letter}{row})", styles["money_total"], value
                )
            ends.append(row + 1)
            row += 2
        sheet.write_string(row, 0, "Difference (must be 0.00)", styles["total_label"])
        for column, head in enumerate(mine, start=1):
            letter = chr(ord("A") + column)
            value = cells[account, str(head[3])]["difference"][3]
            formula = f"=ROUND({letter}{ends[0]}-{letter}{ends[1]},2)"
            write_formula(sheet, row, column, formula, styles["money_total"], value)
        basis = f"Ledger account {mine[0][2]}. Openings: bank by {mine[0][6]}, books by {mine[0][7]}"
        sheet.write_string(row + 1, 0, basis, styles["subtitle"])
        for line, who in ((row + 3, "Prepared by"), (row + 5, "Reviewed by")):
            sheet.write_string(line, 0, f"{who} (name, date)", styles["label"])
            for column in (1, 2):
                sheet.write_blank(line, column, None, styles["sign"])
        top = row + 8
