"""A file read in parts holds together exactly what it holds when read whole, wherever it is cut."""

import polars as pl
import pytest

from pipeline.adapters import IncompleteFileError, Reading, ack_277ca, ack_999, claim_837, claim_status_277, era_835
from pipeline.formats import x12_parts
from pipeline.settings import PROJECT
from tests.formats.test_x12_together import remittance

GOLDEN = PROJECT / "data/samples/golden"
ADAPTERS = (era_835, claim_837, ack_277ca, claim_status_277, ack_999)
SAMPLES = [
    pytest.param(adapter, path, id=f"{path.parent.name}/{path.name}")
    for adapter in ADAPTERS
    for path in sorted((GOLDEN / adapter.__name__.rpartition(".")[2]).iterdir())
    if not path.name.endswith(".expected.json")
]


def transactions(numbers, end="~"):
    """ST to SE of each number."""
    texts = [remittance(number).decode() for number in numbers]
    return "".join(text[text.index("ST*") : text.index("GE*")] for text in texts).replace("~", end)


def file_of(*groups, isa=1, stated=None, end="~"):
    """One interchange of groups of transactions."""
    head = remittance(isa).decode()
    text = head[: head.index("~") + 1].replace("~", end)
    for number, group in enumerate(groups, start=1):
        count = stated or len(group)
        text += (
            f"GS*HP*A*B*20260901*0600*{number}*X*005010X221A1{end}{transactions(group, end)}GE*{count}*{number}{end}"
        )
    return (text + f"IEA*{len(groups)}*{isa:09d}{end}").encode()


def read_in(data, chunk, monkeypatch, adapter=era_835):
    """The parts of the file, cut wherever `chunk` bytes are together."""
    monkeypatch.setattr(x12_parts, "PART_BYTES", chunk)
    return list(adapter.read_parts("", (data[at : at + chunk] for at in range(0, len(data), chunk))))


def assert_equal(parts: list[Reading], whole: Reading):
    for record, frame in whole.records.items():
        assert (
            pl.concat([part.records[record] for part in parts if record in part.records]).to_dicts() == frame.to_dicts()
        )
    assert pl.concat([part.refused for part in parts]).to_dicts() == whole.refused.to_dicts()
    assert sum(part.lines for part in parts) == whole.lines
    assert sum(part.envelope for part in parts) == whole.envelope
    key = [(total.line, total.name, total.scope, total.stated, total.found) for part in parts for total in part.totals]
    assert sorted(key) == sorted((t.line, t.name, t.scope, t.stated, t.found) for t in whole.totals)
    assert max(filter(None, (part.delivered_at for part in parts)), default=None) == whole.delivered_at
    assert sorted(note for part in parts for note in part.notes) == sorted(whole.notes)
    kinds = {kind for part in parts for kind in part.ignored}
    assert {kind: sum(part.ignored.get(kind, 0) for part in parts) for kind in kinds} == whole.ignored


@pytest.mark.parametrize("chunk", [300, 700, 1_500, 4_000, 100_000])
@pytest.mark.parametrize(
    "data",
    [
        file_of(range(1, 12)),
        file_of(range(1, 6), range(6, 9), range(9, 15)),
        file_of(range(1, 6), stated=9),
        file_of(range(1, 7), isa=1) + file_of(range(7, 14), range(14, 20), isa=2),
        file_of(range(1, 7), isa=1) + file_of(range(7, 14), isa=2).translate(bytes.maketrans(b"*:", b"|>")),
        file_of(range(1, 9), end="~\r\n"),
        transactions(range(1, 9)).encode(),
        transactions(range(1, 9)).encode() + b"GE*8*1~IEA*1*1~",
        transactions(range(1, 4)).encode() + b"GE*3*1~" + file_of(range(4, 7)) + transactions(range(7, 9)).encode(),
        file_of(range(1, 9)).replace(b"REF*6R*L1", b"ZZZ*6R*L1"),
        file_of(range(1, 9)).replace(b"ST*835*0004", b"ST*837*0004"),
        file_of(range(1, 9)).replace(b"SE*14*0005~", b""),
        file_of(range(1, 9), range(9, 12)).replace(b"GE*8*1~", b"GE*8*1~" * 3).replace(b"IEA*", b"IEA*7*7~IEA*"),
    ],
)
def test_parts_hold_together_what_the_whole_holds(data, chunk, monkeypatch):
    assert_equal(read_in(data, chunk, monkeypatch), era_835.read("", data))


def test_a_file_of_many_transactions_is_really_cut(monkeypatch):
    assert len(read_in(file_of(range(1, 30)), 1_000, monkeypatch)) > 3


@pytest.mark.parametrize(
    ("adapter", "sample", "before", "after"),
    [
        (ack_999, "accepted_and_rejected.999", b"", b""),
        (claim_837, "subscriber_dependent_secondary.837", b"NM1*85*", b"NM1*81*"),
        (claim_837, "subscriber_dependent_secondary.837", b":B:", b">B>"),
    ],
    ids=["interchange acknowledgments", "doubts that count", "another separator"],
)
def test_rows_and_sentences_of_several_interchanges_are_those_of_the_whole(adapter, sample, before, after, monkeypatch):
    data = (GOLDEN / adapter.__name__.rpartition(".")[2] / sample).read_bytes().replace(before, after) * 5
    parts = read_in(data, 1_500, monkeypatch, adapter)
    assert len(parts) > 2
    assert_equal(parts, adapter.read("", data))


def repeat(data: bytes) -> bytes:
    """The file with its transactions five times over, where its delimiters are the usual."""
    begin, end = data.find(b"ST*"), data.rfind(b"GE*")
    return data[:begin] + data[begin:end] * 5 + data[end:] if 0 < begin < end else data


@pytest.mark.parametrize(("adapter", "path"), SAMPLES)
def test_every_golden_sample_reads_the_same_in_parts(adapter, path, monkeypatch):
    for data in (path.read_bytes(), repeat(path.read_bytes())):
        assert_equal(read_in(data, 200, monkeypatch, adapter), adapter.read("", data))


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda adapter: adapter.__name__.rpartition(".")[2])
def test_files_of_each_transaction_are_really_cut(adapter, monkeypatch):
    own = [param.values[1] for param in SAMPLES if param.values[0] is adapter]
    assert max(len(read_in(repeat(path.read_bytes()), 200, monkeypatch, adapter)) for path in own) > 2


def test_a_sentence_names_the_segment_by_its_number_in_the_file(monkeypatch):
    data = file_of(range(1, 12)).replace(b"CLP*F9C1", b"DTM*232*20269999~CLP*F9C1")
    notes = [note for part in read_in(data, 700, monkeypatch) for note in part.notes]
    assert notes == era_835.read("", data).notes
    assert "no real day" in notes[0]


def test_a_file_cut_off_in_its_last_part_is_incomplete_and_says_where(monkeypatch):
    data = file_of(range(1, 12))[:-200]
    with pytest.raises(IncompleteFileError) as whole:
        era_835.read("", data)
    with pytest.raises(IncompleteFileError) as parts:
        read_in(data, 700, monkeypatch)
    assert str(parts.value) == str(whole.value)
