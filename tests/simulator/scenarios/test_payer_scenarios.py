"""Scenarios of payers, counted in the written files by a reader of their own."""

from collections import Counter, defaultdict

import pytest
from advice_scan import CLAIM_IDS, REMITTANCE_IDS, advices, cents, claims_where, planted, references, world, written

from pipeline.simulator.practice import TAX_ID

DEFECTS = {"unbalanced_claim", "notice_with_dollars"}


@pytest.mark.parametrize("scenario_id", [*CLAIM_IDS, *REMITTANCE_IDS, "refused_batch", "duplicate_claim"])
def test_each_scenario_is_planted_as_often_as_asked(scenario_id):
    assert len(planted(scenario_id)) >= 2


def test_every_advice_adds_up_but_where_the_defect_is_the_scenario():
    unbalanced = claims_where(lambda _, claim: not claim.is_balanced())
    assert unbalanced == references("unbalanced_claim")
    assert sorted(item.trace for item in advices() if not item.is_balanced()) == references("notice_with_dollars")


def test_what_a_bad_claim_leaves_unexplained_is_what_was_planted():
    gaps = []
    for claim in [claim for advice in advices() for claim in advice.claims if not claim.is_balanced()]:
        gaps += [charge - paid - sum(item[2] for item in found) for charge, paid, found in claim.lines]
    assert sorted(gap for gap in gaps if gap) == [item.amount for item in planted("unbalanced_claim")]


def test_claims_adjusted_as_a_whole():
    assert claims_where(lambda _, claim: claim.adjustments) == references("claim_level_adjustment")
    assert all(item.expected_code is None for item in planted("claim_level_adjustment"))


def test_claims_answered_by_procedure():
    repeated = set()
    for advice in advices():
        counts = Counter(claim.number for claim in advice.claims if claim.status == "1" and len(claim.lines) == 1)
        same = {claim.clp[7][:-2] for claim in advice.claims}
        for number, count in counts.items():
            bases = {claim.clp[7][:-2] for claim in advice.claims if claim.number == number}
            if count > 1 and len(bases) == 1 and bases <= same:
                repeated.add(number)
    assert sorted(repeated) == references("claim_by_procedure")


@pytest.mark.parametrize(
    ("scenario_id", "group", "reason"),
    [("unknown_reason", "CO", "P98"), ("negative_incentive", "CO", "144"), ("partial_denial", "CO", "236")],
)
def test_claims_with_a_reason_only_the_scenario_uses(scenario_id, group, reason):
    def has(_, claim):
        return any(item[:2] == (group, reason) for line in claim.lines for item in line[2])

    assert claims_where(has) == references(scenario_id)


@pytest.mark.parametrize(("scenario_id", "status"), [("crossover", "19"), ("predetermination", "25")])
def test_claims_with_a_status_only_the_scenario_uses(scenario_id, status):
    assert claims_where(lambda _, claim: claim.status == status) == references(scenario_id)


def test_a_claim_passed_on_is_decided_by_the_second_payer_without_a_claim_of_ours():
    numbers = references("crossover")
    second = [claim.number for advice in advices() for claim in advice.claims if claim.status == "2"]
    assert any(number in second for number in numbers)
    sent = "".join(text for name, text in written().items() if name.endswith(".837"))
    assert all(sent.count(f"CLM*{number}*") == 1 for number in numbers)


def test_planned_care_is_neither_charged_nor_posted():
    charges = "".join(text for name, text in written().items() if name.startswith("pm/charges"))
    assert all(item.reference not in charges for item in planted("predetermination"))


def test_second_payers_without_what_the_first_one_did():
    """Where the first payer left all to the patient there is nothing to name; then nothing is contractual either."""

    def lacks(_, claim):
        found = {item[:2] for line in claim.lines for item in line[2]}
        return claim.status == "2" and ("OA", "23") not in found and ("CO", "45") in found

    assert claims_where(lacks) == references("secondary_without_prior")


def test_second_payers_never_lower_a_balance_twice():
    ledger = world().ledger
    numbers = set(references("secondary_without_prior"))
    for encounter in [item for item in ledger.encounters if str(item.number) in numbers]:
        for charge in encounter.charges:
            posted = [item for item in ledger.postings[charge.number] if item.source == "secondary"]
            assert posted
            assert not any(item.contractual for item in posted)


def test_corrections_before_their_reversal_and_under_another_number():
    first = []
    for advice in advices():
        place = {(claim.number, claim.status): at for at, claim in enumerate(advice.claims)}
        first += [number for (number, status), at in place.items()
                  if status == "22" and place.get((number, "1"), at) < at]  # fmt: skip
    assert sorted(first) == references("correction_first")
    assert claims_where(lambda _, claim: claim.number.endswith("R1")) == references("renumbered_correction")


def test_reversals_that_are_not_their_original_negated():
    originals = {claim.clp[7]: claim for advice in advices() for claim in advice.claims if claim.status == "1"}
    wrong = []
    for claim in [claim for advice in advices() for claim in advice.claims if claim.status == "22"]:
        gap = cents(originals[claim.clp[7]].clp[4]) + cents(claim.clp[4])
        if gap:
            wrong.append((claim.number, gap))
    assert sorted(wrong) == sorted((item.reference, item.amount) for item in planted("mismatched_reversal"))
    assert {item.expected_code for item in planted("mismatched_reversal")} == {"ERA-REVMIS"}


def test_forwarded_balances_are_chains_over_three_remittances_and_come_to_nothing():
    carried = [advice for advice in advices() if any(item[0] == "FB" for item in advice.plb)]
    assert sorted(item.trace for item in carried) == references("forward_balance")
    by_source = defaultdict(list)
    for advice in carried:
        for code, source, amount in advice.plb:
            if code == "FB":
                by_source[source].append(amount)
    assert all(sum(amounts) == 0 and len(amounts) == 2 for amounts in by_source.values())
    assert len(carried) * 2 == len(by_source) * 3


def test_our_refund_checks_are_paid_and_acknowledged():
    acknowledged = sorted(-item[2] for advice in advices() for item in advice.plb if item[0] == "72")
    records = "".join(text for name, text in sorted(written().items()) if name.endswith(".bai")).splitlines()
    paid = {line.split(",")[5].strip("/"): int(line.split(",")[2]) for line in records if line.startswith("16,475,")}
    checks = [item for item in planted("refund_acknowledged") if item.reference in paid]
    assert sorted(-item.amount for item in checks) == sorted(paid[item.reference] for item in checks)
    assert acknowledged == sorted(-item.amount for item in checks)


def test_take_backs_without_an_earlier_demand():
    demanded = {item[1] for advice in advices() for item in advice.plb if item[0] == "WO" and item[2] < 0}
    orphans = [(advice.trace, item[2]) for advice in advices() for item in advice.plb
               if item[0] == "WO" and item[2] > 0 and item[1] not in demanded]  # fmt: skip
    assert sorted(orphans) == sorted((item.reference, item.amount) for item in planted("orphan_takeback"))


def test_interest_without_memo_and_capitation():
    silent = sorted(advice.trace for advice in advices()
                    if any(item[0] == "L6" for item in advice.plb)
                    and not any(claim.memos for claim in advice.claims))  # fmt: skip
    assert silent == references("interest_without_memo")
    capitated = [(advice.trace, -item[2]) for advice in advices() for item in advice.plb if item[0] == "CT"]
    assert sorted(capitated) == sorted((item.reference, item.amount) for item in planted("capitation"))


def test_an_advice_sent_again_has_the_same_content_in_another_envelope():
    by_content = defaultdict(list)
    for advice in advices():
        inner = [item for item in advice.segments if item[0] not in {"ISA", "GS", "ST", "SE", "GE", "IEA"}]
        by_content[str(inner)].append(advice)
    pairs = [found for found in by_content.values() if len(found) > 1]
    assert sorted(found[0].trace for found in pairs) == references("resent_advice")
    for found in pairs:
        assert len({tuple(advice.segments[0]) for advice in found}) == len(found) == 2


def test_advices_for_another_practice():
    strays = [advice for advice in advices() if advice.first("REF", "TJ")[2] != TAX_ID]
    assert sorted(advice.trace for advice in strays) == references("stray_advice")
    ours = {str(item.number) for item in world().ledger.encounters}
    assert not [claim.number for advice in strays for claim in advice.claims if claim.number in ours]


def test_duplicates_are_refused_for_that_reason_only():
    def duplicate(_, claim):
        return claim.lines and all([item[1] for item in line[2]] == ["18"] for line in claim.lines)

    assert claims_where(duplicate) == references("duplicate_claim")


def test_the_defects_are_the_only_ones_that_must_not_be_posted_blindly():
    codes = {name: {item.expected_code for item in planted(name)} for name in DEFECTS}
    assert set().union(*codes.values()) == {"ERA-UNBAL"}
