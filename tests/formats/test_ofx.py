"""OFX as tags: headers, empty tags, missing end tags, what is passed over, how values are written."""

import polars as pl
import pytest

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.ofx import Aggregate, is_ofx
from pipeline.formats.ofx_parts import read_wire
from pipeline.formats.ofx_values import read_amount, read_day, read_instant, read_six_digits

LINE = "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260901<TRNAMT>5.00<FITID>1<NAME>A</STMTTRN>"


def read_text(text: str):
    *_, wire = read_wire([text.encode()])
    return wire


def read(body: str, head: str = "OFXHEADER:100\n\n"):
    account = "<CURDEF>USD<BANKACCTFROM><ACCTID>44</BANKACCTFROM>"
    return read_text(f"{head}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>{account}{body}</STMTRS></STMTTRNRS></OFX>\n")


def read_lines(body: str) -> list[Aggregate]:
    return read(body).waiting


def value_of(expression, text: str | None) -> str | None:
    return pl.DataFrame({"text": [text]}, schema={"text": pl.String}).select(expression(pl.col("text"))).item()


@pytest.mark.parametrize(
    "head",
    [
        "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX>",
        "\n\n\nOFXHEADER:100DATA:OFXSGMLVERSION:102<OFX>",
        '<?xml version="1.0"?>\n<?OFX OFXHEADER="200"?><OFX>',
        "\ufeff<OFX>",
        "ofxheader:100",
    ],
)
def test_every_header_banks_write_is_recognised(head):
    assert is_ofx(head)


@pytest.mark.parametrize("head", ["Date,Amount\n<OFX>", "<html><OFX>", "<?xml version='1.0'?><Document/>", ""])
def test_other_files_are_not(head):
    assert not is_ofx(head)


def test_tags_with_and_without_end_tags_read_alike():
    closed = LINE.replace("<DTPOSTED>20260901", "<DTPOSTED>20260901</DTPOSTED>").replace("<NAME>A", "<NAME>A</NAME>")
    values = [read_lines(body)[0].values for body in (LINE, closed)]
    assert values[0] == values[1]
    assert values[0]["NAME"] == "A"


def test_an_empty_tag_takes_nothing_from_its_neighbour():
    line = read_lines("<STMTTRN><FITID><MEMO></MEMO> stray <NAME>A</STMTTRN>")[0]
    assert line.values == {"NAME": "A"}


def test_a_line_that_is_never_closed_ends_where_the_next_begins():
    lines = read_lines("<STMTTRN>\n<FITID>1\n<STMTTRN>\n<FITID>2\n</STMTTRN>")
    assert [(line.values["FITID"], line.line, line.end) for line in lines] == [("1", 3, 5), ("2", 5, 7)]


def test_many_lines_that_are_never_closed_are_looked_at_once():
    assert len(read_lines("<STMTTRN><FITID>1<NAME>A\n" * 20_000)) == 20_000


def test_names_of_payees_and_other_accounts_stay_apart():
    body = "<STMTTRN><PAYEE><NAME>P</PAYEE><BANKACCTTO><ACCTID>9</BANKACCTTO><NAME>A</STMTTRN>"
    line = read_lines(body)[0]
    assert line.values == {"PAYEE.NAME": "P", "BANKACCTTO.ACCTID": "9", "NAME": "A"}
    assert line.statement.values["ACCTID"] == "44"


def test_characters_are_resolved_and_nothing_else():
    line = read_lines("<STMTTRN><NAME>A &amp; B &#67; &copy; 1 < 2<MEMO><![CDATA[<X> & Y]]> Z</STMTTRN>")
    assert line[0].values == {"NAME": "A & B C &copy; 1 < 2", "MEMO": "<X> & Y Z"}


def test_a_tag_written_twice_keeps_both_texts():
    assert read_lines("<STMTTRN><TRNAMT>5<TRNAMT>6</STMTTRN>")[0].values == {"TRNAMT": "5\n6"}


def test_pending_lines_and_securities_are_counted_only():
    pending = "<BANKTRANLISTP><STMTTRNP><TRNAMT>9</STMTTRNP></BANKTRANLISTP>"
    wire = read(f"{pending}<INVTRANLIST><BUYMF><TOTAL>1</BUYMF></INVTRANLIST>")
    assert wire.passed == {"STMTTRNP": 1, "BUYMF": 1}
    assert not wire.waiting


def test_a_file_without_its_end_is_incomplete():
    with pytest.raises(IncompleteFileError, match="end tag"):
        read_text(f"<OFX><STMTRS>{LINE}")


def test_hostile_nesting_and_open_sections_end_at_once():
    with pytest.raises(UnreadableFileError, match="more than 100 tags are open"):
        read_text("<OFX>" + "<FI>" * 200_000 + "</OFX>")
    with pytest.raises(IncompleteFileError, match="CDATA"):
        read_text("<OFX>" + "<![CDATA[" * 100_000 + "</OFX>")


def test_a_document_type_is_refused():
    with pytest.raises(UnreadableFileError, match="line 2"):
        read_text('<?xml version="1.0"?>\n<!DOCTYPE OFX [<!ENTITY a "b">]><OFX></OFX>')


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1.50", "1.50"),
        ("-1,5", "-1.5"),
        ("+,50", "+.50"),
        ("1,234.56", "1234.56"),
        ("-1.234,56", "-1234.56"),
        ("1,234", "1.234"),
        ("1,23,4.5", "1,23,4.5"),
        ("$120", "$120"),
        (None, None),
    ],
)
def test_amounts_move_characters_only(written, read_as):
    assert value_of(read_amount, written) == read_as


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("20260901", "2026-09-01"),
        ("20260901233000.000[-5:EST]", "2026-09-01"),
        ("202609012330", "2026-09-01"),
        ("20260231", "2026-02-31"),
        ("00000000", None),
        ("0", None),
        ("2026090", "2026090"),
        ("010926", "010926"),
    ],
)
def test_days_are_those_at_the_bank(written, read_as):
    assert value_of(read_day, written) == read_as


def test_six_digits_are_read_only_where_one_order_is_left():
    both = {"310826": "2026-08-31", "010826": "2026-08-01"}
    assert read_six_digits(["310826", "010826"], None, None) == {}
    assert read_six_digits(["310826", "010826"], "2026-08-01", "2026-08-31") == both
    assert read_six_digits(["010226"], None, None) == {}
    assert read_six_digits(["010226"], "2026-02-01", "2026-02-28") == {"010226": "2026-02-01"}
    assert read_six_digits(["010226"], "2026-03-01", "2026-03-28") == {}
    assert read_six_digits(["111111"], None, None) == {"111111": "2011-11-11"}


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("20260903060000.000[-5:EST]", "2026-09-03T06:00:00-05:00"),
        ("20260903", "2026-09-03T00:00:00"),
        ("20260903060000[5.5:IST]", "2026-09-03T06:00:00+05:30"),
        ("00000000", None),
        ("", None),
    ],
)
def test_the_time_of_making_keeps_its_offset(written, read_as):
    assert read_instant(written) == read_as
