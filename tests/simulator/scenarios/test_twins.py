"""Equal amounts on one day, counted in advices and card settlements."""

from collections import Counter

from pipeline.simulator.companions import bring_to, share_out
from pipeline.simulator.decisions import Adjudication, Adjustment, LineResult
from tests.simulator.cash_world import advices, planted, troubled


def test_two_payments_of_a_payer_are_equal_and_have_traces_of_their_own():
    found = Counter((item["company"], item["paid"]) for item in advices() if item["cents"] == 125_000)
    twins = [item for item in advices() if item["cents"] == 125_000]
    assert sorted(item["trace"] for item in twins) == sorted(item.reference for item in planted("twin_remits"))
    assert set(found.values()) == {2}
    assert all(item["cents"] == item["claims"] - item["adjusted"] for item in twins)


def test_two_card_payments_of_75_at_a_desk_are_in_the_settlement():
    payments = {str(item.number): item for item in troubled()[0].ledger.payments}
    rows = "\n".join(text for name, text in troubled()[1].items() if name.startswith("card/"))
    for item in planted("twin_payments"):
        first = payments[item.reference]
        twins = [other for other in payments.values() if other.amount == 7_500 and other.received == first.received]
        assert len(twins) >= 2
        assert all(other.reference in rows and other.batch == first.batch for other in twins)


def claim(paid, contractual=5_000):
    adjusted = [Adjustment("CO", "45", contractual)]
    return Adjudication(None, "1", "", [LineResult(None, paid + contractual, paid, paid, adjusted)])


def test_claims_are_brought_to_an_amount_and_still_balance():
    for cents in (9_000, 14_000):
        claims = [claim(5_000), claim(6_000)]
        assert bring_to(claims, cents)
        assert sum(item.paid for item in claims) == cents
        for line in [line for item in claims for line in item.lines]:
            assert line.billed - line.total("CO") == line.paid == line.allowed
    assert not bring_to([claim(5_000)], 10_000)
    assert not bring_to([claim(5_000)], 0)


def test_claims_are_shared_out_so_that_each_group_pays():
    claims = [claim(100), claim(0), claim(200), claim(300)]
    assert [sum(item.paid for item in group) for group in share_out(claims, 2)] == [400, 200]
    assert sum(len(group) for group in share_out(claims, 2)) == 4
    assert share_out(claims, 4) == []
