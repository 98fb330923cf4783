"""BAI2 statements as transactions and balances: signs, twins, refusals, control totals."""

import pytest

from pipeline.adapters import IncompleteFileError, recognise
from pipeline.adapters.bank_bai2 import identify, read

HEAD = ["01,BANK,US,260902,0600,1,,,2/", "02,US,BANK,1,260901,2359,USD,2/", "03,4400,,015,100,,/"]


def read_lines(*lines: str, head=HEAD):
    reading = read("any", "\n".join([*head, *lines, "49,,/", "98,,,/", "99,,1,9/"]).encode())
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def transactions_of(*lines: str) -> list[dict]:
    return read_lines(*lines).records["bank_transaction"].rows(named=True)


def test_it_is_recognised_by_content_alone():
    head = "\n".join(HEAD).encode()
    assert identify("x.csv", head) == "bank_bai2"
    assert recognise("x.csv", head)[0] == "bank_bai2"
    assert identify("x.bai", b"Date,Amount\n") is None


@pytest.mark.parametrize(
    ("code", "direction", "amount"),
    [
        ("142", "credit", "1.25"),
        ("399", "credit", "1.25"),
        ("400", "debit", "-1.25"),
        ("698", "debit", "-1.25"),
        ("721", "credit", "1.25"),
        ("760", "debit", "-1.25"),
        ("920", "credit", "1.25"),
        ("999", "debit", "-1.25"),
    ],
)
def test_the_type_code_gives_the_direction(code, direction, amount):
    row = transactions_of(f"16,{code},+00125,,B,C/")[0]
    assert (row["direction"], row["amount"]) == (direction, amount)


@pytest.mark.parametrize(("written", "amount"), [("5", "0.05"), ("000", "0.00"), ("12345678901234", "123456789012.34")])
def test_hundredths_become_dollars_by_moving_characters(written, amount):
    assert transactions_of(f"16,142,{written},,B,C/")[0]["amount"] == amount


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("16,015,125,,B,C/", "neither a credit nor a debit"),
        ("16,901,125,,B,C/", "neither a credit nor a debit"),
        ("16,890,125,,B,C/", "neither a credit nor a debit"),
        ("16,1420,125,,B,C/", "neither a credit nor a debit"),
        ("16,142,-125,,B,C/", "minus"),
        ("16,142,1.25,,B,C/", "whole number of cents"),
        ("17,142,125,,B,C/", "no BAI2 record code"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_a_sentence(line, reason):
    refused = read_lines(line).refused.rows(named=True)
    assert len(refused) == 1
    assert reason in refused[0]["reason"]
    assert (refused[0]["_line"], refused[0]["_lines"]) == (4, 1)


def test_an_information_line_without_money_belongs_to_the_envelope():
    reading = read_lines("16,890,,,,,NOTE/", "88,MORE/", "16,890,000,,,,NOTE/")
    assert reading.records["bank_transaction"].is_empty()
    assert reading.refused.is_empty()


def test_twins_are_told_apart_by_occurrence():
    rows = transactions_of("16,142,125,,B,C,ONE/", "16,142,125,,B,C,TWO/", "16,142,125,,,C,THREE/", "16,142,125,,,C/")
    assert [row["occurrence"] for row in rows] == ["1", "2", "1", "2"]


def test_another_currency_is_kept_and_named():
    reading = read_lines("16,142,125,,B,C/", head=[HEAD[0], HEAD[1].replace("USD", "CAD"), HEAD[2]])
    assert {frame["currency"].item() for frame in reading.records.values()} == {"CAD"}
    assert reading.refused.is_empty()


def test_each_continuation_is_a_new_line_of_the_description():
    row = transactions_of("16,142,125,V,260903,0900,B,C,HCCLAIMPMT BLUE/", "88,TRN*1*123\\/", "88,END")[0]
    assert row["description"] == "HCCLAIMPMT BLUE\nTRN*1*123\\\nEND"
    assert (row["value_date"], row["statement_date"], row["_line"], row["_lines"]) == ("2026-09-03", "2026-09-01", 4, 3)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ([HEAD[0], HEAD[1].replace("USD", "JPY"), HEAD[2]], "no hundredths"),
        ([HEAD[0], HEAD[1].replace("K,1,", "K,4,"), HEAD[2]], "no statement"),
        ([HEAD[0], HEAD[1].replace("K,1,", "K,21,"), HEAD[2]], "none of 1 to 4"),
    ],
)
def test_accounts_that_are_no_statement_in_hundredths_are_refused_whole(head, reason):
    reading = read_lines("16,142,125,,B,C/", head=head)
    assert {frame.height for frame in reading.records.values()} == {0}
    assert all(reason in sentence for sentence in reading.refused["reason"])
    assert reading.refused["_line"].to_list() == [3, 4]


def test_a_transaction_before_any_account_is_refused():
    assert "before any account" in read_lines("16,142,125,,B,C/", head=HEAD[:2]).refused["reason"][0]


def test_the_statement_owns_the_lines_of_its_balances_and_blank_amounts_are_no_balance():
    reading = read_lines(head=[*HEAD[:2], "03,4400,,072,,,,010,-100,,/", "88,100,5,2,/", "03,5500,/"])
    rows = reading.records["bank_balance"].select("type_code", "amount", "item_count", "_line", "_lines").rows()
    assert rows == [("010", "-1.00", None, 3, 0), ("100", "0.05", "2", 3, 0)]
    statements = reading.records["bank_statement"].select("account_number", "_line", "_lines").rows()
    assert statements == [("4400", 3, 2), ("5500", 5, 1)]
    assert reading.envelope == 5


@pytest.mark.parametrize(
    ("group", "statuses"),
    [
        ("02,US,BANK,1,260901,2359,USD,2/", ("update", "final previous day", "23:59")),
        ("02,US,BANK,,260901,,,/", ("update", None, None)),
        ("02,US,BANK,1,260901,2400,,3/", ("update", "interim same day", "24:00")),
        ("02,US,BANK,3,260901,9999,USD,7/", ("correction", None, "99:99")),
    ],
)
def test_a_statement_says_what_it_is_and_how_far_it_reaches(group, statuses):
    reading = read_lines("16,142,125,,B,C/", head=[HEAD[0], group, HEAD[2]])
    assert reading.records["bank_statement"].select("status", "coverage", "as_of_time").row(0) == statuses
    assert reading.records["bank_transaction"].height == 1
    is_plain = statuses[0] == "update"
    assert reading.notes == ([] if is_plain else ["line 2: the group corrects an earlier statement (status 3)"])


def test_a_deletion_gives_its_statement_and_none_of_its_rows():
    reading = read_lines("16,142,125,,B,C/", "88,TEXT/", head=[HEAD[0], HEAD[1].replace("K,1,", "K,2,"), HEAD[2]])
    assert reading.records["bank_statement"]["status"].to_list() == ["deletion"]
    assert [reading.records[record].height for record in ("bank_transaction", "bank_balance")] == [0, 0]
    assert (reading.refused.height, reading.ignored) == (0, {"16 of a deletion": 1})
    assert reading.notes == ["line 2: the group deletes an earlier statement (status 2)"]


def test_a_deletion_that_names_no_account_is_noted():
    reading = read_lines(head=[HEAD[0], HEAD[1].replace("K,1,", "K,2,")])
    assert "names no account" in reading.notes[1]


def test_another_version_is_read_and_noted():
    assert read_lines("16,142,125,,B,C/", head=[HEAD[0].replace(",2/", ",1/"), *HEAD[1:]]).notes == [
        "line 1: version 1 of the format, read by the rules of version 2"
    ]


def test_a_trailer_with_blank_figures_is_a_trailer():
    reading = read("any", "\n".join([*HEAD, "49,,/", "98,,,/", "99,,,/"]).encode())
    assert reading.records["bank_statement"].height == 1


def test_wrong_amounts_block_and_wrong_counts_warn_and_blank_ones_state_nothing():
    lines = [*HEAD, "16,142,125,,B,C/", "49,226,3/", "98,225,,/", "99,,1,8/"]
    totals = read("any", "\n".join(lines).encode()).totals
    assert [(t.scope, t.name, t.kind, t.stated, t.found, t.severity) for t in totals] == [
        ("account 4400", "control total", "amount", "2.26", "2.25", "block"),
        ("account 4400", "records", "count", "3", "3", "warn"),
        ("group", "control total", "amount", "2.25", "2.25", "block"),
        ("file", "groups", "count", "1", "1", "warn"),
        ("file", "records", "count", "8", "7", "warn"),
    ]


@pytest.mark.parametrize("kept", [3, 4, 5, 6])
def test_a_file_without_its_trailer_is_incomplete(kept):
    lines = [*HEAD, "16,142,125,,B,C/", "49,225,3/", "98,225,1,5/", "99,225,1,7/"]
    with pytest.raises(IncompleteFileError, match=r"trailer \(99\)"):
        read("any", "\n".join(lines[:kept]).encode())
