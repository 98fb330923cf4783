"""Subsets of open remittances that add up to an open credit, two at most: a search, and no set operation.

A credit that no subset explains has one row without members: that it was searched counts, too, because a subset could
have added up by chance.
"""

from itertools import groupby
from operator import itemgetter

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
        "is_one_day": pa.bool_(),
        "day_chance": pa.float64(),
    }
)


def model(dbt, session):  # noqa: ANN001, ANN201, ARG001  (dbt calls it with its own objects)
    """One row per credit, subset and member of the subset; one without a member where there is no subset."""
    dbt.config(materialized="table")
    pools = dbt.ref("int_subset_pools").project(
        "deposit_id, deposit_cents, evidence_id, evidence_cents, cast(evidence_date as varchar)"
    )
    rows = []
    for credit, members in groupby(sorted(pools.fetchall()), key=itemgetter(0, 1)):
        deposit_id, target = credit
        pool = [member[2:] for member in members]
        answer = find_subsets(target, [cents for _, cents, _ in pool], groups=[day for _, _, day in pool])
        facts = len(answer.subsets), len(pool), is_round(target), answer.chance
        if not answer.subsets:
            rows.append((deposit_id, None, 0, *facts, False, answer.chance_in_group))
        for number, subset in enumerate(answer.subsets, start=1):
            told = {pool[place][2] for place in subset}
            is_one_day = len(told) == 1 and None not in told
            rows += [
                (deposit_id, pool[place][0], number, *facts, is_one_day, answer.chance_in_group) for place in subset
            ]
    columns = zip(*rows, strict=True) if rows else [[] for _ in COLUMNS]
    return pa.Table.from_arrays(
        [pa.array(list(c), f.type) for c, f in zip(columns, COLUMNS, strict=True)], schema=COLUMNS
    )
