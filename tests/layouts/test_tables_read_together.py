"""Small tables of one layout read in one pass hold exactly what each holds alone."""

from dataclasses import astuple, replace

import pytest

from pipeline.adapters import UnreadableFileError, delimited, workbook
from tests.fuzz.seeds import samples_of

SAMPLES = samples_of("delimited")


def content(reading):
    frames = {record: (frame.schema, frame.rows()) for record, frame in reading.records.items()}
    return frames, reading.refused.rows(), astuple(replace(reading, records={}, refused=None))


def read_alone(name, data):
    try:
        return content(delimited.read(name, data))
    except UnreadableFileError:
        return None


@pytest.mark.parametrize("path", SAMPLES[::4], ids=lambda path: path.parent.name)
def test_every_sample_reads_the_same_among_others_of_its_layout(path):
    data = path.read_bytes()
    lines = data.splitlines(keepends=True)
    datas = [data, b"".join(lines[:-1]), data + lines[-1], data + b"x\n", b"no table\n", data]
    names = [path.name, "other_20260131.csv", "x.csv", "y.csv", "z.csv", path.name]
    alone = [read_alone(name, data) for name, data in zip(names, datas, strict=True)]
    together = delimited.read_many(names, datas)
    assert [reading and content(reading) for reading in together] == alone


def test_lines_of_a_record_that_spans_several_are_not_taken_for_the_next_file():
    sample = next(path for path in SAMPLES if path.parent.name == "card_stripe_payout_reconciliation")
    header, *rows = sample.read_text("utf-8-sig").splitlines()
    tall = rows[0].split(",")
    tall[header.split(",").index("card_brand")] = '"a\n\n\nb"'
    datas = ["\n".join([header, ",".join(tall), *rows[1:], ""]).encode()] * 3
    readings = delimited.read_many(["a.csv", "b.csv", "c.csv"], datas)
    assert [content(reading) for reading in readings] == [read_alone("a.csv", datas[0])] * 3


@pytest.mark.parametrize("path", samples_of("workbook"), ids=lambda path: path.parent.name)
def test_every_workbook_reads_the_same_among_others(path):
    data = path.read_bytes()
    names, datas = ["a.xlsx", path.name, "b.xlsx", path.name], [data, data, data[:-200], data]
    together = workbook.read_many(names, datas)
    assert together[2] is None
    for name, reading in zip(names, together, strict=True):
        assert reading is None or content(reading) == content(workbook.read(name, data))
