"""`tieout journal`: one file with everything proposed, never over another file, and honest about what it left out."""

import csv
import json
from datetime import date
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.commands import journals


@pytest.fixture
def journal(sample_run, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEOUT_DATA", str(sample_run.data))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, ["journal", *arguments])


def test_the_file_holds_every_proposed_entry_and_its_reversal(journal, sample_run, tmp_path):
    told = journal("generic", "--out", "entries.csv", "--json")
    assert told.exit_code == 0, told.output
    answer = json.loads(told.stdout)
    rows = list(csv.DictReader((tmp_path / "entries.csv").open(newline="")))
    expected = sample_run.ask("""select entry_number, line_count, debit_amount from journal_entries
where state = 'proposed'
union all
select concat(entry_number, 'R'), line_count, debit_amount from journal_entries
where state = 'proposed' and reversal_date is not null""")
    found = {}
    for row in rows:
        lines, debits = found.get(row["entry_number"], (0, Decimal(0)))
        found[row["entry_number"]] = lines + 1, debits + Decimal(row["debit"] or 0)
    assert found == {number: (lines, debits) for number, lines, debits in expected}
    assert answer["entries"] == len(found) > 0
    assert Decimal(answer["debits"]) == sum(debits for _, debits in found.values())


def test_the_same_file_may_be_written_again_and_another_one_is_never_replaced(journal, tmp_path):
    assert journal("netsuite", "--out", "entries.csv").exit_code == 0
    assert journal("netsuite", "--out", "entries.csv").exit_code == 0
    (tmp_path / "entries.csv").write_text("imported yesterday")
    told = journal("netsuite", "--out", "entries.csv")
    assert told.exit_code == 2
    assert "Another file of that name stands there" in told.stderr
    assert (tmp_path / "entries.csv").read_text() == "imported yesterday"


def test_without_entries_there_is_no_file(journal, tmp_path):
    told = journal("generic", "--period", "1999-01")
    assert told.exit_code == 0
    assert "no file was" in told.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["lotus"], "there is: generic, netsuite, oracle"),
        (["sap"], "add --company"),
        (["generic", "--period", "2026-9"], "--period takes a month"),
    ],
)
def test_a_wrong_question_is_answered_with_what_to_do(journal, arguments, sentence):
    told = journal(*arguments)
    assert told.exit_code == 2
    assert sentence in told.stderr


def test_an_entry_whose_account_is_missing_is_told_and_fails_the_command(journal, monkeypatch):
    real = journals.proposed_entries
    lost = journals.Unmapped("Bank fee", date(2026, 9, 30), ("bank_fees",))
    monkeypatch.setattr(journals, "proposed_entries", lambda *given: (real(*given)[0], [lost]))
    told = journal("generic")
    assert told.exit_code == 1
    assert "left out: 2026-09-30 Bank fee: no account for bank fees; name it in the seed gl_accounts." in told.stderr
