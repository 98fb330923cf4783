"""Controls find every planted trouble that is theirs, and accuse nobody else: the sample against its answer key.

The key comes from the simulator's events. Where a scenario is not planted, its control must find nothing. The sample
plants few of them; the practice of `metamorphic/test_controls_find_the_planted` plants all.
"""

from collections.abc import Callable

import duckdb
from running import SAMPLE

KEY = SAMPLE.parent / "practice_answers"
PLANTED = {
    "cash_voided_same_day": ("cash_void",),
    "posted_back_dated": ("backdated_posting",),
    "deleted_after_report": ("deleted_visit",),
    "manual_receivable_entry": ("manual_entry",),
    "deposited_late": ("lapping",),
    "refund_stale": ("stale_refund_check",),
    "refund_taken_back": ("refund_and_recoupment",),
    "contractual_beyond_remittance": ("denial_as_contractual", "posted_twice"),
}
"""By control: the scenarios it must find, each instance by its reference, its claim or its remittance."""
GIVEN_UP = {"denial_not_appealed": ("29", "197"), "drawer_short_again": ("drawer_short",)}
"""Controls held to the key in another way: the denials they may name, and the drawers that were short again."""


def read_key(key, table, columns):
    return duckdb.read_parquet(str(key / f"{table}.parquet")).project(columns).fetchall()


def assert_controls_find_the_planted(ask: Callable[[str], list[tuple]], key) -> None:
    """Hold all controls of a run to an answer key."""
    found: dict[str, list[str]] = {}
    for control, *names in ask("select control, reference, claim_number, words from adjustment_controls"):
        found.setdefault(control, []).append(" ".join(name for name in names if name))
    items = read_key(key, "scenario_items", "scenario_id, reference")
    for control, scenarios in PLANTED.items():
        planted = {name.rpartition("|")[2] for scenario, name in items if scenario in scenarios}
        told = found.pop(control, [])
        assert all(any(name in words for name in planted) for words in told), control
        assert all(any(name in words for words in told) for name in planted), control
    denied = {line for line, reason in read_key(key, "denials", "line_control_number, reason_code")
              if reason in GIVEN_UP["denial_not_appealed"]}  # fmt: skip
    assert {words.split()[0] for words in found.pop("denial_not_appealed", [])} <= denied
    drawers = {name.rpartition("|")[2] for scenario, name in items if scenario in GIVEN_UP["drawer_short_again"]}
    assert bool(drawers) == bool(told := found.pop("drawer_short_again", []))
    assert all(words.split()[0] in drawers for words in told)
    assert found == {}


def assert_money_of_others_is_known(ask: Callable[[str], list[tuple]], key) -> None:
    """Credits past their clock are those of the key; refunds in trouble are planted; nobody held two duties."""
    overdue = ask("select charge_number from credit_controls where urgency = 'overdue'")
    told = read_key(key, "exceptions", "code, reference")
    assert sorted(overdue) == sorted((name,) for code, name in told if code in {"CR-PT", "CR-GOV", "CR-COM"})
    items = read_key(key, "scenario_items", "scenario_id, reference, note")
    stale = {name for scenario, name, _ in items if scenario == "stale_refund_check"}
    assert {name for (name,) in ask("select refund_number from refund_controls where state = 'stale'")} == stale
    again = " ".join(note for scenario, _, note in items if scenario == "refund_and_recoupment")
    twice = [name for (name,) in ask("select refund_number from refund_controls where is_taken_back_as_well")]
    assert len(twice) == again.count("refunded by check")
    assert all(name in again for name in twice)
    assert ask("select * from duty_conflicts") == []


def test_controls_find_what_was_planted_and_nothing_else(sample_run):
    assert_controls_find_the_planted(sample_run.ask, KEY)


def test_credits_refunds_and_duties_are_what_was_planted(sample_run):
    assert_money_of_others_is_known(sample_run.ask, KEY)
