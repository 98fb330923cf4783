"""What a spreadsheet does: look the amount up, take the first row near the date.

Here: greedy lookups in the order of the bank statement. Not here: anything that reads a reference.
"""

import pandas as pd

from pipeline.bench.greedy import look_up, state
from pipeline.bench.statement import Statement


def reconcile(bank: pd.DataFrame, evidence: pd.DataFrame) -> Statement:
    """Match each bank credit with the nearest unused evidence of the same amount, day by day."""
    return state(bank, evidence, look_up(bank, evidence))
