"""The arithmetic of one adjudication: every line satisfies charge - adjustments = paid."""

from datetime import date

import pytest

from pipeline.simulator.adjudicate import adjudicate, adjudicate_secondary, correct, reverse
from pipeline.simulator.events import Charge, Encounter, Patient, Submission


def submission_to(payer_id, codes=(("99213", 16_500), ("93000", 7_500)), deductible_left=0):
    patient = Patient(1, "Testerly", "Robin", date(1950, 1, 2), "F", "1 MOCK LN", payer_id, "M1", None, "", None,
                      deductible_left)  # fmt: skip
    encounter = Encounter(1, patient, date(2026, 7, 1), date(2026, 7, 1), 0, 0, ("I10",))
    encounter.charges = [Charge(index + 1, encounter, code, cents) for index, (code, cents) in enumerate(codes)]
    return Submission(encounter, payer_id, "P", "1", date(2026, 7, 1), "P1", ("A2", "20", "PR"))


def reasons(line):
    return {f"{item.group}-{item.reason}": item.amount for item in line.adjustments}


@pytest.mark.parametrize("payer_id", ["FEDMB", "STMCD", "BLUPR", "GRANM", "SUMMA", "HARBR"])
def test_every_line_of_every_payer_balances_and_no_adjustment_is_empty(payer_id):
    decision = adjudicate(submission_to(payer_id, deductible_left=5_000), "", set())
    for line in decision.lines:
        assert line.billed - sum(item.amount for item in line.adjustments) == line.paid >= 0
        assert all(item.amount for item in line.adjustments)


def test_medicare_pays_eighty_percent_of_the_allowed_amount_less_two_percent():
    line = adjudicate(submission_to("FEDMB"), "", set()).lines[0]
    assert reasons(line) == {"CO-45": 7_282, "CO-253": 147, "PR-2": 1_844}
    assert line.paid == 16_500 - 7_282 - 147 - 1_844


def test_a_deductible_is_used_up_once():
    order = submission_to("FEDMB", deductible_left=9_500)
    first, second = adjudicate(order, "", set()).lines
    assert reasons(first)["PR-1"] == 9_218
    assert reasons(second)["PR-1"] == 282
    assert order.encounter.patient.deductible_left == 0


def test_a_denied_line_pays_nothing_and_uses_no_deductible():
    order = submission_to("FEDMB", deductible_left=9_500)
    decision = adjudicate(order, "197", {0, 1})
    assert [reasons(line) for line in decision.lines] == [{"CO-197": 16_500}, {"CO-197": 7_500}]
    assert order.encounter.patient.deductible_left == 9_500


def test_the_secondary_pays_what_the_primary_left_and_carries_the_rest_as_oa_23():
    primary = adjudicate(submission_to("FEDMB"), "", set())
    secondary = adjudicate_secondary(submission_to("HARBR"), primary)
    assert reasons(secondary.lines[0]) == {"OA-23": 16_500 - 1_844}
    assert secondary.lines[0].paid == 1_844


def test_a_reversal_negates_every_amount_of_its_original():
    original = adjudicate(submission_to("FEDMB"), "", set())
    taken_back = reverse(original)
    assert (taken_back.status, taken_back.payer_claim_number) == ("22", original.payer_claim_number)
    assert taken_back.paid + original.paid == 0
    for before, after in zip(original.lines, taken_back.lines, strict=True):
        assert {name: -cents for name, cents in reasons(after).items()} == reasons(before)


@pytest.mark.parametrize("change", [600, -2_500])
def test_a_correction_keeps_the_patients_share_and_still_balances(change):
    original = adjudicate(submission_to("FEDMB"), "", set())
    again = correct(original, change)
    assert again.owed_by_patient == original.owed_by_patient
    assert (again.paid > original.paid) is (change > 0)
    for line in again.lines:
        assert line.billed - sum(item.amount for item in line.adjustments) == line.paid
