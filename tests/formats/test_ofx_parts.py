"""An OFX file read in parts holds together exactly what it holds when read whole, wherever it is cut."""

import re
from dataclasses import replace
from random import Random

import pytest

from pipeline.adapters import IncompleteFileError, Reading, UnreadableFileError, bank_ofx
from pipeline.formats import ofx_parts, statements_parts
from pipeline.formats.statements_parts import join_parts
from pipeline.ingest.reading import require_whole
from pipeline.settings import PROJECT
from tests.fuzz.fuzzing import CRASHERS
from tests.fuzz.mutate import mutate

SAMPLES = [
    path
    for folder in (PROJECT / "data/samples/golden/bank_ofx", CRASHERS / "bank_ofx")
    for path in sorted(folder.iterdir())
    if path.suffix != ".json"
]
HEAD = "OFXHEADER:100\nCHARSET:1252\n\n<OFX>\n<SONRS><STATUS><CODE>0</STATUS><DTSERVER>20260903</SONRS>\n<STMTTRNRS>"
ACCOUNT = "<CURDEF>USD<BANKACCTFROM><ACCTID>{}</BANKACCTFROM><BANKTRANLIST>\n"
BALANCE = "<LEDGERBAL>\n<BALAMT>5.00\n<DTASOF>20260902</LEDGERBAL>\n"


def line(number: int, day: str = "20260901", **said: str) -> str:
    said = {"TRNTYPE": "CREDIT", "DTPOSTED": day, "TRNAMT": f"{number}.00", "FITID": f"F{number}"} | said
    return "<STMTTRN>" + "\n".join(f"<{tag}>{text}" for tag, text in said.items()) + "\n</STMTTRN>\n"


def statement(lines: str, account: str = ACCOUNT, number: str = "44") -> str:
    return f"<STMTRS>{account.format(number)}{lines}</BANKTRANLIST>\n{BALANCE}</STMTRS>\n"


def file_of(*statements: str) -> bytes:
    return f"{HEAD}{''.join(statements)}</STMTTRNRS>\n</OFX>\n".encode()


LINES = "".join(line(number, NAME="A &amp; B", MEMO=f"MÜLLER {number}") for number in range(1, 12))
TWINS = "".join(line(number % 3, FITID="") for number in range(12))
SIX = "".join(line(number, day=day) for number, day in enumerate(["20260801", "310826", "300826", "20260802"] * 3))
BEHIND = "</BANKTRANLIST><CURDEF>USD<BANKACCTFROM><ACCTID>44</BANKACCTFROM>"
LATE = f"<STMTRS><BANKTRANLIST>\n{LINES}{BEHIND}{BALANCE}</STMTRS>"
WHOLE = file_of(statement(LINES), statement(TWINS, number="45"), statement(LINES))
FILES = {
    "several statements": WHOLE,
    "twins in different parts": file_of(statement(TWINS)),
    "twins that are one text": file_of(statement(line(1, FITID="") * 9)),
    "CR LF": WHOLE.replace(b"\n", b"\r\n"),
    "CR": WHOLE.replace(b"\n", b"\r"),
    "one line": WHOLE.replace(b"\n", b""),
    "no last line end": WHOLE.rstrip(),
    "byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "UTF-16": WHOLE.decode().encode("utf-16"),
    "Windows-1252": WHOLE.decode().encode("cp1252"),
    "no end tags of lines": WHOLE.replace(b"</STMTTRN>\n", b""),
    "end tags on all": re.sub(rb"<(NAME|MEMO|FITID|TRNAMT)>([^\n]*)", rb"<\1>\2</\1>", WHOLE),
    "CDATA": WHOLE.replace(b"A &amp; B", b"<![CDATA[A <B>\n]]>]]>"),
    "six digits": file_of(statement(SIX), statement(LINES)),
    "six digits and days of the statement": file_of(statement(SIX, ACCOUNT + "<DTSTART>20260801<DTEND>20260831")),
    "account behind its lines": file_of(LATE, statement(LINES)),
    "account named again": file_of(statement(LINES, ACCOUNT + LINES + "<ACCTID>44\n")),
    "strays": file_of(LINES, statement(LINES)),
    "corrections": file_of(statement(LINES + line(20, CORRECTACTION="DELETE") + LINES)),
    "errors": file_of("<STATUS><CODE>2000</STATUS>\n", statement(LINES), "<STATUS><CODE>15500</STATUS>\n"),
    "balances inside": file_of(statement(LINES.replace("</STMTTRN>", f"{BALANCE}</STMTTRN>"))),
    "a text longer than a part": file_of(statement(line(1, MEMO="x" * 3_000) + LINES)),
    "pending lines": file_of(statement(LINES + "<BANKTRANLISTP><STMTTRNP><TRNAMT>9</STMTTRNP></BANKTRANLISTP>")),
}
BROKEN = {
    "cut off": WHOLE[: len(WHOLE) // 2],
    "cut off in its end tag": WHOLE.rstrip()[:-2],
    "open section": WHOLE.replace(b"MEMO>M", b"MEMO><![CDATA[M", 5),
    "document type behind the lines": WHOLE.replace(b"</STMTTRNRS>", b"<!DOCTYPE a></STMTTRNRS>"),
    "error instead of a statement": file_of("<STATUS><CODE>2000</STATUS>\n" * 9),
    "too many open tags": file_of(statement(LINES), "<FI>\n" * 300),
    "another account behind the lines": file_of(statement(LINES + "<ACCTID>55\n" + LINES)),
}


def read_in(data: bytes, size: int, monkeypatch) -> Reading:
    """The parts of the file, cut at about `size` characters, as one; every part is whole in itself."""
    monkeypatch.setattr(statements_parts, "PART_ROWS", 1 + size // 200)
    monkeypatch.setattr(ofx_parts, "PIECE", size)
    step = max(size, 256)
    parts = list(bank_ofx.read_parts("", (data[at : at + step] for at in range(0, len(data), step))))
    for part in parts:
        require_whole(part)
        assert part.envelope >= 0
    assert not any(part.notes or part.ignored or part.delivered_at for part in parts[:-1])
    return join_parts(parts)


def content(reading: Reading) -> Reading:
    """The reading with rows that can be compared."""
    records = {record: frame.to_dicts() for record, frame in reading.records.items()}
    return replace(reading, records=records, refused=reading.refused.to_dicts())


@pytest.mark.parametrize("size", [60, 900])
@pytest.mark.parametrize("name", FILES)
def test_parts_hold_together_what_the_whole_holds(name, size, monkeypatch):
    whole = content(bank_ofx.read("", FILES[name]))
    assert content(read_in(FILES[name], size, monkeypatch)) == whole
    assert len(whole.records["bank_transaction"]) + len(whole.refused) > 8


@pytest.mark.parametrize("size", [60, 900])
@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_whole_cannot_be_read_in_parts_and_the_sentence_is_the_same(name, size, monkeypatch):
    with pytest.raises(UnreadableFileError) as whole:
        bank_ofx.read("", BROKEN[name])
    with pytest.raises(type(whole.value)) as parts:
        read_in(BROKEN[name], size, monkeypatch)
    assert str(parts.value) == str(whole.value)
    assert isinstance(whole.value, IncompleteFileError) == ("cut off" in name or "section" in name)


def test_a_file_of_many_lines_is_really_cut(monkeypatch):
    monkeypatch.setattr(statements_parts, "PART_ROWS", 5)
    monkeypatch.setattr(ofx_parts, "PIECE", 300)
    assert len(list(bank_ofx.read_parts("", [WHOLE]))) > 3


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_and_damaged_forms_of_it_read_the_same_in_parts(path, monkeypatch):
    for number in range(8):
        chance = Random(number)  # noqa: S311  (accidents, no secrets)
        data = mutate(path.read_bytes(), chance, []) if number else path.read_bytes()
        try:
            whole = content(bank_ofx.read("", data))
        except UnreadableFileError as error:
            whole = type(error)
        try:
            parts = content(read_in(data, 200, monkeypatch))
        except UnreadableFileError as error:
            parts = type(error)
        assert parts == whole
        monkeypatch.undo()
