"""What is proposed becomes entries that can be booked, or is named: balanced, numbered, reversed where it must be."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline.journals import EntryLine, JournalRefusedError
from pipeline.journals.proposed import Unmapped, proposed_entries

FEE = {
    "journal_entry_id": "e1", "entry_number": "TABCDEF012", "title": "Bank fee", "entry_memo": "Bank fee\n 26093000263",
    "entry_date": date(2026, 9, 30), "reversal_date": None, "entity_id": "e",
}  # fmt: skip


def rows(first="5.00", second="5.00", accounts=("Bank Fees", "Cash"), **more):
    sides = [("bank_fees", Decimal(first), Decimal(0)), ("cash", Decimal(0), Decimal(second))]
    return [
        FEE
        | {"line_number": number, "gl_account": account, "role": role, "debit_amount": debit, "credit_amount": credit}
        | more
        for number, (account, (role, debit, credit)) in enumerate(zip(accounts, sides, strict=True), 1)
    ]


def proposed(answer):
    return proposed_entries(lambda _sql, **_values: answer, None, None)


def test_an_entry_has_its_number_its_day_and_a_memo_on_one_line():
    (entry,), unmapped = proposed(rows())
    assert (entry.number, entry.day, entry.memo) == ("TABCDEF012", date(2026, 9, 30), "Bank fee 26093000263")
    assert entry.lines == (
        EntryLine(1, "Bank Fees", Decimal("5.00"), Decimal(0)), EntryLine(2, "Cash", Decimal(0), Decimal("5.00")),
    )  # fmt: skip
    assert not unmapped


def test_a_reversing_entry_is_followed_by_the_same_with_its_sides_changed():
    (entry, reversal), _ = proposed(rows(reversal_date=date(2026, 10, 1)))
    assert (reversal.number, reversal.day) == ("TABCDEF012R", date(2026, 10, 1))
    assert [(line.debit, line.credit) for line in reversal.lines] == [(line.credit, line.debit) for line in entry.lines]


def test_an_entry_without_an_account_is_left_out_and_named():
    entries, unmapped = proposed(rows(accounts=(None, "Cash")))
    assert not entries
    assert unmapped == [Unmapped("Bank fee", date(2026, 9, 30), ("bank_fees",))]


def test_what_does_not_balance_is_refused():
    with pytest.raises(JournalRefusedError, match="TABCDEF012 does not balance"):
        proposed(rows(second="4.99"))


def test_entries_of_several_entities_are_not_mixed():
    with pytest.raises(JournalRefusedError, match="--entity with one of e, f"):
        proposed(rows() + rows(journal_entry_id="e2", entity_id="f"))


def test_two_entries_of_one_number_are_refused():
    with pytest.raises(JournalRefusedError, match="share a number"):
        proposed(rows() + rows(journal_entry_id="e2"))
