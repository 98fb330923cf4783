"""Each row against its contract; the words that say why never repeat a value."""

from datetime import date
from decimal import Decimal

import duckdb
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.contracts import Column, Contract, ContractError
from pipeline.ingest.judging import count_cents, judge

CONTRACT = Contract(
    record="thing",
    grain="One row per thing.",
    source="Nowhere.",
    key=("number",),
    columns=(
        Column("number", "text", "Number.", required=True),
        Column("kind", "text", "Kind.", allowed=("big", "small")),
        Column("code", "text", "Code.", pattern="[0-9]{3}", form="three digits"),
        Column("amount", "money", "US dollars.", required=True),
        Column("day", "date", "Day."),
        Column("count", "integer", "Count."),
    ),
)
ROW = {"number": "1", "kind": "big", "code": "142", "amount": "12.50", "day": "2026-09-01", "count": "3"}


def judge_rows(*changes):
    rows = [ROW | change | {"_line": line} for line, change in enumerate(changes, start=1)]
    return judge(CONTRACT, pl.DataFrame(rows, schema=dict.fromkeys(ROW, pl.String) | {"_line": pl.Int64}))


@pytest.mark.parametrize(
    ("column", "value", "rule", "reason"),
    [
        ("number", None, "required", "number: required, but empty"),
        ("number", "", "required", "number: required, but empty"),
        ("kind", "huge", "allowed", "kind: not one of big, small"),
        ("code", "14", "pattern", "code: expected three digits"),
        ("code", "1423", "pattern", "code: expected three digits"),
        ("amount", None, "required", "amount: required, but empty"),
        ("amount", "1.005", "money", "amount: money has more than two decimals"),
        ("amount", "-1.9999", "money", "amount: money has more than two decimals"),
        ("amount", "12345678901234567.00", "money", "amount: money has more than sixteen digits before the point"),
        ("day", "2026-02-30", "date", "day: not a real day from 1900 to 2199; expected YYYY-MM-DD"),
        ("day", "2026-9-1", "date", "day: not a real day from 1900 to 2199; expected YYYY-MM-DD"),
        ("day", "0202-09-01", "date", "day: not a real day from 1900 to 2199; expected YYYY-MM-DD"),
        ("count", "1.0", "integer", "count: not a whole number of at most nine digits"),
        ("count", "1234567890", "integer", "count: not a whole number of at most nine digits"),
    ],
)
def test_a_row_is_refused_with_column_rule_and_reason(column, value, rule, reason):
    accepted, refused = judge_rows({}, {column: value})
    assert accepted["_line"].to_list() == [1]
    assert refused.select("_line", "column_name", "rule", "reason").rows() == [(2, column, rule, reason)]


@pytest.mark.parametrize(
    "text", ["1,234.50", "(12.00)", "12.00-", "1e3", "NaN", "$5", "--1", "1.2.3", " 1", "١٢", ".", "1_0"]
)
def test_money_that_is_no_plain_number_is_refused(text):
    _, refused = judge_rows({"amount": text})
    assert refused["reason"].to_list() == [
        "amount: not an amount of money; expected digits with at most a sign in front and one point"
    ]


@pytest.mark.parametrize("text", ["0", "-0.00", "+5", ".5", "5.", "1.500000", "0000012.30", "9999999999999999.99"])
def test_plain_money_is_accepted(text):
    accepted, refused = judge_rows({"amount": text})
    assert (len(accepted), len(refused)) == (1, 0)


@pytest.mark.parametrize("column", ["kind", "code", "day", "count"])
def test_what_is_not_required_may_be_empty(column):
    accepted, _ = judge_rows({column: None}, {column: ""})
    assert len(accepted) == 2


def test_every_fault_of_a_row_is_named_and_the_first_column_leads():
    _, refused = judge_rows({"amount": "x", "day": "soon", "kind": "huge"})
    assert refused["column_name"].to_list() == ["kind"]
    assert refused["reason"].item().count("; ") >= 2
    assert all(name in refused["reason"].item() for name in ("kind:", "amount:", "day:"))


def test_rows_keep_their_order_and_their_lineage():
    accepted, refused = judge_rows({}, {"amount": "x"}, {}, {"day": "x"}, {})
    assert accepted["_line"].to_list() == [1, 3, 5]
    assert refused["_line"].to_list() == [2, 4]


def test_a_frame_without_rows_is_judged():
    accepted, refused = judge_rows()
    assert (len(accepted), len(refused)) == (0, 0)
    assert {"column_name", "rule", "reason"} <= set(refused.columns)


def test_a_frame_that_lacks_a_column_is_an_error_that_names_it():
    with pytest.raises(ContractError, match="thing: columns missing or not text: amount"):
        judge(CONTRACT, pl.DataFrame([ROW]).drop("amount"))


def test_no_reason_repeats_a_value(capfd):
    canary = "Zebrowski-4711"
    _, refused = judge_rows(*({column: canary} for column in ("kind", "code", "amount", "day", "count")))
    assert len(refused) == 5
    assert canary not in " ".join(refused["reason"])
    assert canary not in "".join(capfd.readouterr())


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet="0123456789.-+ e_,", max_size=24), min_size=1, max_size=80))
@example(["1.005", "99.999", "-.5", "1e3", "1_000", " 1", "12345678901234567.1"])
def test_money_that_is_accepted_is_cast_without_rounding(texts):
    accepted, refused = judge_rows(*({"amount": text} for text in texts))
    assert len(accepted) + len(refused) == len(texts)
    for text in accepted["amount"]:
        [(cast,)] = duckdb.execute("select cast(? as decimal(18,2))", [text]).fetchall()
        assert cast == Decimal(text)
    cents = accepted.select(count_cents("amount")).to_series().to_list()
    assert cents == [int(Decimal(text) * 100) for text in accepted["amount"]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.from_regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9-]{6,10}", fullmatch=True), min_size=1, max_size=80))
def test_a_day_that_is_accepted_is_a_real_day(texts):
    accepted, _ = judge_rows(*({"day": text} for text in texts))
    for text in accepted["day"]:
        [(cast,)] = duckdb.execute("select cast(? as date)", [text]).fetchall()
        assert cast == date.fromisoformat(text)


def test_text_that_is_no_money_counts_no_cents():
    frame = pl.DataFrame({"amount": ["1.50", None, "", "1.005", "x", "-2"]})
    assert frame.select(count_cents("amount")).to_series().to_list() == [150, 0, 0, 0, 0, -200]
