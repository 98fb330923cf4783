"""Subsets of open remittances that add up to an open credit, two at most: a search, and no set operation.

A credit that no subset explains has one row without members: that it was searched counts, too, because a subset could
have added up by chance.
"""

from itertools import groupby

import pyarrow as pa

from pipeline.matching.subset_sum import find_subsets, is_round

COLUMNS = pa.schema(
    {
        "deposit_id": pa.string(),
        "evidence_id": pa.string(),
        "subset_number": pa.int32(),
        "subset_count": pa.int32(),
        "pool_count": pa.int32(),
        "is_round": pa.bool_(),
        "chance": pa.float64(),
    }
)


def model(dbt, session):  # noqa: ANN001, ANN201, ARG001  (dbt calls it with its own objects)
    """One row per credit, subset and member of the subset; one without a member where there is no subset."""
    dbt.config(materialized="table")
    pools = dbt.ref("int_subset_pools").project("deposit_id, evidence_id, deposit_cents, evidence_cents")
    rows = []
    for (deposit_id, target), members in groupby(sorted(pools.fetchall(), key=_credit), key=_credit):
        pool = [(evidence_id, cents) for _, evidence_id, _, cents in members]
        answer = find_subsets(target, [cents for _, cents in pool])
        facts = len(answer.subsets), len(pool), is_round(target), answer.chance
        if not answer.subsets:
            rows.append((deposit_id, None, 0, *facts))
        for number, subset in enumerate(answer.subsets, start=1):
            rows += [(deposit_id, pool[place][0], number, *facts) for place in subset]
    columns = zip(*rows, strict=True) if rows else [[] for _ in COLUMNS]
    return pa.Table.from_arrays(
        [pa.array(list(c), f.type) for c, f in zip(columns, COLUMNS, strict=True)], schema=COLUMNS
    )


def _credit(row):  # noqa: ANN001, ANN202
    return row[0], row[2]
