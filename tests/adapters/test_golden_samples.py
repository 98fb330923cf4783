"""Every sample file beside its `.expected.json`: a new source needs a sample, not a new test."""

import json
from pathlib import Path

import pytest

from pipeline.adapters import load_adapters
from pipeline.contracts import load_contracts
from pipeline.ingest.judging import judge
from pipeline.ingest.reading import require_whole
from pipeline.settings import PROJECT
from tests.write_golden import describe, read_sample

GOLDEN = PROJECT / "data" / "samples" / "golden"
SUFFIX = ".expected.json"
SAMPLES = sorted(path.with_name(path.name.removesuffix(SUFFIX)) for path in GOLDEN.rglob(f"*{SUFFIX}"))


def name_of(path: Path) -> str:
    return path.relative_to(GOLDEN).as_posix()


@pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
def test_each_sample_reads_as_its_expected_file_says(sample):
    expected = json.loads(Path(f"{sample}{SUFFIX}").read_text(encoding="utf-8"))
    assert describe(sample) == expected


@pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
def test_each_sample_has_every_column_and_loses_no_line(sample):
    _, reading = read_sample(sample)
    require_whole(reading)


@pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
def test_each_sample_has_nothing_where_there_is_nothing(sample):
    _, reading = read_sample(sample)
    for record, frame in reading.records.items():
        empty = [name for name in load_contracts()[record].names if (frame[name] == "").any()]
        assert not empty, f"{record}: empty text instead of null in {empty}"


@pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
def test_each_child_of_a_sample_names_a_line_that_is_there(sample):
    _, reading = read_sample(sample)
    lines = {line for frame in reading.records.values() for line in frame["_line"].to_list()}
    lines |= set(reading.refused["_line"].to_list())
    for record, frame in reading.records.items():
        orphans = set(frame["_parent"].drop_nulls().to_list()) - lines
        assert not orphans, f"{record}: parents on lines {sorted(orphans)} that no row starts on"


@pytest.mark.parametrize("sample", SAMPLES, ids=name_of)
def test_each_sample_can_be_judged(sample):
    _, reading = read_sample(sample)
    for record, frame in reading.records.items():
        accepted, refused = judge(load_contracts()[record], frame)
        assert len(accepted) + len(refused) == len(frame)


def test_each_sample_has_an_expected_file_and_each_expected_file_a_sample():
    files = {path for path in GOLDEN.rglob("*") if path.is_file() and not path.name.endswith(SUFFIX)}
    assert files == set(SAMPLES)


def test_each_adapter_has_a_sample():
    read_by = {json.loads(Path(f"{sample}{SUFFIX}").read_text())["recognised_as"].split("/")[0] for sample in SAMPLES}
    assert set(load_adapters()) <= read_by, "write a sample under data/samples/golden for it"
