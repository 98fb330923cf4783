"""What a layout's fields and conditions make of cells."""

import pytest
import yaml

from pipeline.layouts import Layout
from pipeline.layouts.doubts import BOTH_SIDES, SHEET_ERROR, UNKNOWN_SIGN
from tests.layouts.sheet import PLAIN, column_of, layout_of, reading_of

ROW = "Payout,Date,Net,Debit,Credit,Side,Fee\np1,2026-07-01,{net},{debit},{credit},{side},{fee}\n"


def row(net="", debit="", credit="", side="", fee=""):
    return ROW.format(net=f'"{net}"', debit=f'"{debit}"', credit=f'"{credit}"', side=side, fee=f'"{fee}"')


@pytest.mark.parametrize(
    ("debit", "credit", "field", "amount"),
    [
        ("5.00", "", "{debit: Debit, credit: Credit}", "5.00"),
        ("", "$1,005.00", "{debit: Debit, credit: Credit}", "-1005.00"),
        ("0.00", "7", "{debit: Debit, credit: Credit}", "-7"),
        ("5.00", "", "{debit: Debit, credit: Credit, positive: credit}", "-5.00"),
        ("", "7", "{debit: Debit, credit: Credit, positive: credit}", "7"),
        ("", "-7", "{debit: Debit, credit: Credit}", "7"),
        ("", "700", "{debit: Debit, credit: Credit, money: cents}", "-7.00"),
        ("", "7", "{debit: Debit, credit: Credit, money: negated}", "7"),
        ("0.00", "0.00", "{debit: Debit, credit: Credit}", "0.00"),
        ("0.00", "", "{debit: Debit, credit: Credit}", "0.00"),
        ("", "", "{debit: Debit, credit: Credit}", None),
        ("abc", "", "{debit: Debit, credit: Credit}", "abc"),
    ],
)
def test_two_unsigned_columns_become_one_signed_amount(debit, credit, field, amount):
    assert column_of(layout_of(amount=field), row(debit=debit, credit=credit)) == [amount]


def test_a_row_with_both_debit_and_credit_is_refused_with_a_sentence():
    reading = reading_of(layout_of(amount="{debit: Debit, credit: Credit}"), row(debit="1", credit="2"))
    assert reading.refused.select("_line", "reason").rows() == [(2, BOTH_SIDES)]
    assert reading.records["card_payout"].is_empty()


@pytest.mark.parametrize(
    ("net", "side", "amount"),
    [("5.00", "S", "5.00"), ("5.00", "h", "-5.00"), ("5.00-", "H", "5.00"), ("", "H", None), ("5.00", "", "5.00")],
)
def test_the_sign_of_an_amount_may_stand_in_another_column(net, side, amount):
    field = "{column: Net, money: as_written, sign: {column: Side, negative: [H]}}"
    assert column_of(layout_of(amount=field), row(net=net, side=side)) == [amount]


def test_an_unknown_sign_is_refused_where_all_signs_are_known():
    layout = layout_of(amount="{column: Net, money: as_written, sign: {column: Side, negative: [H], positive: [S]}}")
    assert column_of(layout, row(net="5", side="S")) == ["5"]
    assert reading_of(layout, row(net="5", side="X")).refused["reason"].to_list() == [UNKNOWN_SIGN]
    assert reading_of(layout, row(net="5")).refused["reason"].to_list() == [UNKNOWN_SIGN]


@pytest.mark.parametrize(
    ("debit", "credit", "fee", "amount"),
    [("0.00", "5", "7", "5"), ("", "0", "7", "7"), ("0.00", "", "0", "0.00"), ("", "", "", None), ("?", "5", "", "?")],
)
def test_of_several_amounts_the_first_that_is_not_zero_is_taken(debit, credit, fee, amount):
    layout = layout_of(amount="{nonzero: [Debit, Credit, Fee]}")
    assert column_of(layout, row(debit=debit, credit=credit, fee=fee)) == [amount]


@pytest.mark.parametrize(
    ("net", "fee", "amount"),
    [
        ("5.00", "0.35", "4.65"),
        ("", "5", "-5.00"),
        ("-1", "", "-1.00"),
        ("", "", None),
        ("x", "1", "x"),
        ("1.234", "1", "1.234"),
    ],
)
def test_amounts_are_added_to_the_cent(net, fee, amount):
    layout = layout_of(amount="{sum: [Net, {column: Fee, money: negated}]}")
    assert column_of(layout, row(net=net, fee=fee)) == [amount]


@pytest.mark.parametrize(
    ("net", "amount"),
    [("5200", "52.00"), ("-7", "-0.07"), ("5200.0", "52.00"), ("52.50", "52.50 (not an amount)"), ("", None)],
)
def test_whole_cents_become_dollars_by_moving_the_point(net, amount):
    assert column_of(layout_of(amount="{column: Net, money: cents}"), row(net=net)) == [amount]


@pytest.mark.parametrize(
    ("net", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("-23,00", "-23.00"),
        ("5", "5"),
        ("1234.56", "1234.56 (not an amount)"),
        ("1,234.56", "1,234.56 (not an amount)"),
    ],
)
def test_decimal_commas_are_read_where_the_layout_says_so_and_points_are_then_refused(net, amount):
    assert column_of(layout_of("decimal: comma"), row(net=net)) == [amount]


@pytest.mark.parametrize(
    ("suffix", "net", "amount"),
    [("negative", "12.00 CR", "-12.00"), ("positive", "12.00CR", "12.00"), ("positive", "$1,012.00 dr", "-1012.00")],
)
def test_credit_and_debit_behind_an_amount_mean_what_the_layout_says(suffix, net, amount):
    assert column_of(layout_of(f"credit_suffix: {suffix}"), row(net=net)) == [amount]


def test_credit_behind_an_amount_is_refused_where_the_layout_says_nothing():
    assert column_of(layout_of(), row(net="12.00 CR")) == ["12.00 CR"]


@pytest.mark.parametrize(
    ("field", "cell", "text"),
    [
        ("{join: [Net, Side], with: '-'}", "a", "a-x"),
        ("{join: [Net, Side]}", "a", "a x"),
        ("{join: [Net, Side], with: '-'}", "", "x"),
        ("{column: Net, split: {at: ':', part: 2}}", "a: b:c", "b"),
        ("{column: Net, split: {at: ':', part: -1}}", "a:b:c", "c"),
        ("{column: Net, split: {at: ':', part: 4}}", "a:b:c", None),
        ("{column: Net, extract: 'TRN[*]1[*]([0-9]+)'}", "ACH TRN*1*123*1", "123"),
        ("{column: Net, extract: '([0-9]+)'}", "none", None),
        ("{column: Net, whole: true}", "1234.00", "1234"),
        ("{column: Net, whole: true}", "12.50", "12.50"),
        ("{column: Net, nothing: [-1, n/a]}", "N/A", None),
        ("{column: Net, values: {a: b}, otherwise: c, default: d}", "A", "b"),
        ("{column: Net, values: {a: b}, otherwise: c, default: d}", "z", "c"),
        ("{column: Net, values: {a: b}, otherwise: c, default: d}", "", "d"),
        ("{column: Net, whole: true, nothing: ['0'], prefix: 'line '}", "12.0", "line 12"),
        ("{column: Net, nothing: ['0'], prefix: 'line '}", "0", None),
    ],
)
def test_texts_are_joined_cut_and_replaced(field, cell, text):
    layout = layout_of(merchant_id=field.replace("-1, n/a", "'-1', n/a"))
    assert column_of(layout, row(net=cell, side="x"), "merchant_id") == [text]


@pytest.mark.parametrize(
    ("field", "cell", "text"),
    [
        ("{column: Net, extract: '^([0-9.]+)', money: as_written}", "5.00 USD", "5.00"),
        ("{column: Net, extract: '^([0-9.]+)', money: as_written}", "USD 5.00", "USD 5.00"),
    ],
)
def test_an_amount_that_cannot_be_taken_out_stays_for_the_contract_to_refuse(field, cell, text):
    assert column_of(layout_of(amount=field), row(net=cell)) == [text]


@pytest.mark.parametrize(
    ("condition", "fitting"),
    [
        ("is: filled", ["5", "-5", "0.00", "-", "abc"]),
        ("is: empty", [""]),
        ("is: zero", ["0.00", "-"]),
        ("is: nonzero", ["5", "-5", "abc"]),
        ("is: positive", ["5", "abc"]),
        ("is: negative", ["-5", "abc"]),
        ("matches: '^-'", ["-5", "-"]),
        ("in: [ABC, '5']", ["5", "abc"]),
        ("not_in: [ABC, '5']", ["-5", "0.00", "-", ""]),
    ],
)
def test_conditions_tell_rows_and_what_is_no_amount_goes_to_the_contract(condition, fitting):
    content = yaml.safe_load(PLAIN)
    content["records"][0]["when"] = [{"column": "Net"} | yaml.safe_load(condition)]
    layout = Layout.model_validate(content)
    cells = ["5", "-5", "0.00", "-", "abc", ""]
    lines = reading_of(layout, "Payout,Date,Net\n" + "".join(f"p,1,{cell}\n" for cell in cells))
    assert [cells[line - 2] for line in lines.records["card_payout"]["_line"]] == fitting
    assert set(lines.refused["reason"]) <= {"the row fits no record of the layout"}


@pytest.mark.parametrize("cell", ["#REF!", "########", "#DIV/0!", "#N/A"])
def test_an_error_of_a_spreadsheet_refuses_its_row(cell):
    assert reading_of(layout_of(), row(net=cell)).refused["reason"].to_list() == [SHEET_ERROR]


def test_twins_are_counted_over_the_whole_record():
    layout = layout_of("""
      records:
        - record: ledger_entry
          fields:
            account: Payout
            posting_date: Date
            amount: Net
            sign_convention: {constant: natural}
            occurrence: {twin: true}
    """)
    assert column_of(layout, "Payout,Date,Net\na,1,1\na,1,2\na,1,1\n", "occurrence") == ["1", "1", "2"]
    assert column_of(layout, "Payout,Date,Net\na,1,5\na,1,5.00\na,1,x\n", "occurrence") == ["1", "2", "1"]
