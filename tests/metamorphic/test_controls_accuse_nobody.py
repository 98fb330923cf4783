"""Where simulated people did nothing a control asks about, no control names anybody."""

OF_PAYERS = {"denial_not_appealed", "contractual_beyond_remittance"}
"""Controls that follow what payers decided: this practice has denials that were given up, and wrong postings."""


def test_only_controls_over_payers_decisions_find_something(practice):
    found = {control for (control,) in practice.ask("select distinct control from adjustment_controls")}
    assert found <= OF_PAYERS
    examined = dict(practice.ask("select control, examined_count from control_coverage"))
    for control in ("cash_voided_same_day", "deposited_late", "drawer_short_again", "posted_back_dated"):
        assert examined[control] > 0, control
