"""Claims sent, X12 837 professional and institutional: the records they hold.

Here: the listing of their levels. Not here: which element is which column (the module of each level).
"""

import polars as pl

from pipeline.formats.x12_837 import Batch
from pipeline.mappings.x12_837.claims import read_claims
from pipeline.mappings.x12_837.lines import read_lines


def read_records(batch: Batch) -> dict[str, pl.DataFrame]:
    """The rows of both records."""
    return {"claim_submission": read_claims(batch), "claim_line": read_lines(batch)}
