"""Damaged files through every adapter: a short run that is always the same, and all that once broke a promise.

The long runs are `make fuzz`; what they find becomes a file of `crashers/<adapter>/`, minimised and made of words of
nobody. Here too: that each promise is really held against an adapter that breaks it.
"""

import re
from dataclasses import replace
from random import Random

import polars as pl
import pytest

from pipeline.adapters import load_adapters
from tests.fuzz.fuzzing import CRASHERS, run_blind
from tests.fuzz.mutate import mutate
from tests.fuzz.oracle import judge
from tests.fuzz.seeds import CANARY, samples_of, seed_of
from tests.fuzz.splitters import SPLITTERS

STARTS, INPUTS = range(0, 1280, 128), 4
NO_SPLITTER = {"workbook": "its lines are cells of a compressed archive, which no few lines can cut"}
CRASHED = sorted(path for path in CRASHERS.rglob("*") if path.is_file())
ENTRIES = samples_of("ach_nacha")[0]


@pytest.mark.parametrize("adapter", sorted(load_adapters()))
def test_each_adapter_keeps_every_promise_on_damaged_samples(adapter):
    for start in STARTS:  # neighbours are damaged forms of one sample
        tally = run_blind(adapter, INPUTS, start, together=start // 128 % 2 * INPUTS + 1)
        assert tally.inputs == INPUTS
        assert not tally.first, tally.line()


@pytest.mark.parametrize("path", CRASHED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_broke_a_promise_does_no_more(path):
    data = path.read_bytes()
    numbers = frozenset(number.decode() for number in re.findall(rb"9797[97]+", data))  # planted for a patient's
    verdict = judge(path.name, data, numbers)
    assert verdict.kind is None, verdict


@pytest.mark.parametrize("adapter", sorted(load_adapters()))
def test_each_adapter_has_an_independent_splitter_that_sees_its_samples_whole(adapter):
    assert (adapter in SPLITTERS) != (adapter in NO_SPLITTER)
    seen = [SPLITTERS[adapter](path.read_bytes()) for path in samples_of(adapter) if adapter in SPLITTERS]
    assert adapter in NO_SPLITTER or any(look and (look.details or look.cells or look.lines) for look in seen)
    for path in samples_of(adapter)[:: max(1, len(samples_of(adapter)) // 8)]:
        seed = seed_of(path)
        assert judge(seed.name, seed.data, seed.numbers).kind is None, path.name


def test_the_same_number_is_the_same_damage():
    data = ENTRIES.read_bytes()
    one, two = (mutate(data, Random("7"), [data]) for _ in range(2))  # noqa: S311  (not for secrets)
    assert one == two != data


def break_promise(monkeypatch, change):
    """The verdict on a sample of an adapter whose reading is changed before anybody sees it."""
    adapter, seed = load_adapters()["ach_nacha"], seed_of(ENTRIES)
    reading = adapter.read(seed.name, seed.data)
    monkeypatch.setattr(adapter, "read", lambda name, data: change(reading))  # noqa: ARG005
    return judge(seed.name, seed.data, seed.numbers).kind


def without_last_row(reading, envelope: int):
    frame = reading.records["ach_entry"]
    size = int(frame["_lines"][-1])
    return replace(reading, records={"ach_entry": frame[:-1]}, envelope=reading.envelope + size * envelope)


def with_other_cents(reading):
    frame = reading.records["ach_entry"].with_columns(amount=pl.lit("0.01"))
    return replace(reading, records={"ach_entry": frame})


def raise_value(reading):
    raise ValueError(len(reading.records))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda reading: reading, None),
        (lambda reading: without_last_row(reading, envelope=0), "lost"),
        (lambda reading: without_last_row(reading, envelope=1), "lost"),
        (with_other_cents, "lost"),
        (raise_value, "crash"),
        (lambda reading: replace(reading, notes=[f"the name is {CANARY}JKVWY"]), "canary"),
    ],
    ids=["as it is", "a line that does not add up", "a line called envelope", "cents", "an exception", "a name"],
)
def test_a_broken_promise_is_noticed(monkeypatch, change, kind):
    assert break_promise(monkeypatch, change) == kind
