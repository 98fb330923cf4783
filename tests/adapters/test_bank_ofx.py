"""OFX statements as lines and balances: signs, references, refusals, errors in place of statements."""

import pytest

from pipeline.adapters import UnreadableFileError
from pipeline.adapters.bank_ofx import identify, read
from pipeline.ingest.reading import require_whole

STATUS = "<STATUS><CODE>{code}<SEVERITY>{severity}<MESSAGE>SAMPLE NAME</STATUS>"


def read_lines(body: str, account: str = "<CURDEF>USD<BANKACCTFROM><ACCTID>44</BANKACCTFROM>"):
    text = f"OFXHEADER:100\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>{account}\n{body}\n</STMTRS></STMTTRNRS></OFX>"
    reading = read("any", text.encode())
    require_whole(reading)
    return reading


def line(**values: str) -> str:
    values = {"TRNTYPE": "CREDIT", "DTPOSTED": "20260901", "TRNAMT": "5.00", "FITID": "1"} | values
    return "<STMTTRN>" + "".join(f"<{tag}>{value}" for tag, value in values.items()) + "</STMTTRN>\n"


def lines_of(*lines: str) -> list[dict]:
    return read_lines("".join(lines)).records["bank_transaction"].rows(named=True)


def test_it_is_recognised_by_content_alone():
    assert identify("x.csv", b"OFXHEADER:100\n<OFX>") == "bank_ofx"
    assert identify("x.ofx", b"Date,Amount\n") is None


@pytest.mark.parametrize(("amount", "direction"), [("5.00", "credit"), ("-5.00", "debit"), ("0.00", "credit")])
def test_the_sign_gives_the_direction_whatever_the_type_says(amount, direction):
    assert lines_of(line(TRNAMT=amount, TRNTYPE="Debit"))[0]["direction"] == direction


def test_the_type_becomes_the_type_code_in_upper_case():
    assert lines_of(line(TRNTYPE="DirectDep"))[0]["type_code"] == "ofx:DIRECTDEP"


@pytest.mark.parametrize(
    ("said", "reference"),
    [
        ({"CHECKNUM": "0012"}, "0012"),
        ({"CHKNUM": "12"}, "12"),
        ({"CHECKNUM": "0", "REFNUM": "R"}, "R"),
        ({"CHECKNUM": "000"}, None),
    ],
)
def test_the_check_number_is_the_customers_reference(said, reference):
    assert lines_of(line(**said))[0]["customer_reference"] == reference


def test_name_and_memo_are_the_description_each_on_a_line_of_its_own():
    assert lines_of(line(NAME="A", MEMO="B"))[0]["description"] == "A\nB"
    assert lines_of(line(NAME="A", MEMO="A"))[0]["description"] == "A"


def test_twins_are_two_lines_however_their_amount_is_written():
    twins = lines_of(line(TRNAMT="5.00"), line(TRNAMT="+5"))
    assert [row["occurrence"] for row in twins] == ["1", "2"]


def test_a_currency_of_the_line_wins_over_that_of_the_statement():
    assert lines_of(line(CURRENCY="<CURRATE>1.2<CURSYM>CAD</CURRENCY>"))[0]["currency"] == "CAD"


def test_balances_that_say_nothing_are_passed_and_half_ones_are_kept_for_the_contract():
    body = "<LEDGERBAL><BALAMT><DTASOF></LEDGERBAL><AVAILBAL><BALAMT><DTASOF>20260901</AVAILBAL>"
    rows = read_lines(body).records["bank_balance"].rows(named=True)
    assert [(row["type_code"], row["amount"]) for row in rows] == [("045", None)]


def test_a_correction_and_a_date_that_could_be_two_are_refused():
    refused = read_lines(line(CORRECTACTION="DELETE") + line(DTPOSTED="010226")).refused["reason"].to_list()
    assert "corrects" in refused[0]
    assert "six digits" in refused[1]


def test_an_error_in_place_of_a_statement_is_told_without_the_banks_words():
    text = f"<OFX><SONRS>{STATUS.format(code='15500', severity='ERROR')}</SONRS></OFX>"
    with pytest.raises(UnreadableFileError, match="line 1: the bank answered with error 15500") as error:
        read("any", text.encode())
    assert "SAMPLE" not in str(error.value)


def test_a_sign_on_without_a_statement_says_so():
    reading = read("any", f"<OFX><SONRS>{STATUS.format(code='0', severity='INFO')}</SONRS></OFX>".encode())
    assert (reading.lines, reading.envelope, reading.notes) == (1, 1, ["The bank answered without a statement."])


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_any_charset_is_read(encoding):
    text = f"OFXHEADER:100\n<OFX><STMTRS>{line(NAME='CRÉDIT')}</STMTRS></OFX>"
    assert read("any", text.encode(encoding)).records["bank_transaction"]["description"].item() == "CRÉDIT"


def test_a_line_outside_any_statement_is_refused_not_lost():
    text = f"OFXHEADER:100\n<OFX><SIGNONMSGSRSV1>\n{line()}</SIGNONMSGSRSV1></OFX>\n"
    reading = read("any", text.encode())
    assert reading.refused.select("_line", "_lines").rows() == [(3, 1)]
    assert reading.lines == reading.envelope + 1


def test_text_behind_the_start_of_a_line_does_not_hide_it():
    assert len(lines_of(line().replace("<STMTTRN>", "<STMTTRN>x"))) == 1
