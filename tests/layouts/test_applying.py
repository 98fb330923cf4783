"""Which layout a table has, and what becomes of each of its lines."""

from functools import cache

import pytest

from pipeline.formats.delimited import read_heads, read_records
from pipeline.formats.tables import read_table
from pipeline.layouts import applying
from pipeline.layouts.applying import choose, rank, shape
from pipeline.layouts.parts import read_rows
from tests.layouts.sheet import column_of, layout_of, reading_of

HEADERLESS = """
header: []
columns: [Status, Payout, Date, Debit, Credit]
recognise: [{column: Status, in: [NEW]}, {column: Date, matches: "^[0-9]{4}/[0-9]{2}/[0-9]{2}$"}]
"""
AMOUNT = "{debit: Debit, credit: Credit}"


def choose_among(monkeypatch, text, *layouts):
    monkeypatch.setattr(applying, "_ranked", lambda: rank(layouts))
    return choose(text, cache(lambda quotes: read_heads(text, quotes)))


def test_a_file_without_header_row_is_recognised_by_what_its_first_rows_hold(monkeypatch):
    layout = layout_of(HEADERLESS, amount=AMOUNT)
    text = "NEW,p1,2026/07/01,5.00,,END\nNEW,p2,2026/07/02,,1.00,END\n"
    found, header = choose_among(monkeypatch, text, layout)
    table = read_table(read_records(text, header.delimiter), header, found.columns, shape(found))
    reading = read_rows(found, table, "x.csv")
    assert reading.records["card_payout"]["amount"].to_list() == ["5.00", "-1.00"]
    assert (reading.lines, reading.envelope) == (2, 0)


@pytest.mark.parametrize("text", ["OLD,p1,2026/07/01,1,\n", "NEW,p1,07/01/2026,1,\n", "NEW,p1,2026/07/01\n", "\n", ""])
def test_a_file_whose_first_rows_differ_is_none_of_its_files(monkeypatch, text):
    assert choose_among(monkeypatch, text, layout_of(HEADERLESS, amount=AMOUNT)) is None


def test_of_several_layouts_the_one_that_asks_for_most_columns_is_taken(monkeypatch):
    wide = layout_of("{name: card_z, header: [Payout, Date, Net]}")
    assert choose_among(monkeypatch, "Payout,Date,Net\n", layout_of(), wide)[0].name == "card_z"
    assert choose_among(monkeypatch, "Payout,Date,Fee\n", layout_of(), wide)[0].name == "card_s"


def test_every_line_is_accounted_for_and_every_refusal_names_its_rule():
    text = "Payout,Date,Net\np1,1,1\n\n---,---,---\np2\np3,1,2,3\nPayout,Date,Net\np4,1,2\n"
    reading = reading_of(layout_of(), text)
    assert reading.lines == 8
    assert reading.envelope == 4
    assert reading.refused.select("_line", "reason").rows() == [
        (5, "the row has fewer cells than the header"),
        (6, "the row has more cells than the header"),
    ]


TREE = """
kind: gl
sections:
  column: {column}
  total: "^Total (.+)$"
  entry: [Date]
  amount: {amount}
  {indented}
records:
  - record: ledger_entry
    fields:
      account: {{section: path}}
      posting_date: Date
      amount: {amount}
      sign_convention: {{constant: natural}}
      occurrence: {{twin: true}}
"""


def test_an_indented_tree_gives_paths_by_its_blanks_and_its_totals_are_verified():
    layout = layout_of(
        "header: [Account, Date, Net]\n"
        + TREE.format(column="Account", amount="{column: Net, money: as_written}", indented="indented: true")
        .replace("{{", "{").replace("}}", "}")
    )  # fmt: skip
    text = (
        "Account,Date,Net\nIncome,,\n  4010 Fees,,\n,1,5\n  Total 4010 Fees,,5.00\n  Other,,\n,1,7\n"
        "Total Income,,12.00\nRent,,\n,1,3\n"
    )
    reading = reading_of(layout, text)
    assert reading.records["ledger_entry"]["account"].to_list() == ["Income:4010 Fees", "Income:Other", "Rent"]
    assert [(total.scope, total.stated, total.found) for total in reading.totals] == [
        ("account 4010", "5.00", "5.00"),
        ("account", "12.00", "12.00"),
    ]


def test_a_tree_with_a_column_for_each_depth_gives_paths_by_the_column():
    amount = "{debit: Debit, credit: Credit}"
    layout = layout_of(
        "header: [Date, Debit, Credit]\n"
        + TREE.format(column="[1, 2]", amount=amount, indented="separator: ' > '").replace("{{", "{").replace("}}", "}")
    )
    text = ",,Date,Debit,Credit\nIncome,,,,\n,Fees,,,\n,,1,,5.00\n,,1,2.00,\n,Total Fees,,,3.00\nTotal Income,,,,3.00\n"
    assert column_of(layout, text, "account") == ["Income > Fees", "Income > Fees"]
    assert {(total.stated, total.found) for total in reading_of(layout, text).totals} == {("-3.00", "-3.00")}
