"""Unknown exports: what is proposed, why, and that what is proposed reads the file."""

import json
import re

import duckdb
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.layouts import Layout, applying, parse_layout, recognising
from pipeline.onboarding import propose, vocabulary
from pipeline.onboarding.fitting import LIKELY
from pipeline.onboarding.proposal import ACCOUNT, ACCOUNT_WITHIN
from pipeline.onboarding.trial import MASK
from tests.onboarding import exports

CASES = {
    "bank": (exports.bank, "bank.csv", None, "bank_transaction", 4),
    "payments": (exports.payments, "p.txt", None, "pm_payment", 20),
    "ledger": (exports.ledger, "gl.csv", None, "ledger_entry", 20),
    "cards": (exports.cards, "c.csv", None, "card_transaction", 20),
    "slips": (exports.slips, "s.psv", None, "deposit_slip_item", 20),
    "charges": (exports.charges, "c.xlsx", None, "pm_charge", 20),
    "fees": (exports.fees, "f.csv", None, "contract_rate", 18),
    "headerless": (exports.headerless, "h.csv", "bank", "bank_transaction", 20),
    "subtotals": (exports.subtotals, "t.csv", None, "pm_payment", 9),
    "grouped": (exports.grouped, "g.csv", "pm", "pm_payment", 5),
    "two_headers": (exports.two_headers, "h.csv", None, "bank_transaction", 3),
    "broken_names": (exports.broken_names, "b.csv", None, "bank_transaction", 2),
}


def propose_for(tmp_path, make, name, kind=None, snapshot=None):
    path = tmp_path / name
    path.write_bytes(make())
    return propose(path, kind, None, snapshot)


def run(*words):
    return CliRunner().invoke(app, ["onboard", *map(str, words)])


@pytest.mark.parametrize(("make", "name", "kind", "record", "rows"), CASES.values(), ids=CASES)
def test_the_layout_proposed_reads_every_row_of_its_file(tmp_path, make, name, kind, record, rows):
    proposal = propose_for(tmp_path, make, name, kind)
    assert proposal.fit.record == record
    assert (proposal.trial.accepted, proposal.trial.refused) == (rows, 0)
    assert proposal.trial.totals_agree
    assert all(match.reason for match in proposal.fit.matches)


@pytest.mark.parametrize(("make", "name", "kind", "record", "rows"), CASES.values(), ids=CASES)
def test_the_layout_written_loads_and_its_adapter_reads_the_file(tmp_path, monkeypatch, make, name, kind, record, rows):
    path = tmp_path / name
    path.write_bytes(make())
    target = tmp_path / "mine" / f"{(kind or propose(path).fit.kind)}_mine.yaml"
    words = ["--as", kind] if kind else []
    assert run(path, "--write", target, *words).exit_code == 0
    layout = parse_layout(target)
    assert layout.evidence.grade == "user-defined"
    assert "(template)" in layout.title  # so that it stands beside the project's own
    monkeypatch.setattr(applying, "_ranked", lambda: applying.rank([layout]))  # as if it were the only one there is
    monkeypatch.setattr(recognising, "recognise", recognising.recognise.__wrapped__)
    from pipeline.adapters import delimited, workbook  # noqa: PLC0415

    adapter = workbook if name.endswith(".xlsx") else delimited
    reading = adapter.read(name, path.read_bytes())
    assert len(reading.records[record]) == rows
    assert reading.refused.is_empty()


def test_signs_dates_decimals_and_encodings_are_told(tmp_path):
    bank = propose_for(tmp_path, exports.bank, "bank.csv")
    assert bank.content["records"][0]["fields"]["amount"] == {
        "debit": "Withdrawals",
        "credit": "Deposits",
        "positive": "credit",
    }
    assert bank.content["records"][0]["fields"]["account_number"] == {"preamble": "account"}
    payments = propose_for(tmp_path, exports.payments, "p.txt")
    assert payments.content["decimal"] == "comma"
    assert payments.draft.encoding == "UTF-16"
    assert payments.content["records"][0]["fields"]["posting_date"]["dates"] == ["D.M.YYYY"]
    ledger = propose_for(tmp_path, exports.ledger, "gl.csv")
    assert ledger.content["records"][0]["fields"]["sign_convention"] == {"constant": "debit_positive"}
    assert propose_for(tmp_path, exports.slips, "s.psv").draft.encoding == "Windows-1252"
    assert propose_for(tmp_path, exports.subtotals, "t.csv").content["totals"][0]["covers"] == "since_last"


def test_a_date_that_could_be_two_days_is_never_called_sure(tmp_path):
    match = next(m for m in propose_for(tmp_path, exports.fees, "f.csv").fit.matches if m.field == "effective_date")
    assert "D/M/YYYY" in match.reason
    assert match.confidence < 0.6


def test_private_values_are_masked_and_no_other_text_of_the_file_is_shown(tmp_path):
    path = tmp_path / "c.xlsx"
    path.write_bytes(exports.charges())
    for words in ([], ["--json"]):
        said = run(path, *words).output
        assert "FIXTURE" not in said
        assert MASK in said or json.dumps(MASK)[1:-1] in said


def test_values_that_are_landed_already_name_a_column(tmp_path):
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as con:
        con.execute("create schema marts")
        con.execute(
            "create table marts.remittances as select 'T' || i as trace_number, 'x' as payer_name from range(50) t(i)"
        )

    def make() -> bytes:
        rows = (f"{n},2026-07-{n + 1:02d},T{n},{n}.50,Insurance" for n in range(20))
        return ("Receipt,Posted,Zahlung,Amount,Payer Type\n" + "\n".join(rows) + "\n").encode()

    assert not [m for m in propose_for(tmp_path, make, "x.csv", "pm").fit.matches if m.columns == ("Zahlung",)]
    match = next(
        m for m in propose_for(tmp_path, make, "x.csv", "pm", tmp_path).fit.matches if m.columns == ("Zahlung",)
    )
    assert match.field == "reference_number"
    assert "100% of its values are trace or check numbers" in match.reason


def test_an_export_that_almost_fits_a_layout_is_told_with_what_differs(tmp_path):
    proposal = propose_for(tmp_path, exports.changed_kareo, "k.csv")
    assert proposal.near.layout.name == "pm_kareo_payments"
    assert proposal.near.missing == ("Amount",)
    assert proposal.near.renamed == {"Amount": "PaymentAmount"}
    assert proposal.near.unknown == ("Site",)
    path = tmp_path / "k.csv"
    said = " ".join(run(path).output.split())
    assert "Almost pm_kareo_payments" in said
    assert "perhaps it is now called PaymentAmount" in said


def test_rows_that_repeat_a_key_are_told(tmp_path):
    def make() -> bytes:
        return b"Payer,HCPCS,Effective Date,Contract Rate\n" + b"P1,99213,2026-01-31,5.50\n" * 4

    assert propose_for(tmp_path, make, "f.csv", "reference").trial.repeated_keys == 3


@pytest.mark.parametrize("data", [b"", b"Dear Sir,\n\nplease find attached.\n", b"\x89PNG\r\n\x1a\n" + bytes(300)])
def test_where_nothing_fits_the_command_says_so_and_ends_with_1(tmp_path, data):
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    answer = run(path)
    assert answer.exit_code == 1
    assert "Nothing proposed" in answer.output


def test_a_file_that_holds_no_rows_is_named_for_what_it_is(tmp_path):
    path = tmp_path / "statement.csv"
    path.write_bytes(b"%PDF-1.7\n" + bytes(300))
    assert "this is a PDF" in " ".join(run(path).output.split())


@pytest.mark.parametrize(
    "words", [["--as", "payroll"], ["--write", "mine"], ["--write", "payroll_mine"], ["--write", "pm_kareo_payments"]]
)
def test_wrong_usage_ends_with_2_and_writes_nothing(tmp_path, words):
    path = tmp_path / "x.csv"
    path.write_bytes(exports.cards())
    assert run(path, *words).exit_code == 2


def test_nothing_is_written_unless_asked(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(exports.cards())
    content = json.loads(run(path, "--json").output)
    assert content["written"] is None
    assert content["proposals"][0]["record"] == "card_transaction"
    assert list(tmp_path.iterdir()) == [path]


def test_a_column_of_marks_says_which_way_unsigned_money_goes(tmp_path):
    proposal = propose_for(tmp_path, exports.marked, "m.csv")
    credit, debit = proposal.content["records"]
    assert (credit["when"], debit["when"]) == ([{"column": "DrCr", "in": ["C"]}], [{"column": "DrCr", "in": ["D"]}])
    assert [row["amount"] for row in proposal.trial.preview] == ["1250.10", "-310.00", "77.00"]


def test_an_overdrawn_balance_gives_no_amount_a_sign(tmp_path):
    fit = propose_for(tmp_path, exports.overdrawn, "o.csv").fit
    taken = {match.field: match.columns for match in fit.matches}
    assert (taken["direction"], taken["amount"]) == (("DrCr",), ("Amt",))
    signed = propose_for(tmp_path, lambda: exports.overdrawn("-310.00"), "s.csv").fit
    assert "direction" not in {match.field for match in signed.matches}


def test_a_column_that_repeats_is_no_number_of_the_bank(tmp_path):
    fields = {match.field for match in propose_for(tmp_path, exports.typed, "t.csv").fit.matches}
    assert "bank_reference" not in fields


def test_foreign_names_are_proposed_only_for_a_kind_that_is_said_and_never_called_sure(tmp_path):
    assert "--as" in propose_for(tmp_path, exports.foreign, "f.csv").why_not
    matches = propose_for(tmp_path, exports.foreign, "f.csv", "bank").fit.matches
    assert {match.field: match.columns for match in matches}["amount"] == ("Betrag",)
    assert max(match.confidence for match in matches) < LIKELY


def test_payments_without_a_number_are_payments_and_no_name_is_made_part_of_their_number(tmp_path):
    proposal = propose_for(tmp_path, exports.unnumbered, "u.csv")
    assert proposal.fit.record == "pm_payment"
    number = {"join": ["Date", "Check Number", "Payment Amount"], "with": "/"}
    assert proposal.content["records"][0]["fields"]["payment_number"] == number
    assert proposal.trial.accepted == 12
    assert proposal.lacking is None
    told = next(match for match in proposal.fit.matches if match.field == "payment_number")
    assert told.confidence < LIKELY
    assert "better add the PM's own number" in told.reason


def test_a_record_that_fits_better_is_told_with_the_column_it_lacks(tmp_path):
    proposal = propose_for(tmp_path, exports.uncounted, "u.csv", "pm")
    assert (proposal.lacking.record, proposal.lacking.lacking) == ("pm_payment", ("payment_number",))


def test_the_account_above_the_rows_is_taken_only_where_a_number_stands(tmp_path):
    above = propose_for(tmp_path, exports.above, "a.csv").content
    assert above["preamble"] == {"account": {"after": ACCOUNT}}
    assert "preamble" not in propose_for(tmp_path, exports.two_headers, "h.csv", "bank").content


def test_names_in_two_rows_are_read_as_one(tmp_path):
    stacked = propose_for(tmp_path, exports.two_headers, "h.csv").fit
    titles = {match.field: match.columns for match in stacked.matches}
    assert (titles["account_number"], titles["amount"]) == (("Number",), ("(USD)",))
    proposal = propose_for(tmp_path, exports.grouped, "g.csv", "pm")
    fields = proposal.content["records"][0]["fields"]
    assert fields["amount"] == {"column": "Paid@1", "money": "as_written"}
    assert fields["posting_date"]["column"] == 1
    assert fields["reference_number"] == 2
    said = run(tmp_path / "g.csv", "--as", "pm").output
    assert "header in rows 1 and 2" in said
    assert "Insurance / Paid" in said
    assert "Patient / Adjusted" in said


def test_rows_with_few_cells_are_judged_like_the_others_where_they_bear_money(tmp_path):
    proposal = propose_for(tmp_path, exports.sparse, "s.csv", "pm")
    assert (proposal.trial.accepted, proposal.trial.refused) == (18, 0)
    values = proposal.content["records"][0]["fields"]["kind"]["values"]
    assert values == {"Charge": "charge", "Payment": "payment", "Adjustment": "adjustment"}


@pytest.mark.parametrize("cell", ["Account: 0004417732 Business Checking", "Acct #4400", "Account No. 4400-123"])
def test_an_account_and_its_word_may_share_a_cell(cell):
    assert re.match(ACCOUNT_WITHIN, cell)
    assert not re.match(ACCOUNT_WITHIN, "Account 2026 statement")
    assert not re.match(ACCOUNT_WITHIN, "Account Number 1234 5678 9012")


def test_a_footer_hides_no_column_of_marks(tmp_path):
    proposal = propose_for(tmp_path, lambda: exports.marked() + b"Totals printed,,\nEnd of report\n", "m.csv")
    assert [row["amount"] for row in proposal.trial.preview] == ["1250.10", "-310.00", "77.00"]


@pytest.mark.parametrize("kind", ["bank", "gl"])
def test_money_that_would_all_go_one_way_is_never_called_sure(tmp_path, kind):
    def make() -> bytes:
        return b"Account Number,Posting Date,Description,Amount\n4400,2026-09-01,A,10.00\n4400,2026-09-02,B,3.00\n"

    amount = next(m for m in propose_for(tmp_path, make, "b.csv", kind).fit.matches if m.field == "amount")
    assert amount.confidence < LIKELY
    assert "which way" in amount.reason


@pytest.mark.parametrize(
    "sides", ["Withdrawal Amount,Deposit Amount", "Payments,Receipts", "Out,In", "Debit $,Credit $"]
)
def test_two_columns_of_money_are_two_ways_by_many_names(tmp_path, sides):
    rows = "4400,09/13/2026,A,,1250.40\n4400,09/22/2026,B,300.00,\n"
    make = f"Account Number,Posting Date,Description,{sides}\n{rows}".encode
    assert [row["amount"] for row in propose_for(tmp_path, make, "w.csv").trial.preview] == ["1250.40", "-300.00"]


def test_no_proposal_passes_over_the_money_of_a_file_and_no_birth_date_is_a_day_of_money(tmp_path):
    def make() -> bytes:
        rows = b"P1,A FIXTURE,04/15/1961,Aetna,180.25\nP2,B FIXTURE,07/21/1950,BCBS,25.00\n"
        return b"Payment ID,Name,DOB,Payer,Amount\n" + rows

    assert propose_for(tmp_path, make, "p.csv").content is None
    said = run(tmp_path / "p.csv", "--as", "pm").output + run(tmp_path / "p.csv", "--json").output
    assert "1961" not in said
    assert "07/21" not in said


def test_a_total_that_no_reading_makes_agree_is_told(tmp_path):
    def make() -> bytes:
        rows = b"2026-09-01,A,100.00\n2026-09-02,B,-35.00\n2026-09-03,C,1.00\nTotal,,99.00\n"
        return b"Posting Date,Description,Amount\n" + rows

    assert propose_for(tmp_path, make, "t.csv").trial.totals == [
        "line 5: Amount states 99.00, its rows add up to 66.00, which is not the same: the row is passed over"
    ]


def test_a_part_of_an_amount_is_not_the_amount_and_the_field_of_that_name_wins(tmp_path):
    def make() -> bytes:
        head = b"Deposit Date,Payer ID,Payer Name,Check Number,Discount Amt,Paid Amt\n"
        return head + b"09/13/2026,60054,Aetna,00077,1.00,88.10\n09/14/2026,87726,UHC,00078,0.50,12.00\n"

    taken = {m.field: m.columns for m in propose_for(tmp_path, make, "p.csv", "pm").fit.matches}
    assert (taken["amount"], taken["payer_name"]) == (("Paid Amt",), ("Payer Name",))
    assert vocabulary.likeness("refund", "amount", "Refund Amount USD")[0] > 0


def test_an_account_in_the_cell_of_its_word_is_read(tmp_path):
    make = exports.above().replace(b"Account Number:,", b"Account Number: ")
    proposal = propose_for(tmp_path, lambda: make, "a.csv")
    assert proposal.content["preamble"] == {"account": {"takes": ACCOUNT_WITHIN}}
    assert proposal.trial.preview[0]["account_number"].isdigit()


def test_accounts_nobody_names_are_not_one(tmp_path):
    def make() -> bytes:
        return b"Posting Date,Description,Amount\n2026-09-01,A,10.00\n2026-09-02,B,-3.00\n"

    numbers = [propose_for(tmp_path, make, name).trial.preview[0]["account_number"] for name in ("a.csv", "b.csv")]
    assert numbers == ["unknown of bank_a", "unknown of bank_b"]
    said = run(tmp_path / "a.csv", "--write", tmp_path / "bank_a.yaml").output
    assert "Before the next run check first: account_number." in " ".join(said.split())


def test_nothing_is_learned_of_a_layout_that_was_only_proposed(tmp_path, monkeypatch):
    proposal = propose_for(tmp_path, exports.bank, "b.csv")
    content = json.loads(json.dumps(proposal.content).replace("Posting Date", "Zzz"))
    proposed = Layout.model_validate({"name": "bank_b"} | content)
    monkeypatch.setattr(vocabulary, "load_layouts", lambda: {"bank_b": proposed})
    assert vocabulary._learned.__wrapped__() == {}  # noqa: SLF001  (its cache holds the layouts there are)
