"""One whole run over damaged files of every format, a patient in every private place: none of them is told anywhere.

The samples carry canaries where their contracts say `private`; each lands whole, cut, with a private word where an
amount belongs, and with a line of private words in its middle; others nobody can read at all. What a run prints, logs,
writes into Data Docs, and says of files, refused rows and checks holds no canary. What a mart may show is tested with
the sample practice, whose patients are known by name.
"""

import re

import pytest
from running import tieout

from pipeline.adapters import load_adapters
from tests.fuzz.seeds import CANARY, samples_of, seed_of

PATIENT = b"ZQXADAMS, ZQXBAKER 1944"
SAID = {
    "raw.files": ("outcome", "reason", "recognised_as", "file_name"),
    "raw.quarantined_rows": ("reason", "column_name", "rule"),
    "raw.control_totals": ("scope", "name", "stated", "found"),
    "marts.checks": (),
    "marts.landed_files": (),
}
"""What is told about files; without columns all of them."""


def damage(data):
    """The sample in every state of this test."""
    middle = data.find(b"\n", len(data) // 2) + 1 or len(data) // 2
    amount = re.search(rb"(?<=[,*\t>;])[0-9]+\.[0-9]{2}(?=[,*\t<;~])", data)
    yield "whole", data
    yield "cut", data[: len(data) * 2 // 3]
    yield "stranger", data[:middle] + PATIENT + b"\n" + data[middle:]
    if amount:
        yield "cell", data[: amount.start()] + PATIENT.replace(b",", b"") + data[amount.end() :]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canaries")
    numbers = set()
    for adapter in load_adapters():
        for path in samples_of(adapter)[:3]:
            seed = seed_of(path)
            numbers |= seed.numbers
            for state, content in damage(seed.data):
                target = folder / "landing" / adapter / state / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    (folder / "landing" / "letter.txt").write_bytes(b"Dear " + PATIENT + b"\n")
    (folder / "landing" / "members.zip").write_bytes(b"PK\x03\x04" + PATIENT)
    run = tieout(folder / "data", "run", "--landing", str(folder / "landing"), "--json")
    return run, {number for number in numbers if len(number) > 7}


def hits(text, numbers):
    return [word for word in (CANARY, *numbers) if word.lower() in str(text).lower()]


def test_at_least_thirty_private_places_hold_a_canary():
    planted = {
        (adapter, word)
        for adapter in load_adapters()
        for path in samples_of(adapter)[:3]
        for word in re.findall(rb"ZQX[A-Z]*|9797[97]+", seed_of(path).data)
    }
    assert len(planted) >= 30


def test_nothing_a_run_prints_logs_or_documents_holds_a_canary(ran):
    run, numbers = ran
    assert run.code in (0, 1), run.printed[-2000:]
    assert run.answer["files"]
    assert not hits(run.printed, numbers)
    told = [path for part in ("logs", "warehouse/data_docs", "published") for path in (run.data / part).rglob("*")]
    for path in told:
        if path.is_file() and path.suffix in (".jsonl", ".json", ".html", ".log", ".txt"):
            assert not hits(path.read_text(errors="replace"), numbers), path


def test_nothing_said_about_files_rows_and_totals_holds_a_canary(ran):
    run, numbers = ran
    with run.built() as raw:
        refused = raw.table("raw.quarantined_rows").project("row_text").fetchall()
        assert len([row for row in refused if hits(row, numbers)]) >= 30, "the rows themselves are kept, canary and all"
        for table, columns in SAID.items():
            found = raw.table(table).project(", ".join(columns) or "*")
            assert len(found), table
            for row in found.fetchall():
                assert not hits(row, numbers), table
