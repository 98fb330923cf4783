"""Matches as sets of members: which bank credits and which evidence belong together, and how much of each is used.

Here: from pairs to members. Not here: whether a match is right (`pipeline.bench.matching`).
"""

import polars as pl

MEMBERS = {
    "match_id": pl.String,
    "side": pl.String,
    "kind": pl.String,
    "reference": pl.String,
    "amount_cents": pl.Int64,
    "is_automatic": pl.Boolean,
}
"""Columns of members; side is bank or evidence."""
DIFFERENCE = "difference"
"""Kind of what a match leaves between its sides; its name is the code."""

BATCH = r"^.*\|DSK(\d\d)(\d\d)(\d\d).*$"
"""A batch of the simulated desk as the key names it: its number begins with the day it was taken."""


def name_by_day(pairs: pl.DataFrame, practice: str | None) -> pl.DataFrame:
    """The pairs with the day in place of each batch, where the exports of a practice's PM name no batches.

    No reader could know more of cash and checks there than the day they were taken.
    """
    if not practice:
        return pairs
    return pairs.with_columns(evidence_ref=pl.col("evidence_ref").str.replace(BATCH, f"{practice}|day 20$1-$2-$3"))


def members_of_pairs(pairs: pl.DataFrame) -> pl.DataFrame:
    """Members of the matches that pairs of a deposit and its evidence make up.

    Pairs that share a deposit or an evidence are one match, unless a column `match_id` says which pairs are. The amount
    of a member is the sum over its pairs, in cents. A column `is_automatic` is kept; without it every match is.
    """
    pairs = pairs.with_columns(deposit_key=pl.col("deposit_ref"), evidence_key=_evidence_key())
    if "match_id" not in pairs.columns:
        pairs = pairs.with_columns(match_id=_components(pairs["deposit_key"], pairs["evidence_key"]))
    if "is_automatic" not in pairs.columns:
        pairs = pairs.with_columns(is_automatic=pl.lit(True))
    bank = pl.lit("bank"), pl.lit("deposit"), pl.col("deposit_ref")
    proof = pl.lit("evidence"), pl.col("evidence_kind"), pl.col("evidence_ref")
    return sum_members(pl.concat([pairs.select(_member(*who)) for who in (bank, proof)]))


def _member(side: pl.Expr, kind: pl.Expr, reference: pl.Expr) -> list[pl.Expr]:
    values = (pl.col("match_id"), side, kind, reference, pl.col("amount_cents"), pl.col("is_automatic"))
    return [value.alias(name) for value, name in zip(values, MEMBERS, strict=True)]


def sum_members(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per match and member, its amounts added up."""
    rows = rows.select(pl.col(name).cast(kind) for name, kind in MEMBERS.items())
    keys = ("match_id", "side", "kind", "reference")
    sums = rows.group_by(keys).agg(pl.col("amount_cents").sum(), pl.col("is_automatic").all())
    return sums.select(list(MEMBERS)).sort(keys)


def _evidence_key() -> pl.Expr:
    """What ties pairs together: the evidence, but no code of a difference, which many matches bear."""
    named = pl.concat_str("evidence_kind", "evidence_ref", separator=":", ignore_nulls=True)
    own = pl.concat_str(named, "deposit_ref", separator=":", ignore_nulls=True)
    return pl.when(pl.col("evidence_kind") == DIFFERENCE).then(own).otherwise(named)


def _components(left: pl.Series, right: pl.Series) -> pl.Series:
    """A name for each group of pairs that hang together."""
    parent: dict[tuple[int, str], tuple[int, str]] = {}

    def root(item: tuple[int, str]) -> tuple[int, str]:
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    pairs = [((0, a), (1, b)) for a, b in zip(left, right, strict=True)]
    for a, b in pairs:
        parent[root(a)] = root(b)
    names: dict[tuple[int, str], str] = {}
    return pl.Series([names.setdefault(root(a), f"m{len(names) + 1}") for a, _ in pairs], dtype=pl.String)
