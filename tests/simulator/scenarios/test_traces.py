"""Traces the bank passes on badly, counted in its statements."""

from tests.simulator.cash_world import advices, bank_lines, planted


def electronic():
    return [line for line in bank_lines() if line[1] == "142" and "HCCLAIMPMT" in line[5]]


def test_credits_without_addenda_are_those_planted_by_the_banks_number():
    found = {line[3]: line[2] for line in electronic() if "TRN*" not in line[5]}
    assert found == {item.reference: item.amount for item in planted("missing_addenda")}
    assert {item.expected_code for item in planted("missing_addenda")} == {"BNK-NOADD"}


def test_cut_traces_begin_a_trace_of_an_advice_and_no_other_of_that_amount():
    found = [line for line in electronic() if "TRN*" in line[5] and not line[5].endswith("\\")]
    assert len(found) == len(planted("truncated_trace")) > 0
    for line in found:
        kept = line[5].rpartition("*")[2]
        assert len({item["trace"] for item in advices() if item["trace"].startswith(kept)}) >= 1
        assert len(kept) == 9


def test_a_lost_zero_makes_the_trace_another_one():
    known = {item["trace"] for item in advices()}
    shown = [line[5].split("TRN*1*")[1].split("*")[0] for line in electronic() if line[5].endswith("\\")]
    lost = [f"0{trace}" for trace in shown if trace not in known and f"0{trace}" in known]
    assert sorted(lost) == sorted(item.reference for item in planted("lost_leading_zero"))
