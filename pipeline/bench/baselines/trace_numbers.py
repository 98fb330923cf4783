"""What a careful clerk or a simple script does: the trace number in the bank's text first, then the spreadsheet.

Here: keys found whole in the bank's text or references, with the same amount. Not here: groups, splits, normalising.
"""

import pandas as pd

from pipeline.bench.greedy import look_up, state
from pipeline.bench.statement import Statement

SHORTEST = 4
WORD = r"[A-Za-z0-9_]+"


def reconcile(bank: pd.DataFrame, evidence: pd.DataFrame) -> Statement:
    """Match by key and amount, then the rest by amount and date."""
    by_key = _by_key(bank, evidence)
    rest = look_up(bank.drop(by_key["deposit"]), evidence.drop(by_key["evidence"]))
    return state(bank, evidence, pd.concat([by_key, rest]))


def _by_key(bank: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    said = bank[["text", "customer_reference", "bank_reference"]].fillna("")
    text = said["text"] + " " + said["customer_reference"] + " " + said["bank_reference"]
    words = text.str.findall(WORD).explode().dropna().rename("word").rename_axis("deposit").reset_index()
    keyed = evidence[evidence["key"].str.len() >= SHORTEST].rename_axis("evidence").reset_index()
    pairs = words.drop_duplicates().merge(keyed, left_on="word", right_on="key")
    pairs = pairs.merge(bank[["amount_cents"]], left_on="deposit", right_index=True, suffixes=("", "_bank"))
    same = pairs[pairs["amount_cents"] == pairs["amount_cents_bank"]].sort_values(["deposit", "evidence"])
    return same.drop_duplicates("deposit").drop_duplicates("evidence")[["deposit", "evidence"]]
