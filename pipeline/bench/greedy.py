"""Looking amounts up, greedily: what the baselines share.

Here: the lookup by amount and date, and turning pairs into a statement. Not here: which pairs a baseline tries first.
"""

from collections import defaultdict

import pandas as pd
import polars as pl

from pipeline.bench.answers import COLUMNS
from pipeline.bench.members import members_of_pairs
from pipeline.bench.statement import ALL_EXCEPTIONS, EVIDENCE, Statement, fill_exceptions

DAYS_BEFORE, DAYS_AFTER = 5, 5
"""How many calendar days the money may come before and after its evidence."""
UNMATCHED = {"deposit": "BNK-UNK", "remittance": "ERA-NOEFT", "card_payout": "CRD-FUND", "pm_batch": "BNK-DITOLD"}
"""The generic code of a row without a partner: no baseline knows why."""


def look_up(bank: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Pairs `deposit`, `evidence` of row labels: for each bank credit in order, the nearest unused equal amount."""
    unused: dict[int, list[tuple[pd.Timestamp, int]]] = defaultdict(list)
    for label, amount, day in evidence[["amount_cents", "date"]].itertuples():
        unused[amount].append((day, label))
    pairs = []
    for label, amount, day in bank[["amount_cents", "date"]].itertuples():
        near = [
            (abs((day - other).days), other, row)
            for other, row in unused.get(amount, ())
            if -DAYS_BEFORE <= (day - other).days <= DAYS_AFTER
        ]
        if near:
            _, other, row = min(near)
            unused[amount].remove((other, row))
            pairs.append((label, row))
    return pd.DataFrame(pairs, columns=["deposit", "evidence"], dtype="int64")


def state(bank: pd.DataFrame, evidence: pd.DataFrame, pairs: pd.DataFrame) -> Statement:
    """A statement from pairs of row labels; what is in no pair is an exception of the generic code."""
    banked, proof = bank.loc[pairs["deposit"]].reset_index(), evidence.loc[pairs["evidence"]].reset_index()
    matched = {
        "deposit_ref": banked["deposit_ref"].to_list(),
        "evidence_kind": proof["evidence_kind"].to_list(),
        "evidence_ref": proof["evidence_ref"].to_list(),
        "amount_cents": banked["amount_cents"].to_list(),
        "match_id": [f"m{number}" for number in range(len(pairs))],
    }
    shape = COLUMNS["matches"] | {"match_id": pl.String}
    left, right = bank.drop(pairs["deposit"]), evidence.drop(pairs["evidence"])
    kinds = ["deposit"] * len(left) + right["evidence_kind"].to_list()
    told = {
        "code": [UNMATCHED[kind] for kind in kinds],
        "subject_kind": kinds,
        "reference": [*left["deposit_ref"], *right["evidence_ref"]],
        "amount_cents": [*left["amount_cents"], *right["amount_cents"]],
        "deposit_ref": [*left["deposit_ref"], *[None] * len(right)],
    }
    shown = {name: kind for name, kind in ALL_EXCEPTIONS.items() if name in told}
    read = {name: evidence[name].to_list() for name in EVIDENCE}
    return Statement(
        matches=members_of_pairs(pl.DataFrame(matched, schema=shape)),
        exceptions=fill_exceptions(pl.DataFrame(told, schema=shown)),
        evidence=pl.DataFrame(read, schema=EVIDENCE),
    )
