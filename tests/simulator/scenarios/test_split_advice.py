"""Advices in two files, counted by their traces."""

from tests.simulator.cash_world import advices, by, planted


def test_parts_repeat_trace_and_amount_and_balance_together_or_lack_what_is_missing():
    parts = by([item for item in advices() if "_part" in item["name"]], "trace")
    complete = {trace for trace, items in parts.items() if len(items) == 2}
    assert complete == {item.reference for item in planted("split_era")}
    for trace in complete:
        first, second = parts[trace]
        assert first["cents"] == second["cents"] == first["claims"] + second["claims"]
    short = {trace: items[0]["cents"] - items[0]["claims"] for trace, items in parts.items() if len(items) == 1}
    assert short == {item.reference: item.amount for item in planted("split_era_missing")}
    assert {item.expected_code for item in planted("split_era_missing")} == {"ERA-SPLITMISS"}
