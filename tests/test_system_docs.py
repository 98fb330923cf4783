"""docs/systems.md says of each named system what its export has: its tables are held against the layouts."""

import re

import pytest

from pipeline.adapters import load_adapters
from pipeline.layouts import load_layouts
from pipeline.settings import PROJECT

DOCS = (PROJECT / "docs" / "systems.md").read_text()
SAID = {
    "charge line of postings": {"charge_number"},
    "payer of postings": {"payer_name", "payer_sequence", "payer_type"},
    "day of postings": {"posting_date"},
    "check or trace": {"reference_number"},
    "batch": {"batch_number"},
    "reason of write-offs": {"adjustment_code", "reason"},
    "login": {"user_name"},
}
"""What postings may say, and the fields it stands in."""
SAID_OF_CHARGES = {
    "day of posting of charges": {"posting_date"},
    "payer of charges": {"payer_name"},
    "day of the bill": {"first_bill_date"},
    "open balance": {"total_balance"},
}
SPLIT = {"split of the balance": {"patient_balance"}}
"""What charge lines alone may say: a claim's share is not spread over its lines."""
SAID_BY_LEDGERS = {
    "company": {"company"},
    "balance": {"balance"},
    "number of the entry": {"entry_number"},
}
POSTINGS = {"pm_payment", "pm_payment_application", "pm_adjustment", "pm_transaction"}
CHARGES = {"pm_charge", "pm_claim", "pm_transaction"}


def tables():
    """Every row of every table whose second cell names layouts, with the heads of its columns."""
    heads = []
    for line in DOCS.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            heads = []
        elif not heads:
            heads = cells
        elif "`" in cells[1] and heads[1] == "layouts":
            yield dict(zip(heads, cells, strict=True))


ROWS = {row["system"]: row for row in tables()}


def fields_of(names, records, kinds):
    """The fields that blocks of these records, and of movements of these kinds, fill from the export."""
    found = set()
    for block in (block for name in names for block in load_layouts()[name].records if block.record in records):
        kind = block.fields.get("kind")
        if kind is None or kinds & {kind.constant, kind.otherwise, *kind.values.values()}:
            found |= {field for field, source in block.fields.items() if tells(source)} - one_day(block, kinds)
    return found


def one_day(block, kinds):
    """The posting day of charges that is the day of service."""
    stated = block.fields.get("is_posting_day_stated")
    return {"posting_date"} if "charge" in kinds and stated and stated.constant == "N" else set()


def tells(source):
    """Does the export say it? A constant that calls it unknown, or other, does not."""
    return source.constant is None or source.constant.casefold() not in {"unknown", "other"}


def compute(row):
    names = re.findall(r"`(\w+)`", row["layouts"])
    layouts = [name for name in names if name not in load_adapters()]
    grades = {load_layouts()[name].evidence.grade for name in layouts}
    if "charge line of postings" in row:
        posted = fields_of(layouts, POSTINGS, {"payment", "adjustment", "application"})
        charged = fields_of(layouts, CHARGES, {"charge"})
        has = {name: bool(fields & posted) for name, fields in SAID.items()}
        has |= {name: bool(fields & charged) for name, fields in SAID_OF_CHARGES.items()}
        has |= {name: bool(fields & fields_of(layouts, {"pm_charge"}, set())) for name, fields in SPLIT.items()}
    else:
        told = fields_of(layouts, {"ledger_entry"}, set())
        has = {name: bool(fields & told) for name, fields in SAID_BY_LEDGERS.items()}
    return {"grade": " ".join("N" if grade == "user-defined" else grade for grade in sorted(grades))} | {
        name: "yes" if is_said else "no" for name, is_said in has.items()
    }


@pytest.mark.parametrize("system", ROWS)
def test_what_an_export_has_is_what_its_layouts_read(system):
    row = ROWS[system]
    expected = compute(row)
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize("kind", ["pm", "gl"])
def test_every_layout_of_a_system_stands_in_a_table(kind):
    named = {name for row in ROWS.values() for name in re.findall(r"`(\w+)`", row["layouts"])}
    assert {name for name, layout in load_layouts().items() if layout.kind == kind and layout.records} <= named


def test_everything_a_table_speaks_of_says_what_follows_where_it_is_lacking():
    for name in {*SAID, *SAID_OF_CHARGES, *SPLIT, *SAID_BY_LEDGERS}:
        assert f"| no {name} |" in DOCS, name
