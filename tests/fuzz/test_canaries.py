"""One whole run over damaged files of every format, a patient in every private place: none of them is told anywhere.

The samples carry canaries where their contracts say `private`; each lands whole, cut, with a private word where an
amount belongs, and with a line of private words in its middle; others nobody can read at all. The run is Dagster's, so
that its events and their metadata are looked at too; Dagster fails it, for its control totals do not agree, but what it
built is published all the same, so that there is a snapshot. What the run prints, logs, tells Dagster, writes into Data
Docs, and says of files, refused rows and checks holds no canary, and neither does anything published: manifest, Data
Docs, workbooks, marts.
"""

import json
import re

import duckdb
import pytest
from openpyxl import load_workbook
from running import Ran, in_own_process

from pipeline.adapters import load_adapters
from tests.fuzz.seeds import CANARY, samples_of, seed_of

RUN = """
import json
from dagster import serialize_value
from rich.console import Console
from pipeline import definitions as d
from pipeline.commands.telling import tell_report
from pipeline.publish import Candidate
from pipeline.run import Run

reports, transform = [], Run.transform


def transform_and_publish(run):
    done = transform(run)
    reports.append(run.publish())
    return done


Run.transform = transform_and_publish
Candidate.may_publish = property(lambda candidate: bool(candidate.marts))
result = d.defs.resolve_job_def("reconciliation").execute_in_process(raise_on_error=False)
tell_report(Console(width=250), reports[-1])
events = [serialize_value(event) for event in result.all_events]
made = [event for event in result.all_events if event.is_step_materialization]
(d.settings.data / "events.json").write_text(json.dumps(events))
labels = sorted({label for event in made for label in event.materialization.metadata})
print(json.dumps(reports[-1].as_json()))
print("RESULT " + json.dumps({"answer": reports[-1].as_json(), "made": len(made), "labels": labels}))
"""

PATIENT = b"ZQXADAMS, ZQXBAKER 1944"
NAMES = ("ZQXADAMS", "ZQXBAKER")
REFERENCES = ("exceptions", "cash_bridge_items", "unidentified_cash_items", "unposted_cash_items")
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
def ran(tmp_path_factory, parsed_project):  # noqa: ARG001  (Dagster loads what it leaves behind)
    folder = tmp_path_factory.mktemp("canaries")
    numbers = set()
    for adapter in load_adapters():
        for path in samples_of(adapter)[:3]:
            seed = seed_of(path)
            numbers |= seed.numbers
            for state, content in damage(seed.data):
                target = folder / "data" / "landing" / adapter / state / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    (folder / "data" / "landing" / "letter.txt").write_bytes(b"Dear " + PATIENT + b"\n")
    (folder / "data" / "landing" / "members.zip").write_bytes(b"PK\x03\x04" + PATIENT)
    done, printed = in_own_process(RUN, folder / "data")
    assert done["made"] > 100
    assert "dagster/row_count" in done["labels"]
    return Ran(0, done["answer"], printed, folder / "data"), {number for number in numbers if len(number) > 7}


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


def test_nothing_a_run_prints_logs_documents_or_tells_dagster_holds_a_canary(ran):
    run, numbers = ran
    assert run.answer["files"]
    assert not hits(run.printed, numbers)
    told = [path for part in ("logs", "warehouse/data_docs") for path in (run.data / part).rglob("*")]
    told = [path for path in told if path.is_file() and path.suffix in (".jsonl", ".json", ".html", ".log", ".txt")]
    for path in (run.data / "events.json", *told):
        assert not hits(path.read_text(errors="replace"), numbers), path


def find_public(run):
    """What looks private and is not: references that the bank's own text states, and the names of insurers.

    Both stand in columns that may hold a patient, so that their words became canaries with the others.
    """
    with run.built() as raw:
        told = raw.table("raw.bank_transaction").project("concat_ws(' ', description, bank_reference)").fetchall()
        insurers = raw.table("raw.pm_payment").filter("payer_type = 'insurance'").project("payer_name").fetchall()
        named = [row for mart in REFERENCES for row in raw.table(f"marts.{mart}").project("reference").fetchall()]
    told = {word for (text,) in told for word in re.split("[^A-Za-z0-9]+", text)} - set(NAMES)
    return {name for (name,) in insurers} | {reference for (reference,) in named if reference in told}


def test_nothing_published_holds_a_canary(ran):
    run, numbers = ran
    assert run.answer["published"]
    assert not hits(json.loads((run.snapshot / "manifest.json").read_text()), numbers)
    pages = [path for path in (run.snapshot / "data_docs").rglob("*") if path.suffix in (".html", ".json")]
    workbooks = sorted((run.snapshot / "workbooks").glob("*.xlsx"))
    marts = sorted((run.snapshot / "marts").glob("*.parquet"))
    assert pages
    for path in pages:
        assert not hits(path.read_text(errors="replace"), numbers), path
    public = find_public(run)
    for path, cells in (*map(cells_of_workbook, workbooks), *map(cells_of_mart, marts)):
        assert cells, path
        assert not [cell for cell in cells if hits(without(cell, public), numbers)], path


def cells_of_workbook(path):
    return path, [str(c) for sheet in load_workbook(path, read_only=True) for row in sheet.values for c in row if c]


def cells_of_mart(path):
    return path, [str(cell) for row in duckdb.read_parquet(str(path)).fetchall() for cell in row if cell] or ["no row"]


def without(cell, public):
    """The cell less what is public in it: the whole of it, or words of a sentence."""
    return (
        ""
        if cell in public
        else " ".join(word for word in re.split(r"[\s,;]+", cell) if word.strip(".:") not in public)
    )


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
