"""Rows of parts are counted as in the whole, whatever their hashes are."""

from random import Random

import polars as pl

from pipeline.formats.twin_parts import Keys


def test_rows_are_counted_over_all_parts():
    chance = Random(7)  # noqa: S311  (not for secrets)
    rows = [(chance.choice("abc") * chance.randint(1, 3), chance.choice([None, "x", "y\n"])) for _ in range(900)]
    frame = pl.DataFrame(rows, schema=["one", "two"], orient="row")
    met, also, numbers, numbered, at = Keys(), Keys(), [], [], 0
    while at < len(rows):
        part = frame[at : at + chance.randint(1, 60)]
        own = part.select(pl.int_range(1, pl.len() + 1).over("one", "two")).to_series()
        numbers += (own + met.count_before(part, ["one", "two"])).to_list()
        numbered += also.number(part, ["one", "two"]).to_list()
        at += len(part)
    assert numbers == numbered == [rows[: place + 1].count(row) for place, row in enumerate(rows)]


def test_parts_without_twins_leave_few_runs():
    met = Keys()
    for part in range(100):
        frame = pl.DataFrame({"key": [f"{part} {row}" for row in range(50)]})
        assert met.count_before(frame, ["key"]).sum() == 0
    assert len(met.runs) < 8
    assert sum(len(run) for run in met.runs) == 5_000


def test_keys_that_agree_in_one_hash_are_told_apart_by_the_other():
    met, frame = Keys(), pl.DataFrame({"key": ["a"]})
    met.count_before(frame, ["key"])
    (run,) = met.runs
    met.runs = [pl.concat([run.with_columns(two=pl.col("two") + step, rows=pl.lit(4, pl.UInt32)) for step in (1, 2)])]
    assert met.count_before(frame, ["key"]).to_list() == [0]
    met.runs = [pl.concat([run.with_columns(two=pl.col("two") + step) for step in (1, 0, 2)])]
    assert met.count_before(frame, ["key"]).to_list() == [1]
