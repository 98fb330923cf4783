"""The answer key balances to the cent by itself, in a small world and in one with many troubles."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest

from pipeline.simulator.answers import tables as make_tables
from pipeline.simulator.answers.items import money_items
from pipeline.simulator.answers.tables import TABLES, columns
from pipeline.simulator.banking import BankLine, Evidence
from pipeline.simulator.deliveries import deliver
from pipeline.simulator.scenarios import load_scenarios
from pipeline.simulator.scenarios.calendar import AWKWARD
from pipeline.simulator.simulate import live


def key_of(world):
    deliver(world, "kareo", "quickbooks")
    found = make_tables(world.ledger)
    return {
        name: [dict(zip([c for c, _ in columns(name)], row, strict=True)) for row in found[name]] for name in TABLES
    }


@pytest.fixture(scope="module", params=[(7, None), (5, 2_400)], ids=["sample", "2,400 claims"])
def world(request):
    seed, claims = request.param
    return live(seed=seed, claims=claims)


@pytest.fixture(scope="module")
def balanced(world):
    return key_of(world)


def test_deposits_by_state_are_the_credits_of_the_bank(world, balanced):
    paid_in = [line.amount for line in world.ledger.bank if line.amount > 0]
    by_state = defaultdict(int)
    for row in balanced["deposits"]:
        by_state[row["state"]] += row["amount_cents"]
    assert set(by_state) <= {"matched", "classified", "exception"}
    assert sum(by_state.values()) == sum(paid_in)
    assert len({row["deposit_ref"] for row in balanced["deposits"]}) == len(paid_in)


def test_every_matched_line_is_its_evidence_and_no_other_line_has_any(balanced):
    evidence = defaultdict(int)
    for row in balanced["matches"]:
        evidence[row["deposit_ref"]] += row["amount_cents"]
    lines = [*balanced["deposits"], *balanced["bank_debits"]]
    matched = [row for row in lines if row["state"] == "matched"]
    assert evidence.keys() == {row.get("deposit_ref") or row["debit_ref"] for row in matched}
    assert all(row["exception_code"] for row in lines if row["state"] == "exception")


def test_debits_are_those_of_the_bank_and_only_a_payout_below_zero_has_evidence(world, balanced):
    paid_out = sorted(line.amount for line in world.ledger.bank if line.amount < 0)
    assert sorted(row["amount_cents"] for row in balanced["bank_debits"]) == paid_out
    matched = {row["debit_ref"] for row in balanced["bank_debits"] if row["state"] == "matched"}
    explained = [row for row in balanced["matches"] if row["deposit_ref"] in matched]
    assert {row["evidence_kind"] for row in explained} <= {"card_payout"}
    assert sum(row["amount_cents"] for row in explained) == sum(int(ref.split("|")[3]) for ref in matched)


def test_what_an_instance_is_linked_to_has_a_name(balanced):
    known = {row["deposit_ref"] for row in balanced["deposits"]} | {row["debit_ref"] for row in balanced["bank_debits"]}
    for row in balanced["scenario_items"]:
        assert all(row["links"])
        assert known >= {link for link in row["links"] if link.count("|") > 1}


def test_balances_of_each_class_run_on_from_day_to_day(balanced):
    by_class = defaultdict(list)
    for row in balanced["ledger_days"]:
        by_class[row["financial_class"]].append(row)
    for rows in by_class.values():
        running = 0
        for row in rows:
            gone = ("insurance_payments", "patient_payments", "contractual", "other")
            running += row["charges_cents"] - sum(row[f"{name}_cents"] for name in gone)
            assert row["balance_cents"] == running
        assert all(before["day"] < after["day"] for before, after in pairwise(rows))


def test_what_is_open_is_the_balance_of_the_last_day(world, balanced):
    last = [row["balance_cents"] for row in balanced["ledger_days"] if row["day"] == world.ledger.end]
    assert sum(row["open_cents"] for row in balanced["open_items"]) == sum(last) > 0


def test_the_bridge_closes_in_every_month(balanced):
    terms = defaultdict(dict)
    for row in balanced["bridge"]:
        terms[row["period"]][row["term"]] = row["amount_cents"]
    assert len(terms) == 3
    for found in terms.values():
        assert found.pop("residual") == 0
        assert found.pop("pm_payments_posted") == sum(found.values())
    banked = sum(row["amount_cents"] for row in balanced["deposits"])
    assert sum(found["bank_credits"] for found in terms.values()) == banked


@pytest.mark.parametrize(
    ("checks", "gaps"),
    [({"7001": 187_697}, [-187_679]), ({"7001": 187_697, "7002": 5_000}, [-187_697, -5_000, 18])],
    ids=["one check: what was credited is open", "two checks: the bank's error is nobody's"],
)
def test_a_check_the_bank_encoded_wrongly_is_open_at_what_the_bank_credited(checks, gaps):
    day = date(2026, 7, 31)
    evidence = [Evidence("remittance", number, cents) for number, cents in checks.items()]
    line = BankLine(day, "115", sum(checks.values()) - 18, "LB260731", (), "remittance", evidence)
    line.expected_code = "BNK-ENC"
    later = [SimpleNamespace(number=number, posted=date(2026, 8, 3), amount=cents) for number, cents in checks.items()]
    world = SimpleNamespace(
        bank=[line], payouts=[], desk_days=[], remittances=[], payments=later, others={}, end=date(2026, 8, 31)
    )
    assert [item.gap(day) for item in money_items(world)] == gaps
    assert sum(item.gap(world.end) for item in money_items(world)) == 18


def test_every_line_of_the_proof_of_cash_foots_and_months_join(balanced):
    lines = defaultdict(list)
    for row in balanced["proof_of_cash"]:
        assert row["prior_cents"] + row["receipts_cents"] - row["disbursements_cents"] == row["current_cents"]
        lines[row["line"]].append(row)
    for found in lines.values():
        assert all(before["current_cents"] == after["prior_cents"] for before, after in pairwise(found))
    for row in lines["difference"]:
        assert not any(row[f"{name}_cents"] for name in ("prior", "receipts", "disbursements", "current"))


def test_figures_of_the_cuts_add_up_to_the_practice(balanced):
    parts = defaultdict(lambda: defaultdict(int))
    for row in balanced["kpis"]:
        parts[row["kpi_id"], row["period"]][row["grain"]] += row["numerator"]
    whole = {"K01", "K01a", "K03", "K04", "K05", "K05b", "K05u", "K05_dos", "K05_bill", "K05_resp", "K07", "K07_aged",
             "K09", "K17", "K20c", "K20d", "K20e", "K20s", "K20z", "K21", "K23", "K24", "K30", "K32", "K34", "K36",
             "K36b", "K36p90", "K40", "K41", "K43", "K50c"}  # fmt: skip
    by_class = {"K10a", "K10x", "K11", "K14", "K15"}
    by_payer_or_uncut = {"K45", "K46", "K50a", "K50b", "K51", "K51p90", "K52", "K52_late", "K53", "K53_card",
                         "K53_desk", "K54", "K54_aged", "K55", "K55_aged", "K56", "K56_days", "K57", "K58", "K59",
                         "K59_over", "K59_short", "K62"}  # fmt: skip
    for (kpi, _), found in parts.items():
        if kpi in whole:
            assert found["practice"] == found["payer"]
        if kpi in whole | by_class:
            assert found["practice"] == found["financial_class"]
    every, known = whole | by_class | by_payer_or_uncut, {kpi for kpi, _ in parts}
    of_drawers = {"K53_desk", "K59", "K59_over", "K59_short"}
    assert known & of_drawers in (set(), of_drawers)
    assert every - of_drawers - {"K58"} <= known <= every  # a small practice has no drawer logs, and little is late


def test_postings_are_right_but_where_something_was_planted_or_is_under_way(world, balanced):
    wrong = [row for row in balanced["postings"] if not row["is_posted_right"]]
    ledger = world.ledger
    under_way = [item for item in ledger.remittances if not item.posting_date or item.posting_date > ledger.end]
    late = {str(line.charge.number) for item in under_way for claim in item.claims for line in claim.lines}
    assert wrong
    assert all(row["scenario_id"] or row["charge_number"] in late for row in wrong)


def test_every_scenario_of_the_folder_is_counted_and_a_large_world_has_each(world, balanced):
    counted = {row["scenario_id"]: row["planted"] for row in balanced["scenarios"]}
    assert set(counted) == {scenario.scenario_id for scenario in load_scenarios()}
    items = defaultdict(int)
    for row in balanced["scenario_items"]:
        items[row["scenario_id"]] += 1
    assert {name: count for name, count in counted.items() if count} == items
    if world.visits_per_day > 25:
        assert {name for name, count in counted.items() if not count} <= AWKWARD.keys()
