"""The simulation as a whole: repeatable, complete, and the committed sample is its work."""

from datetime import date

import pytest

from pipeline.commands.simulating import read_rates
from pipeline.settings import PROJECT
from pipeline.simulator.deliveries import deliver, load_writers
from pipeline.simulator.landing import land
from pipeline.simulator.scenarios import load_scenarios
from pipeline.simulator.simulate import live, simulate

SAMPLES = PROJECT / "data" / "samples"
SCENARIOS = {
    "matched_eft": 20,
    "missing_remit": 2,
    "missing_cash": 2,
    "plb_takeback": 4,
    "plb_interest": 2,
    "reversal_correction": 3,
    "reversal_then_correction": 2,
    "zero_pay": 2,
    "denied_line": 50,
    "card_payout": 20,
    "unposted_remit": 2,
    "duplicate_file": 1,
    "malformed_row": 1,
    "rejected_claim": 3,
    "check_payment": 5,
    "desk_deposit": 50,
    "secondary_claim": 10,
    "bank_interest": 3,
    "bank_fee": 3,
    "awaiting_cash": 1,
}
"""How often, at least, each scenario must be there; those planted one by one, exactly so often."""
EXACT = {"missing_remit", "missing_cash", "plb_takeback", "plb_interest", "reversal_correction",
         "reversal_then_correction", "unposted_remit", "duplicate_file", "malformed_row"}  # fmt: skip


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def small_world(folder, seed):
    simulate(folder, seed=seed, start=date(2026, 7, 1), end=date(2026, 8, 14), visits_per_day=6)
    return files_of(folder)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path):
    first, again = small_world(tmp_path / "a", 3), small_world(tmp_path / "b", 3)
    other = small_world(tmp_path / "c", 4)
    assert first == again
    assert set(first) & set(other)
    assert all(first[name] != other[name] for name in set(first) & set(other) if name.startswith("practice/pm/"))


def test_the_committed_sample_is_what_the_simulator_writes(tmp_path):
    wrote = simulate(tmp_path)
    for folder in ("practice", "practice_answers"):
        now, committed = files_of(tmp_path / folder), files_of(SAMPLES / folder)
        assert sorted(now) == sorted(committed)
        assert [name for name in now if now[name] != committed[name]] == []
    assert wrote.byte_count < 5_000_000


@pytest.mark.parametrize("seed", [1, 2, 11])
def test_every_scenario_is_planted_whatever_the_seed(seed):
    world = live(seed=seed)
    deliver(world, "kareo", "quickbooks")
    found = {name: len(items) for name, items in world.ledger.planted.items()}
    assert {name: found.get(name, 0) for name in EXACT} == {name: SCENARIOS[name] for name in EXACT}
    assert [name for name, least in SCENARIOS.items() if found.get(name, 0) < least] == []


def test_files_of_an_earlier_simulation_do_not_stay_behind(tmp_path):
    small_world(tmp_path / "used", 3)
    assert small_world(tmp_path / "used", 4).keys() == small_world(tmp_path / "fresh", 4).keys()


def test_progress_is_told_every_bank_day(tmp_path):
    days = []
    simulate(tmp_path, start=date(2026, 7, 1), end=date(2026, 7, 7), visits_per_day=2,
             progress=lambda what, _done, _total: days.append(what))  # fmt: skip
    assert [what for what in days if what.startswith("2026")] == [
        "2026-07-01",
        "2026-07-02",
        "2026-07-03",
        "2026-07-06",
        "2026-07-07",
    ]


def test_the_folder_is_the_registry_of_scenarios():
    found = load_scenarios()
    assert len(found) == len({scenario.scenario_id for scenario in found}) >= 20
    assert all(scenario.title and (scenario.rate > 0) == bool(scenario.act) for scenario in found)


def test_a_rate_switches_a_scenario_off_and_another_up():
    rates = {"missing_cash": 0, "missing_remit": 60}
    planted = live(seed=3, rates=rates).ledger.planted
    assert "missing_cash" not in planted
    assert len(planted["missing_remit"]) == 6


def test_what_is_not_known_is_refused():
    with pytest.raises(ValueError, match="no rate can be set for matched_eft, no_such"):
        live(rates={"no_such": 1, "matched_eft": 1})
    with pytest.raises(ValueError, match="no PM system 'none'"):
        load_writers("none", "quickbooks")


def test_claims_size_the_world():
    world = live(claims=260, start=date(2026, 7, 1), end=date(2026, 8, 14))
    assert 220 < len(world.ledger.submissions) < 300


def test_rates_are_read_as_people_type_them():
    assert read_rates(["missing_remit=20", "missing_cash=0.5"]) == {"missing_remit": 20.0, "missing_cash": 0.5}
    for wrong in ("missing_remit", "missing_remit=many", "missing_remit=-1"):
        with pytest.raises(ValueError, match="write a scenario and its rate"):
            read_rates([wrong])


def test_several_processes_write_the_same_bytes_as_one(tmp_path):
    world = live(seed=3, claims=200, end=date(2026, 7, 31))
    deliveries = deliver(world, "kareo", "quickbooks")
    told = []
    for name, processes in (("one", 1), ("two", 2)):
        counts, size = land(tmp_path / name, deliveries, processes=processes, progress=lambda *what: told.append(what))
        assert sum(counts.values()) == len(files_of(tmp_path / name))
        assert size == sum(len(data) for data in files_of(tmp_path / name).values())
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert told[-1] == ("writing files", len(deliveries), len(deliveries))
