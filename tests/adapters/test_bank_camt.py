"""camt statements as lines and balances: accounts, days, currencies, control totals."""

import pytest

from pipeline.adapters import UnreadableFileError
from pipeline.adapters.bank_camt import identify, read
from pipeline.ingest.reading import require_whole

SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
ACCOUNT = "<Acct><Id><Othr><Id>44</Id></Othr></Id></Acct>"


def read_statement(*parts: str):
    body = "\n".join((ACCOUNT, *parts))
    text = f"<Document xmlns='{SPACE}'><BkToCstmrStmt><Stmt>\n{body}\n</Stmt></BkToCstmrStmt></Document>\n"
    reading = read("any", text.encode())
    require_whole(reading)
    return reading


def entry(amount: str, day: str = "2026-09-02", sign: str = "CRDT", status: str = "BOOK", currency: str = "USD") -> str:
    booked = f"<BookgDt><Dt>{day}</Dt></BookgDt>" if day else ""
    return f"<Ntry><Amt Ccy='{currency}'>{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>{status}</Sts>{booked}</Ntry>"


def balance(code: str, amount: str, day: str, kind: str = "", sign: str = "CRDT") -> str:
    subtype = f"<SubTp><Cd>{kind}</Cd></SubTp>" if kind else ""
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry>{subtype}</Tp><Amt Ccy='USD'>{amount}</Amt>"
        f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def balances_of(*parts: str) -> list[tuple]:
    frame = read_statement(*parts).records["bank_balance"]
    return frame.select("type_code", "statement_date", "amount").rows()


def test_it_is_recognised_by_content_alone():
    assert identify("x.csv", f"<Document xmlns='{SPACE}'/>".encode()) == "bank_camt"
    assert identify("x.xml", b"<Document/>") is None


def test_credits_and_debits_have_their_sign():
    rows = read_statement(entry("5.00"), entry("5.00", sign="DBIT")).records["bank_transaction"].rows(named=True)
    assert [(row["direction"], row["amount"]) for row in rows] == [("credit", "5.00"), ("debit", "-5.00")]
    assert {row["account_number"] for row in rows} == {"44"}


def test_pending_entries_are_counted_and_kept_out():
    reading = read_statement(entry("5.00", status="PDNG"), entry("6.00"))
    assert reading.ignored == {"Ntry PDNG": 1}
    assert reading.records["bank_transaction"]["amount"].to_list() == ["6.00"]


def test_an_entry_without_a_day_is_of_the_closing_balances():
    rows = read_statement(balance("CLBD", "5.00", "2026-09-04"), entry("5.00", day="")).records["bank_transaction"]
    assert rows["statement_date"].item() == "2026-09-04"


def test_an_opening_balance_dated_the_day_before_is_kept_on_the_first_day_with_an_entry():
    opening, closing = balance("OPBD", "1.00", "2026-09-01"), balance("CLBD", "6.00", "2026-09-03")
    assert balances_of(opening, closing, entry("5.00", "2026-09-02"))[0] == ("010", "2026-09-02", "1.00")
    assert balances_of(opening, closing)[0] == ("010", "2026-09-03", "1.00")
    assert balances_of(opening, closing, entry("5.00", "2026-08-31"))[0] == ("010", "2026-09-01", "1.00")


def test_other_balances_keep_their_own_code():
    rows = balances_of(
        balance("ITBD", "1.00", "2026-09-01", sign="DBIT"), balance("OPBD", "1.00", "2026-09-01", "INTM")
    )
    assert [(code, amount) for code, _, amount in rows] == [("camt:ITBD", "-1.00"), ("camt:OPBD.INTM", "1.00")]


@pytest.mark.parametrize(("closing", "found"), [("6.00", "6.00"), ("7.00", "6.00")])
def test_opening_balance_and_booked_entries_are_held_against_the_closing_balance(closing, found):
    reading = read_statement(
        *(balance("OPBD", "2.50", "2026-09-01"), balance("CLBD", closing, "2026-09-02")),
        *(entry("5.00"), entry("1.50", sign="DBIT"), entry("9.00", status="PDNG")),
    )
    total = reading.totals[0]
    assert (total.name, total.stated, total.found, total.severity) == ("closing balance", closing, found, "block")


def test_nothing_is_added_up_across_currencies():
    reading = read_statement(
        balance("OPBD", "1.00", "2026-09-01"), balance("CLBD", "6.00", "2026-09-02"), entry("5.00", currency="EUR")
    )
    assert reading.totals == []
    assert reading.records["bank_transaction"]["currency"].item() == "EUR"


def test_the_totals_of_the_summary_cover_every_entry():
    summary = (
        "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries><Sum>7.00</Sum></TtlNtries>"
        "<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>-1.00</Sum></TtlDbtNtries></TxsSummry>"
    )
    reading = read_statement(summary, entry("5.00"), entry("1.00", status="PDNG"), entry("1.00", sign="DBIT"))
    assert [(total.stated, total.found, total.severity) for total in reading.totals] == [
        ("3", "3", "warn"),
        ("7.00", "7.00", "block"),
        ("1", "1", "warn"),
        ("1.00", "1.00", "block"),
    ]


def test_twins_without_a_reference_are_kept_and_told():
    reading = read_statement(entry("5.00"), entry("5.0"))
    assert reading.records["bank_transaction"]["occurrence"].to_list() == ["1", "2"]
    assert reading.notes[0].startswith("line 4: equal to a line above")


def test_an_entry_inside_an_entry_is_not_lost_with_it():
    with pytest.raises(UnreadableFileError, match="line 4: an entry or balance stands where no statement has one"):
        read_statement(entry("5.00").replace("</Ntry>", f"\n{entry('6.00')}</Ntry>"))
