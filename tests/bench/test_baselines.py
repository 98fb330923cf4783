"""The baselines do what people do today, mistakes included."""

import pandas as pd

from pipeline.bench.baselines import load_baselines


def bank(*rows):
    columns = ["deposit_ref", "date", "amount_cents", "text", "customer_reference", "bank_reference"]
    return pd.DataFrame(rows, columns=columns).assign(date=lambda frame: pd.to_datetime(frame["date"]))


def evidence(*rows):
    columns = ["evidence_kind", "evidence_ref", "date", "amount_cents", "key"]
    return pd.DataFrame(rows, columns=columns).assign(date=lambda frame: pd.to_datetime(frame["date"]))


TWINS = bank(
    ("d1", "2026-09-02", 125000, "TRN*1*TRACE3*1\\", None, "B1"),
    ("d2", "2026-09-02", 125000, "TRN*1*TRACE2*1\\", None, "B2"),
    ("d3", "2026-09-20", 7500, None, "DSK1", "B3"),
    ("d4", "2026-09-20", 44, "INTEREST", None, "B4"),
)
PROOF = evidence(
    ("remittance", "r2", "2026-09-01", 125000, "TRACE2"),
    ("remittance", "r3", "2026-09-01", 125000, "TRACE3"),
    ("pm_batch", "b1", "2026-09-01", 7500, "DSK1"),
    ("card_payout", "po_1", "2026-09-20", 45, "po_1"),
)


def pairs(statement):
    sides = statement.matches.partition_by("side", as_dict=True)
    joined = sides["bank",].join(sides["evidence",], on="match_id")
    return dict(joined.select("reference", "reference_right").iter_rows())


def test_a_spreadsheet_takes_the_first_equal_amount_near_the_date():
    said = load_baselines()["spreadsheet"](TWINS, PROOF)
    assert pairs(said) == {"d1": "r2", "d2": "r3"}
    assert sorted(said.exceptions.select("code", "reference").iter_rows()) == [
        ("BNK-DITOLD", "b1"),
        ("BNK-UNK", "d3"),
        ("BNK-UNK", "d4"),
        ("CRD-FUND", "po_1"),
    ]


def test_trace_numbers_tell_twins_apart_and_find_late_money():
    said = load_baselines()["trace_numbers"](TWINS, PROOF)
    assert pairs(said) == {"d1": "r3", "d2": "r2", "d3": "b1"}
    assert said.exceptions.height == 2


def test_a_baseline_takes_an_empty_practice():
    for reconcile in load_baselines().values():
        said = reconcile(TWINS.iloc[:0], PROOF.iloc[:0])
        assert said.matches.is_empty()
        assert said.exceptions.is_empty()
