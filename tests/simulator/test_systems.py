"""A practice in any shipped system: readers know every row it writes, and all systems show the same money."""

from decimal import Decimal

import polars as pl
import pytest

from pipeline.adapters import HEAD_BYTES, recognise
from pipeline.simulator.deliveries import deliver
from pipeline.simulator.simulate import live
from pipeline.simulator.world import balance
from pipeline.simulator.writers.columns import entry_lines

PM = {
    "advancedmd": {"delimited/pm_advancedmd_transactions"},
    "openemr": {"delimited/pm_openemr_billing", "delimited/pm_openemr_activity", "delimited/pm_openemr_sessions"},
}
GL = {
    "netsuite": "delimited/gl_netsuite_saved_search",
    "oracle": "delimited/gl_oracle_fbdi",
    "sap": "delimited/gl_sap_line_items",
    "iif": "ledger_iif",
}


@pytest.fixture(scope="module")
def world():
    return live(seed=7, visits_per_day=10)


def read(world, folder, **systems):
    """What the files of a folder are taken for, and the readings of them, in order of name."""
    found = []
    for item in deliver(world, systems.get("pm", "kareo"), systems.get("gl", "quickbooks")):
        if item.name.startswith(folder):
            data = item.data()
            recognised_as, adapter = recognise(item.name, data[:HEAD_BYTES])
            found.append((recognised_as, adapter.read(item.name, data), item))
    return found


def amounts(reading, record, **wanted):
    rows = reading.records[record].filter(**wanted) if wanted else reading.records[record]
    return [Decimal(text) for text in rows["amount"].drop_nulls() if "O" not in text]


@pytest.mark.parametrize("system", PM)
def test_a_pm_system_is_recognised_and_every_row_of_it_is_a_movement(system, world):
    found = read(world, "pm/", pm=system)
    assert {recognised_as for recognised_as, *_ in found} == PM[system]
    assert all(reading.refused.is_empty() for _, reading, _ in found)
    last = [reading for _, reading, item in found if item.day == world.ledger.end]
    moved = sum(sum(amounts(reading, "pm_transaction")) for reading in last if "pm_transaction" in reading.records)
    unreadable = world.ledger.unreadable
    shown = [charge for visit in world.ledger.visits_in(world.ledger.pm_exports[-1]) for charge in visit.charges]
    garbled = sum(charge.amount for charge in shown if charge.number in unreadable)
    open_cents = sum(balance(world.ledger, charge, world.ledger.end).total for charge in shown)
    assert int(moved * 100) == open_cents - garbled


def test_a_match_of_epic_stands_on_both_sides_and_leaves_what_is_open(world):
    found = read(world, "pm/", pm="epic")
    assert {name for name, *_ in found} == {"delimited/pm_epic_transactions", "delimited/pm_epic_matching"}
    assert all(reading.refused.is_empty() for _, reading, _ in found)
    last = {name: reading for name, reading, item in found if item.day == world.ledger.end}
    charges = last["delimited/pm_epic_transactions"].records["pm_charge"]
    matches = last["delimited/pm_epic_matching"].records["pm_transaction"]
    sides = matches.select(pl.concat_list("charge_number", "payment_number").list.sort().list.join(" "), "amount")
    counts = sides.group_by("charge_number", "amount").len()
    assert counts.filter(pl.col("len") % 2 == 1).is_empty()
    of_charges = matches.filter(pl.col("charge_number").is_in(charges["charge_number"].implode()))
    readable = charges.filter(~pl.col("amount").str.contains("O"))
    open_cents = sum(Decimal(text) for text in readable["total_balance"])
    paid = of_charges.filter(pl.col("charge_number").is_in(readable["charge_number"].implode()))
    assert sum(map(Decimal, readable["amount"])) + sum(map(Decimal, paid["amount"])) == open_cents
    parts = charges.select(pl.col("insurance_balance", "patient_balance", "total_balance").cast(pl.Decimal(18, 2)))
    assert parts.filter(pl.col("insurance_balance") + pl.col("patient_balance") != pl.col("total_balance")).is_empty()
    assert parts["patient_balance"].sum() > 0


def test_the_payments_of_openemr_are_those_of_kareo(world):
    ours, theirs = (
        next(
            reading
            for name, reading, item in read(world, "pm/", pm=pm)
            if table in name and item.day == world.ledger.end
        )
        for pm, table in (("openemr", "sessions"), ("kareo", "payments"))
    )
    columns = ("payment_number", "posting_date", "reference_number", "amount")
    one, other = (reading.records["pm_payment"].select(columns) for reading in (ours, theirs))
    assert (
        one.with_columns(pl.col("reference_number").replace("", None))
        .sort("payment_number")
        .equals(
            other.with_columns(pl.col("reference_number").replace("", None)).sort("payment_number"), null_equal=True
        )
    )


@pytest.mark.parametrize("system", GL)
def test_a_ledger_system_is_recognised_and_its_entries_balance(system, world):
    found = read(world, "gl/", gl=system)
    assert {recognised_as for recognised_as, *_ in found} == {GL[system]}
    assert all(reading.refused.is_empty() for _, reading, _ in found)
    said = [cents for _, reading, _ in found for cents in amounts(reading, "ledger_entry")]
    wanted = [line.cents for line in entry_lines(world.ledger) if line.book.date <= world.ledger.end and line.cents]
    assert sum(said) == 0
    assert sorted(int(dollars * 100) for dollars in said if dollars) == sorted(wanted)


def test_entries_are_even_and_numbered_on(world):
    lines = entry_lines(world.ledger)
    sums = {}
    for line in lines:
        sums[line.entry] = sums.get(line.entry, 0) + line.cents
    assert set(sums.values()) == {0}
    assert list(sums) == list(range(1, len(sums) + 1))
