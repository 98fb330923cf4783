"""camt as parts: namespaces, document types, lines, what one entry says, totals a statement states."""

import pytest

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.camt import Wire, is_camt, read_wire
from pipeline.formats.camt_entries import make_entry

SPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001"
ENTRY = "<Ntry><Amt Ccy='USD'>5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>{}</Ntry>"


def read_text(text: str) -> Wire:
    *_, wire = read_wire([text.encode()], make_entry)
    return wire


def read(inside: str, namespace: str = f"{SPACE}.02", body: str = "BkToCstmrStmt", statement: str = "Stmt"):
    text = f"<Document xmlns='{namespace}'>\n<{body}>\n<{statement}>\n{inside}\n</{statement}></{body}></Document>"
    return read_text(text)


def entry(inside: str = "", outside: str = "{}"):
    return read(outside.format(ENTRY.format(inside))).statement.rows[0]


@pytest.mark.parametrize("version", ["02", "03", "04", "06", "08", "10", "13", "14"])
def test_every_version_reads_alike(version):
    assert len(read(ENTRY.format(""), f"{SPACE}.{version}").statement.rows) == 1


@pytest.mark.parametrize("namespace", [f"{SPACE}.01", f"{SPACE}.15", f"{SPACE}.2", "urn:other", ""])
def test_a_namespace_of_something_else_is_named(namespace):
    with pytest.raises(UnreadableFileError, match="line 1: the namespace is not that of camt"):
        read("", namespace)


def test_an_intraday_report_and_a_message_under_the_wrong_name_are_refused():
    with pytest.raises(UnreadableFileError, match="end-of-day statement"):
        read("", SPACE.replace("053", "052") + ".02", "BkToCstmrAcctRpt", "Rpt")
    with pytest.raises(UnreadableFileError, match="line 2: the message is not the one"):
        read("", body="BkToCstmrDbtCdtNtfctn", statement="Ntfctn")


def test_a_notification_is_read_as_a_statement_is():
    wire = read(ENTRY.format(""), SPACE.replace("053", "054") + ".08", "BkToCstmrDbtCdtNtfctn", "Ntfctn")
    assert len(wire.statement.rows) == 1


@pytest.mark.parametrize(
    "declaration",
    ["<!DOCTYPE Document>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<!DOCTYPE a SYSTEM 'file:///etc/hostname'>"],
)
def test_a_document_type_is_refused(declaration):
    with pytest.raises(UnreadableFileError, match="line 1: a document type or entity is declared"):
        read_text(f"{declaration}<Document xmlns='{SPACE}.02'/>")


def test_a_file_that_stops_is_incomplete_and_a_broken_one_is_unreadable():
    with pytest.raises(IncompleteFileError, match="ends inside an element"):
        read_text(f"<Document xmlns='{SPACE}.02'><BkToCstmrStmt>")
    with pytest.raises(UnreadableFileError, match="no well-formed XML"):
        read_text(f"<Document xmlns='{SPACE}.02'></Stmt>")


def test_hostile_nesting_ends_at_once():
    with pytest.raises(UnreadableFileError, match="nested more than 100 deep"):
        read("<Ntry>" + "<a>" * 100_000)


@pytest.mark.parametrize("encoding", ["UTF-9", "shift_jis"])
def test_an_encoding_nobody_reads_is_named(encoding):
    with pytest.raises(UnreadableFileError, match="encoding"):
        read_text(f"<?xml version='1.0' encoding='{encoding}'?><Document xmlns='{SPACE}.02'/>")


def test_a_message_without_a_statement_names_its_line():
    with pytest.raises(UnreadableFileError, match="line 2: the message holds no statement"):
        read_text(f"<Document xmlns='{SPACE}.02'>\n<BkToCstmrStmt/></Document>")
    assert read_text(f"<Document xmlns='{SPACE}.02'/>").is_empty


@pytest.mark.parametrize("head", ["<?xml version='1.0'?><Document xmlns='urn:other'/>", "camt.053", ""])
def test_other_files_are_not_recognised(head):
    assert not is_camt(head)


def test_an_entry_knows_its_lines():
    row = read("<Acct/>\n" + ENTRY.format("\n\n")).statement.rows[0]
    assert (row.line, row.end) == (5, 7)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<BkTxCd><Domn><Cd>A</Cd><Fmly><Cd>B</Cd><SubFmlyCd>C</SubFmlyCd></Fmly></Domn></BkTxCd>", "camt:A.B.C"),
        ("<BkTxCd><Domn><Cd>A</Cd></Domn><Prtry><Cd>9</Cd></Prtry></BkTxCd>", "camt:A"),
        ("<BkTxCd><Prtry><Cd>N 1/2</Cd></Prtry></BkTxCd>", "camt:N_1_2"),
        ("", "camt:unstated"),
    ],
)
def test_the_type_is_the_iso_code_else_the_banks_own(inside, code):
    assert entry(inside).values["type_code"] == code


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("<Dt>2026-09-01</Dt>", "2026-09-01"),
        ("<DtTm>2026-09-01T23:30:00-05:00</DtTm>", "2026-09-01"),
        ("", None),
    ],
)
def test_a_day_is_a_date_or_a_date_with_time(day, expected):
    assert entry(f"<BookgDt>{day}</BookgDt>").values["statement_date"] == expected


def test_a_batch_gives_its_texts_and_no_reference_of_a_customer():
    batch = "<NtryDtls><TxDtls><Refs><EndToEndId>{}</EndToEndId></Refs><Amt Ccy='USD'>2</Amt></TxDtls></NtryDtls>"
    two = entry(batch.format("A") + batch.format("B")).values
    assert (two["customer_reference"], two["description"], two["amount"]) == (None, "A\nB", "5.00")
    one = entry(batch.format("A")).values
    assert (one["customer_reference"], one["description"], one["amount"]) == ("A", "A", "5.00")


def test_the_payer_of_a_credit_is_named_and_not_the_practice():
    parties = "<RltdPties><Dbtr><Nm>PAYER</Nm></Dbtr><Cdtr><Nm>PRACTICE</Nm></Cdtr></RltdPties>"
    assert entry(f"<NtryDtls><TxDtls>{parties}</TxDtls></NtryDtls>").values["description"] == "PAYER"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [("BOOK", "DONE", "status"), ("5.00", "-5.00", "minus")],
)
def test_a_status_nobody_knows_and_a_minus_are_refused(old, new, reason):
    row = read(ENTRY.format("").replace(old, new)).statement.rows[0]
    assert reason in row.reason


def test_a_status_may_stand_deeper_and_an_entry_not_booked_is_no_line():
    row = read(ENTRY.format("").replace("BOOK", "<Cd>PDNG</Cd>")).statement.rows[0]
    assert row.record == "PDNG"
