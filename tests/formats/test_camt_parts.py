"""A camt file read in parts holds together exactly what it holds when read whole, wherever it is cut."""

from random import Random

import pytest

from pipeline.adapters import IncompleteFileError, Reading, UnreadableFileError, bank_camt
from pipeline.formats import camt, statements_parts
from pipeline.formats.statements_parts import join_parts
from pipeline.ingest.reading import require_whole
from pipeline.settings import PROJECT
from tests.adapters.test_bank_camt import SPACE, balance, entry
from tests.formats.test_ofx_parts import content
from tests.fuzz.fuzzing import CRASHERS
from tests.fuzz.mutate import mutate

SAMPLES = [
    path
    for folder in (PROJECT / "data/samples/golden/bank_camt", CRASHERS / "bank_camt")
    for path in sorted(folder.iterdir())
    if path.suffix != ".json"
]
ACCOUNT = "<Acct><Id><Othr><Id>{}</Id></Othr></Id><Ccy>USD</Ccy></Acct>\n"
BALANCES = [balance("OPBD", "1.00", "2026-08-31"), balance("CLBD", "67.00", "2026-09-02"), balance("ITBD", "9", "x")]
SUMMARY = "<TxsSummry><TtlNtries><NbOfNtries>9</NbOfNtries><Sum>66.00</Sum></TtlNtries></TxsSummry>\n"
ENTRIES = [
    entry(f"{number}.00", f"2026-09-0{1 + number % 2}").replace(
        "</Ntry>", f"\n<AddtlNtryInf>MÜLLER {number}</AddtlNtryInf></Ntry>\n"
    )
    for number in range(1, 12)
]
PENDING = entry("9.00", status="PDNG") + "\n"


def statement(*parts: str, number: str = "44", account: str = ACCOUNT) -> str:
    return "\n".join(("<Stmt>", account.format(number), *parts, "</Stmt>\n"))


def file_of(*statements: str) -> bytes:
    head = "<GrpHdr><CreDtTm>2026-09-02T06:00:00</CreDtTm></GrpHdr>\n"
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<Document xmlns='{SPACE}'><BkToCstmrStmt>\n"
        f"{head}{''.join(statements)}</BkToCstmrStmt></Document>\n"
    ).encode()


ONE = statement(*BALANCES, SUMMARY, *ENTRIES, PENDING, entry("5.00", status="DONE"))
TWO = statement("<CpyDplctInd>COPY</CpyDplctInd>", *BALANCES, entry("-2.00"), *ENTRIES[:3] * 4, number="45")
WHOLE = file_of(ONE, TWO, ONE)
FILES = {
    "several statements": WHOLE,
    "CR LF": WHOLE.replace(b"\n", b"\r\n"),
    "CR": WHOLE.replace(b"\n", b"\r"),
    "one line": WHOLE.replace(b"\n", b" "),
    "no last line end": WHOLE.rstrip(),
    "byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "UTF-16": WHOLE.decode().replace("UTF-8", "UTF-16").replace("\n", "\r\n").encode("utf-16"),
    "Latin": WHOLE.decode().replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    "twins on one line": file_of(statement(entry("5.00") * 12)),
    "account behind its entries": file_of(statement(*ENTRIES, ACCOUNT.format(44), *BALANCES, account="")),
    "no account": file_of(statement(*ENTRIES, *BALANCES, account=""), ONE),
    "two accounts": file_of(statement(*ENTRIES, ACCOUNT.format(45), *ENTRIES)),
    "no days, closing balance in front": file_of(statement(*BALANCES, *ENTRIES[:4], entry("5.00", day=""), *ENTRIES)),
    "no days, closing balance behind": file_of(statement(*ENTRIES[:4], entry("5.00", day=""), *ENTRIES, *BALANCES)),
    "balances between entries": file_of(statement(*ENTRIES, BALANCES[0], *ENTRIES, *BALANCES[1:], SUMMARY)),
    "several currencies": file_of(statement(*BALANCES, *ENTRIES, entry("5.00", currency="EUR"), SUMMARY)),
    "a text longer than a part": WHOLE.replace(b"LLER 3", b"x" * 3_000),
    "a text that is no part": file_of("<Other>" + "<A>x</A>\n" * 200 + "</Other>", ONE),
}
BROKEN = {
    "cut off": WHOLE[: len(WHOLE) // 2],
    "cut off in its end tag": WHOLE.rstrip()[:-2],
    "document type": b"<!DOCTYPE a>" + WHOLE[WHOLE.index(b"<Document") :],
    "an entry inside an entry": WHOLE.replace(b"</Ntry>\n</Stmt>", b"<Ntry/></Ntry></Stmt>"),
    "not well formed behind the entries": WHOLE.replace(b"</BkToCstmrStmt>", b"</BkToCstmr>"),
    "no statement": file_of(),
}


def read_in(data: bytes, size: int, monkeypatch) -> Reading:
    """The parts of the file, cut after about `size` bytes, as one; every part is whole in itself."""
    monkeypatch.setattr(statements_parts, "PART_ROWS", 1 + size // 300)
    monkeypatch.setattr(camt, "PIECE_BYTES", size)
    parts = list(bank_camt.read_parts("", (data[at : at + 3 * size] for at in range(0, len(data), 3 * size))))
    for part in parts:
        require_whole(part)
        assert part.envelope >= 0
    assert not any(part.notes or part.ignored or part.delivered_at or part.totals for part in parts[:-1])
    return join_parts(parts)


@pytest.mark.parametrize("size", [37, 900])
@pytest.mark.parametrize("name", FILES)
def test_parts_hold_together_what_the_whole_holds(name, size, monkeypatch):
    whole = content(bank_camt.read("", FILES[name]))
    assert content(read_in(FILES[name], size, monkeypatch)) == whole
    assert whole.envelope >= 0
    assert len(whole.records["bank_transaction"]) > 8


@pytest.mark.parametrize("size", [37, 900])
@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_whole_cannot_be_read_in_parts_and_the_sentence_is_the_same(name, size, monkeypatch):
    with pytest.raises(UnreadableFileError) as whole:
        bank_camt.read("", BROKEN[name])
    with pytest.raises(type(whole.value)) as parts:
        read_in(BROKEN[name], size, monkeypatch)
    assert str(parts.value) == str(whole.value)
    assert isinstance(whole.value, IncompleteFileError) == ("cut off" in name)


def test_a_file_of_many_entries_is_really_cut(monkeypatch):
    monkeypatch.setattr(statements_parts, "PART_ROWS", 5)
    monkeypatch.setattr(camt, "PIECE_BYTES", 900)
    assert len(list(bank_camt.read_parts("", [WHOLE]))) > 3


def test_a_statement_in_many_parts_is_held_against_its_own_figures_once(monkeypatch):
    totals = read_in(WHOLE, 100, monkeypatch).totals
    closing = [(total.stated, total.found) for total in totals if total.name == "closing balance"]
    assert closing == [("67.00", "72.00"), ("67.00", "23.00"), ("67.00", "72.00")]
    assert [total.found for total in totals if total.name == "number of entries"] == ["13", "13"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_and_damaged_forms_of_it_read_the_same_in_parts(path, monkeypatch):
    for number in range(8):
        chance = Random(number)  # noqa: S311  (accidents, no secrets)
        data = mutate(path.read_bytes(), chance, []) if number else path.read_bytes()
        try:
            whole = content(bank_camt.read("", data))
        except UnreadableFileError as error:
            whole = str(error)
        try:
            parts = content(read_in(data, 200, monkeypatch))
        except UnreadableFileError as error:
            parts = str(error)
        assert parts == whole
        monkeypatch.undo()
