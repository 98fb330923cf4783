"""Exports whose columns changed since their layout was written: read as before, or stopped with a sentence.

Every mutation is applied to shipped layouts' samples. What must never happen: a row is accepted whose amount has gone
silently, or is another one.
"""

import csv
import io
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from pipeline.adapters import HEAD_BYTES, UnreadableFileError, recognise
from pipeline.contracts import load_contracts
from pipeline.formats.delimited import decode, read_heads, read_records
from pipeline.formats.tables import find_header, locate
from pipeline.ingest.judging import count_cents, judge
from pipeline.ingest.reading import require_whole
from pipeline.layouts import Layout, load_layouts
from pipeline.settings import PROJECT
from tests.formats.test_sheets import workbook_of

PAYMENTS = """ID,PracticeId,PostDate,PayerType,PayerName,PaymentMethod,ReferenceNumber,Amount,Applied,Unapplied,Refunds
7,1001,2026-07-21,Insurance,SAMPLE PAYER,EFT,T1,1250.50,1000.00,250.50,0.00
8,1001,2026-07-22,Patient,FIXTURE PATIENT,Check,T2,35.10,35.10,0.00,5.10
9,1001,2026-07-23,Insurance,SAMPLE PAYER,EFT,T3,-12.00,-12.00,0.00,0.00
"""
STRIPE = """balance_transaction_id,automatic_payout_id,created,currency,gross,fee,net,reporting_category,available_on
txn_1,po_1,2026-07-21 10:11:12,usd,1250.50,36.50,1214.00,charge,2026-07-23
txn_2,po_1,2026-07-22 10:11:12,usd,-35.10,0.00,-35.10,refund,2026-07-23
txn_3,po_1,2026-07-23 10:11:12,usd,-1178.90,0.00,-1178.90,payout,2026-07-23
"""
FIRST = {"payments": PAYMENTS, "stripe": STRIPE}
MONEY = {"payments": ["Amount", "Applied", "Unapplied", "Refunds"], "stripe": ["gross", "fee", "net"]}
DAYS = {"payments": ["PostDate"], "stripe": ["created", "available_on"]}


class Export:
    """A table that can be changed and written."""

    def __init__(self, which: str) -> None:
        """The sample of this name."""
        self.head, *self.rows = csv.reader(io.StringIO(FIRST[which]))
        self.money, self.days = MONEY[which], DAYS[which]

    def add(self, at: int, name: str, cell: str = "x"):
        self.head.insert(at, name)
        for row in self.rows:
            row.insert(at, cell)
        return self

    def drop(self, *names: str):
        return self.order([name for name in self.head if name not in names])

    def order(self, names: list[str]):
        at = [self.head.index(name) for name in names]
        self.head, self.rows = names, [[row[place] for place in at] for row in self.rows]
        return self

    def rename(self, change):
        self.head = [change(name) for name in self.head]
        return self

    def twin(self, name: str, change=lambda cell: cell):
        at = self.head.index(name)
        self.head.append(name)
        for row in self.rows:
            row.append(change(row[at]))
        return self

    def rewrite(self, names: list[str], change):
        for at in [self.head.index(name) for name in names]:
            for row in self.rows:
                row[at] = change(row[at])
        return self

    def text(self, delimiter: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([self.head, *self.rows])
        return out.getvalue()

    def workbook(self, change=lambda _, cell: cell) -> bytes:
        return workbook_of(
            [self.head, *([change(n, c) for n, c in zip(self.head, row, strict=True)] for row in self.rows)]
        )


def grouped(cell: str) -> str:
    return f"{Decimal(cell):,.2f}"


def in_parentheses(cell: str) -> str:
    return f"(${cell[1:]})" if cell.startswith("-") else f"${cell}"


def european(cell: str) -> str:
    return f"{Decimal(cell):,.2f}".translate(str.maketrans(",.", ".,"))


def reform(form: str):
    return lambda cell: date.fromisoformat(cell[:10]).strftime(form)


def serial(cell: str) -> str:
    return str((date.fromisoformat(cell[:10]) - date(1899, 12, 30)).days)


READ, STOPPED, REFUSED = "read as before", "the file is stopped", "rows are refused"
MUTATIONS = {
    "a column more at the end": (READ, lambda e: e.add(len(e.head), "New").text()),
    "a column more at the start": (READ, lambda e: e.add(0, "New").text()),
    "a column more in the middle": (READ, lambda e: e.add(4, "New").text()),
    "a column without a name": (READ, lambda e: e.add(3, "").text()),
    "a column that looks like money": (READ, lambda e: e.add(3, "Amount due", "9.99").text()),
    "columns in reverse": (READ, lambda e: e.order(e.head[::-1]).text()),
    "columns by name": (READ, lambda e: e.order(sorted(e.head)).text()),
    "two columns swapped": (READ, lambda e: e.order([e.head[1], e.head[0], *e.head[2:]]).text()),
    "the first column dropped": (STOPPED, lambda e: e.drop(e.head[0]).text()),
    "a column of money dropped": (STOPPED, lambda e: e.drop(e.money[0]).text()),
    "two columns of money dropped": (STOPPED, lambda e: e.drop(*e.money[:2]).text()),
    "half of the columns dropped": (STOPPED, lambda e: e.order(e.head[::2]).text()),
    "only amounts left": (STOPPED, lambda e: e.order(e.money).text()),
    "money renamed": (STOPPED, lambda e: e.rename(lambda n: f"{n} USD" if n == e.money[0] else n).text()),
    "a date renamed": (STOPPED, lambda e: e.rename(lambda n: "Day" if n == e.days[0] else n).text()),
    "every name translated": (STOPPED, lambda e: e.rename(lambda n: n[::-1]).text()),
    "every name with a prefix": (STOPPED, lambda e: e.rename(lambda n: f"x.{n}").text()),
    "names in capitals": (READ, lambda e: e.rename(str.upper).text()),
    "names in small letters": (READ, lambda e: e.rename(str.lower).text()),
    "blanks around names": (READ, lambda e: e.rename(lambda n: f"  {n} ").text()),
    "hard blanks around names": (READ, lambda e: e.rename(lambda n: f"\xa0{n}").text()),
    "money twice, the same": (READ, lambda e: e.twin(e.money[0]).text()),
    "money twice, and it differs": (STOPPED, lambda e: e.twin(e.money[0], lambda _: "1.00").text()),
    "money twice, once empty": (STOPPED, lambda e: e.twin(e.money[0], lambda _: "").text()),
    "a number twice, and it differs": (STOPPED, lambda e: e.twin(e.head[0], lambda c: c + "1").text()),
    "an unread column twice": (READ, lambda e: e.add(0, "New", "1").add(2, "New", "2").text()),
    "money as words": (REFUSED, lambda e: e.rewrite(e.money[:1], lambda _: "n/a").text()),
    "money empty": (REFUSED, lambda e: e.rewrite(e.money[:1], lambda _: "").text()),
    "money with thousands": (READ, lambda e: e.rewrite(e.money, grouped).text()),
    "money with dollars and parentheses": (READ, lambda e: e.rewrite(e.money, in_parentheses).text()),
    "money with decimal commas": (REFUSED, lambda e: e.rewrite(e.money, european).text(";")),
    "money with three decimals": (REFUSED, lambda e: e.rewrite(e.money[:1], lambda c: f"{c}1").text()),
    "money as a power of ten": (REFUSED, lambda e: e.rewrite(e.money[:1], lambda c: f"{Decimal(c):e}").text()),
    "money as errors of a spreadsheet": (REFUSED, lambda e: e.rewrite(e.money[:1], lambda _: "#REF!").text()),
    "money too wide for its column": (REFUSED, lambda e: e.rewrite(e.money[:1], lambda _: "########").text()),
    "dates with dots": (REFUSED, lambda e: e.rewrite(e.days, reform("%d.%m.%Y")).text()),
    "dates with slashes": (READ, lambda e: e.rewrite(e.days, reform("%m/%d/%Y")).text()),
    "dates as serial numbers in text": (REFUSED, lambda e: e.rewrite(e.days, serial).text()),
    "a byte order mark": (READ, lambda e: e.text().encode("utf-8-sig")),
    "UTF-16": (READ, lambda e: e.text().encode("utf-16")),
    "UTF-16 without a mark": (READ, lambda e: e.text().encode("utf-16-be")),
    "Windows-1252": (READ, lambda e: e.add(4, "New", "S\xe3o").text().encode("cp1252")),
    "semicolons": (READ, lambda e: e.text(";")),
    "tabs": (READ, lambda e: e.text("\t")),
    "pipes": (READ, lambda e: e.text("|")),
    "quotes everywhere": (READ, lambda e: e.text(quoting=csv.QUOTE_ALL)),
    "lines ended by CR alone": (READ, lambda e: e.text(end="\r")),
    "lines ended by CRLF": (READ, lambda e: e.text(end="\r\n")),
    "title lines above": (READ, lambda e: "Export\n\nof July\n" + e.text()),
    "the header again at the end of a page": (READ, lambda e: e.text() + e.text().split("\n")[0] + "\n"),
    "no header": (STOPPED, lambda e: e.text().split("\n", 1)[1]),
    "the last row cut short": (REFUSED, lambda e: e.text()[:-30]),
    "a workbook of texts": (READ, lambda e: e.workbook()),
    "a workbook with numbers": (READ, lambda e: e.workbook(lambda n, c: float(c) if n in e.money else c)),
    "a workbook with serial dates": (READ, lambda e: e.workbook(lambda n, c: int(serial(c)) if n in e.days else c)),
    "a workbook with dates": (
        READ,
        lambda e: e.workbook(lambda n, c: date.fromisoformat(c[:10]) if n in e.days else c),
    ),
    "a workbook with errors": (
        REFUSED,
        lambda e: e.workbook(lambda n, c: ("=1/0", "#DIV/0!") if n == e.money[0] else c),
    ),
}


def read(data: str | bytes):
    """Accepted rows of each record, how many were refused, and notes; None where nobody knows the file."""
    data = data.encode() if isinstance(data, str) else data
    known = recognise("export_202607", data[:HEAD_BYTES])
    if known is None:
        return None
    reading = known[1].read("export_202607", data)
    require_whole(reading)
    judged = {record: judge(load_contracts()[record], frame) for record, frame in reading.records.items()}
    refused = len(reading.refused) + sum(len(bad) for _, bad in judged.values())
    return {record: good for record, (good, _) in judged.items()}, refused, reading.notes


def is_stopped(data: str | bytes) -> bool:
    """Whether nobody knows the file, or its reader refuses it with a sentence that names no text of it."""
    try:
        return read(data) is None
    except UnreadableFileError as error:
        return "SAMPLE" not in str(error)


def amounts_of(frames: dict[str, pl.DataFrame]) -> dict[str, list[tuple]]:
    """Cents of every column of money of every row, by record, in an order of their own."""
    found = {}
    for record, frame in frames.items():
        money = [column.name for column in load_contracts()[record].columns if column.type == "money"]
        days = [column.name for column in load_contracts()[record].columns if column.type == "date"]
        found[record] = sorted(map(str, frame.select(*map(count_cents, money), *days).iter_rows()))
    return found


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("which", FIRST)
def test_a_changed_export_is_read_as_before_or_stopped_with_a_sentence(which, mutation):
    expected, change = MUTATIONS[mutation]
    before, _, _ = read(FIRST[which])
    if expected == STOPPED:
        assert is_stopped(change(Export(which)))
        return
    frames, refused, _ = read(change(Export(which)))
    assert expected == (REFUSED if refused else READ)
    kept = {record: set(rows) for record, rows in amounts_of(before).items()}
    if expected == READ:
        assert amounts_of(frames) == amounts_of(before)
    assert all(set(rows) <= kept[record] for record, rows in amounts_of(frames).items())


def samples():
    """Each golden sample of a layout with a header row."""
    for path in sorted((PROJECT / "data" / "samples" / "golden").rglob("*")):
        layout = load_layouts().get(path.parent.name)
        if layout and layout.header and path.is_file() and path.suffix != ".json":
            yield pytest.param(layout, path.read_bytes(), id=f"{layout.name}/{path.name}")


@pytest.mark.parametrize(("layout", "data"), list(samples()))
def test_no_column_of_amounts_of_any_layout_can_be_renamed_in_silence(layout, data):
    known = recognise("x", data[:HEAD_BYTES])
    header = find_header(read_heads(decode(data), layout.quotes), layout.header)
    if known is None or known[0] != f"delimited/{layout.name}" or header is None:
        pytest.skip("read by another layout or reader")
    before, refused, said = read(data)
    records = [cells for _, cells in read_records(decode(data), header.delimiter, layout.quotes)]
    for name, at in locate(header.cells, money_of(layout)).items():
        records[header.record] = [*header.cells[:at], "Zzqx", *header.cells[at + 1 :]]
        out = io.StringIO()
        csv.writer(out, delimiter=header.delimiter, lineterminator="\n").writerows(records)
        changed = out.getvalue().encode()
        if is_stopped(changed) or recognise("x", changed[:HEAD_BYTES])[0] != known[0]:
            continue  # stopped, or another layout that has no such column
        after, more, notes = read(changed)
        assert notes != said or more > refused or amounts_of(after) == amounts_of(before), name


def money_of(layout: Layout) -> list[str]:
    """The columns a layout reads amounts from, by name."""
    found = []
    for block in layout.records:
        types = {column.name: column.type for column in load_contracts()[block.record].columns}
        found += [
            column for name, source in block.fields.items() if types[name] == "money" for column in source.columns
        ]
    return sorted({column for column in found if isinstance(column, str)})


def test_an_amount_that_may_be_missing_is_missed_aloud():
    _, _, notes = read(Export("payments").rename(lambda name: "Given back" if name == "Refunds" else name).text())
    assert "the file lacks Refunds, where amounts are read" in notes[0]
    assert read(Export("payments").drop("Refunds").text())[2] == [], "nothing unread is there that it could be"


def test_a_column_of_a_layout_that_is_missing_is_named_and_no_text_of_the_file_is():
    changed = Export("payments").rename(lambda name: "SECRET" if name == "Amount" else name).text()
    with pytest.raises(UnreadableFileError, match="almost pm_kareo_payments, but its header lacks Amount") as error:
        read(changed)
    assert "SECRET" not in str(error.value)
