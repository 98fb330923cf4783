"""What the baselines read: the rows of the same landed files, as they came in, each once.

Here: bank credits and everything that can explain them, from the raw tables of a run's build file. Not here: any
matching, and any table the pipeline makes of the raw ones.
"""

from pathlib import Path

import pandas as pd

from pipeline.settings import Settings
from pipeline.warehouse import connect

SQL = Path(__file__).parent / "sql"


def read_inputs(settings: Settings) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Bank credits and evidence, in order of date.

    Raises:
        duckdb.IOException: there is no build file, or another process holds it.
    """
    with connect(settings.build_path, settings, read_only=True) as con:
        bank, evidence = (con.execute((SQL / f"raw_{name}.sql").read_text()).df() for name in ("bank", "evidence"))
    return bank, evidence
