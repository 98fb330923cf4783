"""A large table read in parts gives the rows, lines and refusals of one read whole, wherever it is cut."""

import polars as pl
import pytest

from pipeline.adapters.delimited import read, read_parts
from pipeline.formats import tables
from pipeline.layouts import load_layouts, parts

TITLE = "Cedar Hollow Payments,,,,,,,,,,,,,,,,,"
HEADER = (
    "ID,CreatedDate,LastModifiedDate,PracticeId,PostDate,AdjudicationDate,PayerType,PayerName,PaymentMethod,Category,"
    "ReferenceNumber,BatchNumber,AppointmentID,Amount,Applied,Adjustments,Unapplied,Refunds"
)
NAME = "pm/payments_202609.csv"


def payment(number: int, payer: str = "SAMPLE HEALTH") -> str:
    day = f"07/0{1 + number % 9}/2026"
    return f"{number},07/01/2026,{day},1001,07/01/2026,,Insurance,{payer},Check,,{number},B1,,{number}.50,0,0,0,0"


ROWS = [
    TITLE, HEADER, *map(payment, range(1, 90)), "", payment(90, '"FIXTURE\n""HEALTH"", INC"'), "too,short",
    *map(payment, range(91, 180)), TITLE, HEADER, *map(payment, range(180, 260)), payment(260, "x,y"),
    payment(261, "é"),
]  # fmt: skip


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(tables, "_CHUNK", 60)
    monkeypatch.setattr(parts, "_PIECES", 2)


def cut(data: bytes, size: int) -> list[bytes]:
    """The first chunk holds the header; the others are so small that lines, characters and quotes are cut."""
    return [data[:3000], *(data[at : at + size] for at in range(3000, len(data), size))]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("size", [1, 97, 5000])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_parts_are_together_the_whole(encoding, end, size):
    data = end.join([*ROWS, ""]).encode(encoding)
    whole, found = read(NAME, data), list(read_parts(NAME, cut(data, size)))
    assert len(found) > 1
    for record, frame in whole.records.items():
        assert len(frame) > 250
        assert pl.concat([part.records[record] for part in found]).equals(frame)
    assert pl.concat([part.refused for part in found]).equals(whole.refused)
    assert len(whole.refused) == 2
    assert sum(part.lines for part in found) == whole.lines
    assert sum(part.envelope for part in found) == whole.envelope
    assert all(part.envelope >= 0 for part in found)
    assert max(filter(None, (part.delivered_at for part in found)), default=None) == whole.delivered_at


@pytest.mark.usefixtures("small_parts")
def test_the_name_dates_a_file_whose_rows_do_not():
    data = "\n".join([*ROWS, ""]).replace("/2026", "/20x6").encode()
    whole, found = read(NAME, data), list(read_parts(NAME, cut(data, 500)))
    assert whole.delivered_at
    assert [part.delivered_at for part in found if part.delivered_at] == [whole.delivered_at]


def test_a_table_whose_rows_lean_on_others_is_read_whole():
    leaning = {name for name, layout in load_layouts().items() if not parts.is_cut_anywhere(layout)}
    assert {"bank_signed_amount", "gl_quickbooks_online"} <= leaning
    assert not {"pm_kareo_payments", "pm_kareo_charges", "pm_epic_transactions"} & leaning
    data = b"Posting Date,Account Number,Description,Memo,Check Number,Amount,Running Balance,Currency\n" + (
        b"08/01/2026,4400012345,SAMPLE,SAMPLE,,1.00,1.00,USD\n" * 2
    )
    [only] = read_parts("bank.csv", [data])
    assert only.records["bank_transaction"].equals(read("bank.csv", data).records["bank_transaction"])
