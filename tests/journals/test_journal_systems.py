"""Every import file carries each entry whole: read back, days, accounts, numbers and cents are those written."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.adapters import recognise
from pipeline.journals import Books, Entry, EntryLine, JournalRefusedError
from pipeline.journals.systems import load_writers

WRITERS = load_writers()
BOOKS = Books("300000047")
ACCOUNTS = st.sampled_from(["Operating Checking", "Patient A/R", "Bank Fees", "1224 Receivables, patients", "4000"])


def side(number, account, cents):
    dollars = Decimal(cents).scaleb(-2)
    return EntryLine(number, account, max(dollars, Decimal(0)), max(-dollars, Decimal(0)))


def entry(number, day, *sides, title="Bank fee or interest"):
    return Entry(
        number, day, title, f"{title} {number}", tuple(side(number, *one) for number, one in enumerate(sides, 1))
    )


@st.composite
def balanced(draw):
    cents = draw(st.lists(st.integers(1, 9_999_999), min_size=1, max_size=4))
    names = draw(st.lists(ACCOUNTS, min_size=len(cents) + 1, max_size=len(cents) + 1))
    sides = list(zip(names, [*cents, -sum(cents)], strict=True))
    return entry(
        f"T{draw(st.integers(0, 10**9 - 1)):09d}", draw(st.dates(date(2020, 1, 1), date(2029, 12, 31))), *sides
    )


ENTRIES = st.lists(balanced(), min_size=1, max_size=5, unique_by=lambda one: one.number)


def sides_of(entries):
    return sorted(
        (one.number, one.day.isoformat(), line.account, line.debit - line.credit)
        for one in entries
        for line in one.lines
    )


def read_back(system, content):
    """Number, day, account and debit less credit of each line, as a reader of the format finds them."""
    name = "GlInterface.csv" if system == "oracle" else f"journal{WRITERS[system].SUFFIX}"
    if system in {"quickbooks_desktop", "oracle"}:
        _, adapter = recognise(name, content)
        reading = adapter.read(name, content)
        assert len(reading.refused) == 0
        return [
            (row["number"], row["posting_date"], row["account"], Decimal(row["amount"]))
            for row in reading.records["ledger_entry"].to_dicts()
        ]
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    return [READERS[system](row) for row in rows]


def us_day(text):
    month, day, year = text.split("/")
    return f"{year}-{month}-{day}"


def dollars(debit, credit):
    assert bool(debit) != bool(credit), "a line has one side"
    return Decimal(debit or 0) - Decimal(credit or 0)


READERS = {
    "generic": lambda row: (
        row["entry_number"], row["entry_date"], row["account"], dollars(row["debit"], row["credit"]),
    ),
    "quickbooks_online": lambda row: (
        row["Journal No."], us_day(row["Journal Date"]), row["Account Name"], dollars(row["Debits"], row["Credits"]),
    ),
    "netsuite": lambda row: (
        row["External ID"].removeprefix("TIEOUT-"), us_day(row["Date"]), row["Account"],
        dollars(row["Debit"], row["Credit"]),
    ),
    "sap": lambda row: (
        row["XBLNR"], f"{row['BUDAT'][:4]}-{row['BUDAT'][4:6]}-{row['BUDAT'][6:]}", row["HKONT"],
        Decimal(row["WRBTR"]) * {"S": 1, "H": -1}[row["SHKZG"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", sorted(WRITERS))
@settings(max_examples=25, deadline=None)
@given(entries=ENTRIES)
def test_what_is_written_is_read_back_to_the_cent(system, entries):
    if system == "oracle":
        entries = [
            Entry(one.number, one.day, one.title, one.memo, tuple(as_segments(line) for line in one.lines))
            for one in entries
        ]
    read = sorted(read_back(system, WRITERS[system].write(entries, BOOKS)))
    assert read == sides_of(entries)


def as_segments(line):
    return EntryLine(line.number, f"101-{sum(line.account.encode())}-000", line.debit, line.credit)


@pytest.mark.parametrize("system", ["oracle", "sap"])
def test_a_system_that_needs_the_books_name_says_so(system):
    with pytest.raises(JournalRefusedError, match="--company"):
        WRITERS[system].write([entry("T1", date(2026, 9, 30), ("1", 500), ("2", -500))], Books())


@pytest.mark.parametrize("account", ["Fees\t2", 'Fees "bank"', "Gebühren €", "手数料"])
def test_iif_refuses_what_it_cannot_carry_and_writes_what_windows_can(account):
    one = entry("T1", date(2026, 9, 30), (account, 500), ("Cash", -500))
    if account == "Gebühren €":
        assert account.encode("cp1252") in WRITERS["quickbooks_desktop"].write([one], BOOKS)
    else:
        with pytest.raises(JournalRefusedError, match="account or memo"):
            WRITERS["quickbooks_desktop"].write([one], BOOKS)
