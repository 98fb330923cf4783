"""999 acknowledgments: one for each batch, and refused batches are sent again."""

from advice_scan import planted, references, world, written

from pipeline.simulator.deliveries import deliver
from pipeline.simulator.simulate import live

RATES = "reference/fee_schedules.csv"


def segments(text):
    return [item.strip().split("*") for item in text.split("~") if item.strip()]


def test_every_batch_is_answered_by_group_and_transaction():
    batches = {name[7:-4]: segments(text) for name, text in written().items() if name.endswith(".837")}
    answers = {name[5:-4]: segments(text) for name, text in written().items() if name.endswith(".999")}
    assert batches.keys() == answers.keys()
    for name, found in answers.items():
        sent = {item[0]: item for item in batches[name]}
        told = {item[0]: item for item in found}
        assert told["AK1"][1:3] == [sent["GS"][1], sent["GS"][6]]
        assert told["AK2"][1:3] == sent["ST"][1:3]
        assert (told["IK5"][1], told["AK9"][1]) in {("A", "A"), ("R", "R")}
        assert int(told["SE"][1]) == len(found) - 4


def test_refused_batches_are_the_planted_ones_and_reach_no_payer():
    refused = [name[5:-4] for name, text in sorted(written().items()) if name.endswith(".999") and "AK9*R" in text]
    assert refused == references("refused_batch")
    assert not [name for name in refused if f"acks/{name}.277ca" in written()]


def test_every_claim_of_a_refused_batch_is_sent_again():
    for item in planted("refused_batch"):
        lost = [part[1] for part in segments(written()[f"claims/{item.reference}.837"]) if part[0] == "CLM"]
        later = "".join(text for name, text in written().items()
                        if name.endswith(".837") and name > f"claims/{item.reference}.837")  # fmt: skip
        assert lost
        assert all(f"CLM*{number}*" in later for number in lost)
    days = {submission.submitted for submission in world().ledger.submissions if submission.verdict[0] == "R"}
    assert len(days) == len(planted("refused_batch"))


def test_a_small_world_has_none_of_these_files_unless_asked():
    small = live(seed=3, claims=300)
    names = [item.name for item in deliver(small, "kareo", "quickbooks")]
    assert [name for name in names if name.endswith(".999") or name.startswith("reference/")] == [RATES]
    names = [item.name for item in deliver(small, "kareo", "quickbooks", extras=True)]
    assert len([name for name in names if name.endswith(".999")]) > 20
    assert {RATES, "reference/payers.csv"} <= set(names)
