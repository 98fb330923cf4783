"""A large file read in parts leaves the raw tables of one read whole, and nothing where its end cannot be read."""

import duckdb
import pytest

from pipeline.formats import x12_parts
from pipeline.ingest import ingest, parts
from pipeline.ingest.raw_tables import record_tables, support_tables
from pipeline.settings import Settings
from tests.formats.test_x12_parts import file_of


def land_and_read(folder, data):
    """Every raw table after an ingestion of the one file."""
    settings = Settings(data=folder)
    settings.landing.mkdir(parents=True)
    (settings.landing / "large.835").write_bytes(data)
    ingest(settings, [settings.landing])
    with duckdb.connect(str(settings.build_path), read_only=True) as connection:
        tables = [*record_tables(), *support_tables()]
        return {name: connection.execute(f'from raw."{name}"').fetchall() for name in tables}


@pytest.fixture
def in_parts(monkeypatch):
    """Every file is large, and a part holds two or three transactions."""
    monkeypatch.setattr(parts, "LARGE_BYTES", 1)
    monkeypatch.setattr(parts, "CHUNK_BYTES", 400)
    monkeypatch.setattr(x12_parts, "PART_BYTES", 800)


SOUND = file_of(range(1, 20), range(20, 30))
DOUBTFUL = SOUND.replace(b"CLP*F9C1*1*1.50", b"CLP*F9C1*1*x").replace(b"ST*835*0022", b"ST*837*0022")
TORN = SOUND[:-400]
NO_MONEY_AT_ALL = SOUND.replace(b"BPR*I*0.00", b"BPR*I*x")


@pytest.mark.parametrize("data", [SOUND, DOUBTFUL, TORN, NO_MONEY_AT_ALL])
def test_the_raw_tables_are_those_of_a_file_read_whole(data, tmp_path, monkeypatch, request):
    whole = land_and_read(tmp_path / "whole", data)
    request.getfixturevalue("in_parts")
    calls = []
    judge = parts.judge_batch
    monkeypatch.setattr(parts, "judge_batch", lambda readings: calls.append(1) or judge(readings))
    assert land_and_read(tmp_path / "parts", data) == whole
    assert len(calls) > 3


@pytest.mark.usefixtures("in_parts")
def test_a_file_that_changes_while_it_is_read_is_incomplete_and_leaves_no_row(tmp_path, monkeypatch):
    settings = Settings(data=tmp_path / "data")
    settings.landing.mkdir(parents=True)
    (settings.landing / "large.835").write_bytes(SOUND)
    (settings.landing / ".hidden").write_bytes(SOUND.replace(b"*0.00*", b"*1.00*"))
    monkeypatch.setattr(parts.LandedFile, "open", lambda file: (file.path.parent / ".hidden").open("rb"))
    assert ingest(settings, [settings.landing]).files == {"incomplete": 1}
    with duckdb.connect(str(settings.store_path), read_only=True) as connection:
        assert connection.execute("select count(*) from remittance_claim").fetchall() == [(0,)]


@pytest.mark.usefixtures("in_parts")
def test_progress_is_told_within_a_large_file(tmp_path):
    settings = Settings(data=tmp_path / "data")
    settings.landing.mkdir(parents=True)
    (settings.landing / "large.835").write_bytes(SOUND)
    seen = []
    ingest(settings, [settings.landing], progress=lambda done, total: seen.append((done, total)))
    assert len(seen) > 3
    assert seen == sorted(seen)
    assert seen[-1] == (len(SOUND), len(SOUND))
