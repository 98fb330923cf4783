"""A large table read in parts gives the rows, lines, totals and refusals of one read whole, wherever it is cut."""

from dataclasses import replace
from random import Random

import polars as pl
import pytest

from pipeline.adapters import Reading, UnreadableFileError, delimited
from pipeline.formats import stretches, tables
from pipeline.formats.delimited import decode
from pipeline.layouts import load_layouts, parts
from tests.fuzz.mutate import mutate
from tests.fuzz.seeds import samples_of
from tests.layouts.sheet import layout_of, table_of

TITLE = "Cedar Hollow Payments,,,,,,,,,,,,,,,,,"
HEADER = (
    "ID,CreatedDate,LastModifiedDate,PracticeId,PostDate,AdjudicationDate,PayerType,PayerName,PaymentMethod,Category,"
    "ReferenceNumber,BatchNumber,AppointmentID,Amount,Applied,Adjustments,Unapplied,Refunds"
)
NAME = "pm/payments_202609.csv"
BANK = "Posting Date,Account Number,Description,Memo,Check Number,Amount,Running Balance,Currency"
SAMPLES = samples_of("delimited")
HELD = {
    "gl_quickbooks_desktop_general_ledger": "a tree of accounts: a total far below tells whether a section is a child",
    "gl_quickbooks_online": "the same",
    "gl_quickbooks_online_au": "the same",
    "gl_quickbooks_online_quickreport": "the same",
}


def payment(number: int, payer: str = "SAMPLE HEALTH") -> str:
    day = f"07/0{1 + number % 9}/2026"
    return f"{number},07/01/2026,{day},1001,07/01/2026,,Insurance,{payer},Check,,{number},B1,,{number}.50,0,0,0,0"


ROWS = [
    TITLE, HEADER, *map(payment, range(1, 90)), "", payment(90, '"FIXTURE\n""HEALTH"", INC"'), "too,short",
    *map(payment, range(91, 180)), TITLE, HEADER, *map(payment, range(180, 260)), payment(260, "x,y"),
    payment(261, "é"), *(payment(number, '"A ""B"", C"') for number in range(262, 400)),
]  # fmt: skip


def read_slowly(name: str, data: bytes) -> Reading | str:
    """The file as one table, each row looked at by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "find_usual", lambda *_: None)
        return attempt(lambda: delimited.read(name, data))


def read_cut(name: str, data: bytes, size: int) -> list[Reading] | str:
    """The same in many small parts; the first chunk is `size` bytes large, like all others."""
    chunks = (data[at : at + size] for at in range(0, len(data), size))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "HEAD_BYTES", 5000)
        patch.setattr(tables, "_CHUNK", 60)
        patch.setattr(parts, "_ROWS", 120)
        patch.setattr(stretches, "_LEAST", 3)
        return attempt(lambda: list(delimited.read_parts(name, chunks)))


def attempt(read):
    try:
        return read()
    except UnreadableFileError as error:
        return f"{type(error).__name__}: {error}"


def require_equal(whole: Reading | str, found: list[Reading] | str) -> None:
    if isinstance(whole, str) or isinstance(found, str):
        assert found == whole
        return
    for record, frame in whole.records.items():
        assert pl.concat([part.records[record] for part in found]).equals(frame)
    assert pl.concat([part.refused for part in found]).equals(whole.refused)
    assert sum(part.lines for part in found) == whole.lines
    assert sum(part.envelope for part in found) == whole.envelope
    assert all(part.envelope >= 0 for part in found)
    totals = [total for part in found for total in part.totals]
    assert sorted(totals, key=str) == sorted(whole.totals, key=str)
    assert [note for part in found for note in part.notes] == whole.notes
    assert [part.delivered_at for part in found if part.delivered_at] == [whole.delivered_at] * bool(whole.delivered_at)
    assert {part.delivers_everything for part in found} == {whole.delivers_everything}


@pytest.mark.parametrize(
    ("encoding", "size"), [("utf-8-sig", 1), ("utf-8-sig", 97), ("cp1252", 97), ("cp1252", 20_000), ("utf-16", 997)]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_parts_are_together_the_whole(encoding, end, size):
    data = end.join([*ROWS, ""]).encode(encoding)
    whole, found = read_slowly(NAME, data), read_cut(NAME, data, size)
    assert len(found) > 2
    assert len(whole.refused) == 2
    require_equal(whole, found)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name + "/" + path.name)
def test_every_layout_says_the_same_of_a_file_in_parts(sample):
    """The sample again and again: rows become twins, totals are wrong, headers and titles stand on each page."""
    text = decode(sample.read_bytes())
    rows = text.splitlines(keepends=True)
    data = "".join([text * 8, *(rows[-1:] * 150), *rows]).encode()
    require_equal(read_slowly(sample.name, data), read_cut(sample.name, data, 9001))


@pytest.mark.parametrize("start", range(8))
def test_a_damaged_file_ends_the_same_in_parts(start):
    chance = Random(start)  # noqa: S311  (not for secrets)
    for sample in SAMPLES[start::8]:
        text = decode(sample.read_bytes()).encode()
        data = mutate(text * chance.choice([1, 6]), chance, [text])
        require_equal(read_slowly(sample.name, data), read_cut(sample.name, data, chance.choice([50, 900, 9000])))


def test_equal_lines_are_numbered_through_all_parts_and_money_is_compared_by_its_worth():
    lines = [f"08/01/2026,4400,SAMPLE,,,{amount},1.00,USD" for amount in ("1.00", "2.00", "1", "+1.0", "x", "") * 60]
    data = "\n".join([BANK, *lines, ""]).encode()
    whole, found = read_slowly("bank.csv", data), read_cut("bank.csv", data, 999)
    assert len(found) > 2
    require_equal(whole, found)
    assert whole.records["bank_transaction"]["occurrence"].to_list()[-6:] == ["178", "60", "179", "180", "60", "60"]


def test_a_group_and_the_sum_of_its_rows_go_on_in_the_next_part():
    layout = layout_of("""
      carry: [Payout, Date]
      totals:
        - {column: Note, matches: "^Sub", of: [Net], covers: since_last}
        - {column: Note, matches: "^All", of: [Net]}
    """)
    group = [",,,", "p{},1,1.00,", ",9,2.00,", ",,3.00,", ",,,", ",,4.00,", ",,{}.00,Sub"]
    rows = [row.format(number) for number in range(9) for row in group]
    table = table_of(layout, "\n".join(["Payout,Date,Net,Note", *rows, ",,90.00,All", ""]))
    whole = parts.read_rows(layout, table, "x.csv")
    assert whole.totals[0].found == "10.00"
    assert whole.totals[-1].found == "90.00"
    for size in (1, 2, 5):
        starts = range(0, len(table.frame), size)
        cut = [replace(table, frame=table.frame[at : at + size], lines=size) for at in starts]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(parts, "_ROWS", 1)
            found = list(parts.read_in_parts(layout, cut, "x.csv"))
        assert pl.concat([part.records["card_payout"] for part in found]).equals(whole.records["card_payout"])
        assert [total for part in found for total in part.totals] == whole.totals


def test_the_name_dates_a_file_whose_rows_do_not():
    data = "\n".join([*ROWS, ""]).replace("/2026", "/20x6").encode()
    whole, found = read_slowly(NAME, data), read_cut(NAME, data, 500)
    assert whole.delivered_at
    require_equal(whole, found)


@pytest.mark.parametrize(
    "data", ['1,"2\n3,4\n', "1,2\n" + '"' + "x" * 200_000], ids=["inside a cell", "an endless cell"]
)
def test_a_file_that_ends_badly_ends_so_in_parts(data):
    text = "\n".join([*ROWS, data]).encode()
    assert isinstance(read_slowly(NAME, text), str)
    require_equal(read_slowly(NAME, text), read_cut(NAME, text, 4096))


def test_a_row_without_line_end_may_lack_its_last_cells_or_have_been_cut_short():
    sample = next(path for path in SAMPLES if path.parent.name == "card_paypal_reports")
    rows = decode(sample.read_bytes()).splitlines()
    for end in ("", "\n"):
        data = "\n".join([*rows, *rows[-1:] * 150, rows[-1].rpartition(",")[0]]) + end
        whole = read_slowly(sample.name, data.encode())
        require_equal(whole, read_cut(sample.name, data.encode(), 1000))


def test_an_export_that_makes_no_record_says_so_at_once_also_in_parts():
    header = load_layouts()["card_stripe_fees"].header
    data = ",".join(names[0] for names in header) + '\n"' + ",\n" * 40
    whole = read_slowly("fees.csv", data.encode())
    assert whole.startswith("UnreadableFileError")
    require_equal(whole, read_cut("fees.csv", data.encode(), 100))


def test_only_trees_of_accounts_are_held_to_their_end():
    assert {name for name, layout in load_layouts().items() if layout.sections} == set(HELD)


def test_rows_that_do_not_fit_fill_parts_as_others_do():
    data = "\n".join([TITLE, HEADER, payment(1), *(f"{payment(number)},one cell more" for number in range(2, 900)), ""])
    found = read_cut(NAME, data.encode(), 5000)
    assert max(len(part.refused) for part in found) < 200
    assert sum(len(part.refused) for part in found) == 898
    assert all(part.envelope >= 0 for part in found)
