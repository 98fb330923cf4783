"""Small files of lines read in one pass hold exactly what each holds alone, whatever there is to say about them."""

from random import Random

import pytest

from pipeline.adapters import HEAD_BYTES, ach_nacha, bank_bai2, ledger_iif
from tests.formats.test_x12_together import assert_same
from tests.fuzz.mutate import mutate
from tests.fuzz.seeds import samples_of


@pytest.mark.parametrize("adapter", [ach_nacha, bank_bai2, ledger_iif], ids=lambda one: one.__name__)
def test_golden_samples_whole_and_damaged_read_the_same_among_others_as_alone(adapter):
    name = adapter.__name__.rpartition(".")[2]
    golden = [path.read_bytes() for path in samples_of(name)]
    chances = [Random(f"{name} {number}") for number in range(60)]  # noqa: S311  (not for secrets)
    damaged = [mutate(golden[number % len(golden)], chance, golden) for number, chance in enumerate(chances)]
    datas = [data for data in (*golden, *damaged) if adapter.identify("", data[:HEAD_BYTES])]
    readings = adapter.read_many([f"{number}.txt" for number in range(len(datas))], datas)
    assert sum(reading is not None for reading in readings) >= len(datas) * 2 // 3
    for number, (data, reading) in enumerate(zip(datas, readings, strict=True)):
        if reading:
            assert_same(reading, adapter.read(f"{number}.txt", data))


@pytest.mark.parametrize("adapter", [ach_nacha, bank_bai2, ledger_iif], ids=lambda one: one.__name__)
def test_files_that_cannot_be_read_are_left_to_be_read_alone(adapter):
    assert adapter.read_many(["a", "b"], [b"", b"nothing of the kind"]) == [None, None]
    assert adapter.read_many([], []) == []
