"""Are the exceptions right: told with the right code and amount, told wrongly, missed, or made up?

Here: pairing what a tool tells with what is true, one to one. Not here: scenarios (`pipeline.bench.scenarios`).
"""

import polars as pl

from pipeline.bench.references import with_aliases

RIGHT, WRONG_CODE, MISSED, FALSE = "right", "wrong_code", "missed", "false"
VERDICTS = (RIGHT, WRONG_CODE, MISSED, FALSE)
EXACT = 0
"""Rank of a pair with the same code and the same amount."""


def pair_exceptions(true: pl.DataFrame, said: pl.DataFrame, worst: int = 3) -> pl.DataFrame:
    """Pairs of row numbers `true_row`, `said_row` with `rank`, each row in one pair at most, the best pairs first.

    Two rows can be a pair when they share a name of the thing, or, with the same code, when one names the remittance
    the other stands in. Rank 0: same code and amount; 1: same amount; 2: same code; 3: neither. Amounts are compared
    without sign; the amount told, or the difference told, may be the true one. Among equals a row about the same kind
    of thing comes first.

    Args:
        true: rows with code, subject_kind, reference, deposit_ref, within and amount_cents.
        said: rows with code, subject_kind, reference, deposit_ref, amount_cents and difference_cents.
        worst: the highest rank that may be paired.
    """
    left = true.with_row_index("true_row")
    right = said.with_row_index("said_row")
    told = with_aliases(right, "said_row", "reference", "deposit_ref")
    own = with_aliases(left, "true_row", "reference", "deposit_ref").join(told, on="alias")
    around = with_aliases(left, "true_row", "within").join(told, on="alias")
    names = pl.concat([own.with_columns(is_own=True), around.with_columns(is_own=False)])
    facts = ("code", "subject_kind", "amount_cents")
    candidates = (
        names.group_by("true_row", "said_row")
        .agg(pl.col("is_own").any())
        .join(left.select("true_row", *facts), on="true_row")
        .join(right.select("said_row", *facts, "difference_cents"), on="said_row", suffix="_said")
        .with_columns(rank=_rank())
        .filter((pl.col("rank") <= worst) & (pl.col("is_own") | pl.col("code").eq_missing(pl.col("code_said"))))
        .sort("rank", pl.col("subject_kind").ne_missing(pl.col("subject_kind_said")), "true_row", "said_row")
    )
    taken_true: set[int] = set()
    taken_said: set[int] = set()
    kept = []
    for a, b, rank in candidates.select("true_row", "said_row", "rank").iter_rows():
        if a not in taken_true and b not in taken_said:
            taken_true.add(a)
            taken_said.add(b)
            kept.append((a, b, rank))
    schema = {"true_row": pl.UInt32, "said_row": pl.UInt32, "rank": pl.Int32}
    return pl.DataFrame(kept, schema=schema, orient="row")


def _rank() -> pl.Expr:
    amount = pl.col("amount_cents").abs()
    same_amount = amount.eq_missing(pl.col("amount_cents_said").abs()) | (
        amount == pl.col("difference_cents").abs()
    ).fill_null(value=False)
    same_code = pl.col("code").eq_missing(pl.col("code_said"))
    return 2 * (~same_amount).cast(pl.Int32) + (~same_code).cast(pl.Int32)


def judge_exceptions(true: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Every exception, true and said, with its verdict; a pair stands in one row.

    Columns: verdict, code, said_code, reference, amount_cents, said_reference, said_amount_cents, said_row.
    """
    pairs = pair_exceptions(true, said)
    facts = ("code", "reference", "amount_cents")
    right = said.with_row_index("said_row").select("said_row", *(pl.col(name).alias(f"said_{name}") for name in facts))
    joined = (
        true.with_row_index("true_row")
        .select("true_row", *facts)
        .join(pairs, on="true_row", how="full", coalesce=True)
        .join(right, on="said_row", how="full", coalesce=True)
    )
    verdict = (
        pl.when(pl.col("true_row").is_null())
        .then(pl.lit(FALSE))
        .when(pl.col("said_row").is_null())
        .then(pl.lit(MISSED))
        .when(pl.col("rank") == EXACT)
        .then(pl.lit(RIGHT))
        .otherwise(pl.lit(WRONG_CODE))
    )
    return joined.with_columns(verdict=verdict).sort("true_row", "said_row", nulls_last=True).drop("true_row", "rank")


def count_verdicts(judged: pl.DataFrame) -> dict[str, int]:
    """How many exceptions of each verdict."""
    counts = dict(judged.group_by("verdict").len().iter_rows())
    return {verdict: counts.get(verdict, 0) for verdict in VERDICTS}
