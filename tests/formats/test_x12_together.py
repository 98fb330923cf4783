"""Small files read in one pass hold exactly what each holds alone, whatever there is to say about them."""

from random import Random

import pytest

from pipeline.adapters import HEAD_BYTES, Reading, ack_277ca, claim_837, claim_status_277, era_835
from tests.fuzz.mutate import mutate
from tests.fuzz.seeds import samples_of


def remittance(number, claims=2, element="*", component=":", terminator="~"):
    """A sound file; the claims tell the files apart."""
    body = [
        f"ST*835*{number:04d}", "BPR*I*0.00*C*NON************20260901", f"TRN*1*T{number}*1470000033",
        "N1*PR*SAMPLE PAYER*XV*00882", "PER*BL*DESK", "N1*PE*SAMPLE PRACTICE*XX*1999999984", "LX*1",
        *(f"CLP*F{number}C{claim}*1*{claim}.50*0*0*MB*88*11*1" for claim in range(claims)),
        "SVC*HC:99213:25*1.50*0**1", "DTM*472*20260810", "CAS*CO*45*1.50", "REF*6R*L1",
    ]  # fmt: skip
    if not claims:
        del body[-4:]
    isa = (
        f"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260901*0600*^*00501*{number:09d}*0*P*:"
    )
    segments = [
        isa, "GS*HP*A*B*20260901*0600*1*X*005010X221A1", *body, f"SE*{len(body) + 1}*{number:04d}", "GE*1*1",
        f"IEA*1*{number:09d}",
    ]  # fmt: skip
    table = str.maketrans({"*": element, ":": component, "~": terminator})
    return ("".join(f"{segment}~" for segment in segments)).translate(table).encode()


def read_alone(data):
    return era_835.read("", data)


def assert_same(together: Reading, alone: Reading):
    assert {name: frame.to_dicts() for name, frame in together.records.items()} == {
        name: frame.to_dicts() for name, frame in alone.records.items()
    }
    assert {name: frame.schema for name, frame in together.records.items()} == {
        name: frame.schema for name, frame in alone.records.items()
    }
    assert (together.lines, together.envelope, together.totals) == (alone.lines, alone.envelope, alone.totals)
    assert (together.delivered_at, together.notes, together.ignored) == (
        alone.delivered_at, alone.notes, alone.ignored
    )  # fmt: skip
    assert together.refused.equals(alone.refused)


@pytest.mark.parametrize("count", [2, 3, 17])
def test_sound_files_are_all_read_in_one_pass_as_if_alone(count):
    datas = [remittance(number, claims=number % 4) for number in range(count)]
    readings = era_835.read_many([""] * count, datas)
    assert None not in readings
    for data, reading in zip(datas, readings, strict=True):
        assert_same(reading, read_alone(data))


def test_files_of_different_delimiters_go_together():
    datas = [remittance(1), remittance(2, element="|", component=">", terminator="\n"), remittance(3, component="^")]
    for data, reading in zip(datas, era_835.read_many([""] * 3, datas), strict=True):
        assert_same(reading, read_alone(data))


@pytest.mark.parametrize("adapter", [ack_277ca, claim_837, claim_status_277, era_835], ids=lambda one: one.__name__)
def test_golden_samples_whole_and_damaged_read_the_same_among_others_as_alone(adapter):
    name = adapter.__name__.rpartition(".")[2]
    golden = [path.read_bytes() for path in samples_of(name)]
    chances = [Random(f"{name} {number}") for number in range(60)]  # noqa: S311  (not for secrets)
    damaged = [mutate(golden[number % len(golden)], chance, golden) for number, chance in enumerate(chances)]
    datas = [data for data in (*golden, *damaged) if adapter.identify("", data[:HEAD_BYTES])]
    readings = adapter.read_many([""] * len(datas), datas)
    assert sum(reading is not None for reading in readings) >= len(datas) * 2 // 3
    for data, reading in zip(datas, readings, strict=True):
        if reading:
            assert_same(reading, adapter.read("", data))


def read_changed_among_others(change):
    datas = [remittance(1), remittance(2), change(remittance(7)), remittance(3), remittance(4)]
    readings = era_835.read_many([""] * 5, datas)
    for place in (0, 1, 3, 4):
        assert_same(readings[place], read_alone(datas[place]))
    return datas[2], readings[2]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"DTM*472*20260810", b"DTM*472*20269999"),
        lambda text: text.replace(b"REF*6R*L1", b"ZZZ*6R*L1"),
        lambda text: text.replace(b"ST*835*", b"ST*837*"),
        lambda text: text.replace(b"ST*835*0007", b"ST*835*"),
        lambda text: text.replace(b"GS*HP", b"XX*HP"),
        lambda text: text.replace(b"SE*", b"XX*"),
        lambda text: text.replace(b"CLP*", b"XX*"),
        lambda text: text + b"CLP*1~",
    ],
)
def test_what_there_is_to_say_about_a_file_is_said_of_it_alone(change):
    data, reading = read_changed_among_others(change)
    assert reading.notes or len(reading.refused) or reading.totals != read_alone(remittance(7)).totals
    assert_same(reading, read_alone(data))


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text[text.index(b"ST*") :],
        lambda text: text.replace(b"IEA*", b"XX*"),
        lambda _: b"no X12",
        lambda _: b"",
    ],
)
def test_a_file_that_could_lean_on_its_neighbours_is_read_alone_and_does_not_disturb_them(change):
    assert read_changed_among_others(change)[1] is None
