"""How single cells of exports are written."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars import col

from pipeline.formats import cells


def one(expression: pl.Expr, text: str | None):
    return pl.DataFrame({"cell": [text]}, schema={"cell": pl.String}).select(expression).item()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("25", "25"),
        ("0.95", "0.95"),
        (".5", ".5"),
        ("+7", "7"),
        ("$1,234.50", "1234.50"),
        ("-$53,277.15", "-53277.15"),
        ("$ -5.1", "-5.1"),
        ("$(250.00)", "-250.00"),
        ("($250.00)", "-250.00"),
        ("(420.81)", "-420.81"),
        ("12.00-", "-12.00"),
        ("\u22125.00", "-5.00"),
        (None, None),
    ],
)
def test_an_amount_becomes_plain_decimal_text(written, plain):
    assert one(cells.money(col("cell")), written) == plain


@pytest.mark.parametrize("written", ["1,23.4", "1.234,50", "-(3)", "(3", "3)", "--3", "$", "abc", "12O.00", "1 2"])
def test_what_is_no_amount_stays_for_the_contract_to_refuse(written):
    assert one(cells.money(col("cell")), written) == written


@settings(deadline=None, max_examples=40)
@given(st.integers(-(10**12), 10**12))
def test_cents_survive_every_way_of_writing_them(amount):
    plain = cells.dollars(amount)
    whole = f"{abs(amount) // 100:,}.{abs(amount) % 100:02d}"
    ways = [plain, f"${whole}" if amount >= 0 else f"(${whole})", whole + ("-" if amount < 0 else "")]
    assert {one(cells.cents(cells.money(col("cell"))), way) for way in ways} == {amount}
    assert one(cells.cents(cells.money(col("cell"), negated=True)), plain) == -amount


@pytest.mark.parametrize(("text", "amount"), [("1.230", 123), ("1.239", None), ("", None), ("-", None), (".5", 50)])
def test_cents_are_exact_or_nothing(text, amount):
    assert one(cells.cents(col("cell")), text) == amount


@pytest.mark.parametrize(
    ("written", "day", "moment"),
    [
        ("7/1/2026", "2026-07-01", "2026-07-01T00:00:00"),
        ("2026-07-01 23:59:00", "2026-07-01", "2026-07-01T23:59:00"),
        ("2026-07-01T10:11:12.345", "2026-07-01", "2026-07-01T10:11:12"),
        ("7/1/2026 3:04 PM", "2026-07-01", "2026-07-01T15:04:00"),
        ("7/1/2026 12:00 AM", "2026-07-01", "2026-07-01T00:00:00"),
        ("1 July", "1 July", None),
        (None, None, None),
    ],
)
def test_dates_are_rearranged_and_never_guessed(written, day, moment):
    formats = ["YYYY-MM-DD", "M/D/YYYY"]
    assert one(cells.date(col("cell"), formats), written) == day
    assert one(cells.instant(col("cell"), formats), written) == moment


@pytest.mark.parametrize(
    ("form", "written", "moment"),
    [
        ("YYYY/MM/DD", "2026/07/01", "2026-07-01T00:00:00"),
        ("YYYYMMDD", "20260701", "2026-07-01T00:00:00"),
        ("MMDDYYYY", "07012026", "2026-07-01T00:00:00"),
        ("M/D/YY", "7/1/26 23:59", "2026-07-01T23:59:00"),
        ("D/M/YYYY", "01/07/2026", "2026-07-01T00:00:00"),
        ("D.M.YYYY", "01.07.2026 08:15:00", "2026-07-01T08:15:00"),
        ("D-MON-YYYY", "01-JUL-2026 03:26:23 PM MDT", "2026-07-01T15:26:23"),
        ("D-MON-YY", "1-Jul-26", "2026-07-01T00:00:00"),
        ("D MON YYYY", "1 jul 2026", "2026-07-01T00:00:00"),
        ("MONTH D, YYYY", "July 1, 2026", "2026-07-01T00:00:00"),
        ("MONTH D, YYYY", "Sept. 1, 2026", "2026-09-01T00:00:00"),
        ("M/D/YYYY", "2026-07-01T02:03:04Z", "2026-07-01T02:03:04"),
    ],
)
def test_each_form_of_a_date_is_read_with_the_time_behind_it(form, written, moment):
    assert one(cells.instant(col("cell"), [form]), written) == moment
    assert one(cells.date(col("cell"), [form]), written) == moment[:10]


@pytest.mark.parametrize(
    ("form", "written"),
    [("D.M.YYYY", "7/1/2026"), ("M/D/YYYY", "7/1/26"), ("D-MON-YYYY", "01-07-2026"), ("YYYYMMDD", "2026071")],
)
def test_a_date_of_another_form_stays_for_the_contract_to_refuse(form, written):
    assert one(cells.date(col("cell"), [form]), written) == written


@pytest.mark.parametrize(
    ("written", "nonzero"),
    [("0", False), ("$0.00", False), ("(0.00)", False), ("-0.00", False), (None, False), ("0.01", True), ("O", True)],
)
def test_text_that_is_no_amount_counts_as_nonzero(written, nonzero):
    assert one(cells.is_nonzero(col("cell")), written) is nonzero


@pytest.mark.parametrize(
    ("name", "delivered"),
    [
        ("pm/charges_202609.csv", "2026-09-30T00:00:00"),
        ("ledger-2026-02.csv", "2026-02-28T00:00:00"),
        ("x_202612.csv", "2026-12-31T00:00:00"),
        ("x_20260930.csv.txt", "2026-09-30T00:00:00"),
        ("x_20260931.csv", None),
        ("2026/plain.csv", None),
    ],
)
def test_a_file_name_says_when_it_was_delivered(name, delivered):
    assert cells.delivered_by_name(name) == delivered
