"""Are the figures right: claim lines, open balances, claims, KPIs, and the lines that must close?

Here: comparing frames of a tool with the same frames of the answer key; None where the tool has none. Not here: matches
and exceptions.
"""

from typing import Any

import polars as pl

from pipeline.bench.matching import Share

CENT = 0.5
"""Money is the same when it rounds to the same cent: half a cent is the widest gap allowed."""
RATE = 1e-9
KPI_KEYS = ("kpi_id", "period", "grain", "grain_value")
SEQUENCES = {"1": "primary", "2": "secondary", "3": "tertiary", "P": "primary", "S": "secondary", "T": "tertiary"}
"""Other ways of writing whose payment a claim line is."""
PARTS = {"value": RATE, "numerator": CENT, "denominator": CENT}
"""What is compared of a KPI, in this order, and how far apart it may be. Money stands in cents."""


def judge_postings(said: pl.DataFrame | None, true: pl.DataFrame) -> pl.DataFrame | None:
    """Every true claim-line posting with `said_right`, what the tool says, and `is_right`, whether that is so."""
    if said is None:
        return None
    keys = ("charge_number", "payer_sequence")
    said, true = (frame.with_columns(pl.col("payer_sequence").replace(SEQUENCES)) for frame in (said, true))
    told = said.group_by(keys).agg(said_right=pl.col("is_posted_right").all())
    return true.join(told, on=keys, how="left").with_columns(
        is_right=pl.col("said_right").eq_missing(pl.col("is_posted_right"))
    )


def matched_claim_lines(judged: pl.DataFrame | None) -> Share | None:
    """Claim lines the tool finds posted exactly as the payer said, of all true claim lines."""
    if judged is None:
        return None
    return Share(judged.filter(pl.col("said_right").fill_null(value=False)).height, judged.height)


def agreed_claim_lines(judged: pl.DataFrame | None) -> Share | None:
    """Claim lines of which the tool says rightly whether they are posted as the payer said, of all true claim lines."""
    return None if judged is None else Share(int(judged["is_right"].sum()), judged.height)


def judge_open_items(said: pl.DataFrame | None, true: pl.DataFrame) -> pl.DataFrame | None:
    """Every open balance, true or said, with `difference_cents` and `is_right`."""
    if said is None:
        return None
    keys = ("charge_number", "responsible_party")
    left = true.group_by(keys).agg(pl.col("open_cents").sum())
    right = said.group_by(keys).agg(pl.col("open_cents").sum().alias("said_cents"))
    joined = left.join(right, on=keys, how="full", coalesce=True).with_columns(
        difference_cents=pl.col("said_cents").fill_null(0) - pl.col("open_cents").fill_null(0)
    )
    return joined.with_columns(is_right=pl.col("difference_cents") == 0).sort(keys)


def judge_claims(said: pl.DataFrame | None, true: pl.DataFrame) -> pl.DataFrame | None:
    """Every true claim with `is_right`: accepted at first, and denied at first, as it truly was.

    A number of which both are unknown is no claim: a tool may leave it out, or list it without a verdict.
    """
    if said is None:
        return None
    facts = ("is_accepted_first_time", "first_is_denied")
    told = said.unique("claim_number", keep="first", maintain_order=True).with_columns(is_known=True)
    joined = true.join(told, on="claim_number", how="left", suffix="_said")
    same = pl.all_horizontal(pl.col(fact).eq_missing(pl.col(f"{fact}_said")) for fact in facts)
    nothing = pl.all_horizontal(pl.col(fact).is_null() for fact in facts)
    return joined.with_columns(is_right=same & (pl.col("is_known").fill_null(value=False) | nothing))


def judge_prices(said: pl.DataFrame | None, true: pl.DataFrame) -> pl.DataFrame | None:
    """Every line off its contract with its name in the key, `priced N`, and `is_right`: told, by the true cents."""
    if said is None:
        return None
    told = said.group_by("charge_number").agg(said_cents=pl.col("variance_cents").sum())
    return true.join(told, on="charge_number", how="left").select(
        line=pl.format("priced {}", "charge_number"),
        is_right=pl.col("said_cents").eq_missing(pl.col("variance_cents")),
    )


def judge_debits(said: pl.DataFrame | None, true: pl.DataFrame, matches: pl.DataFrame) -> pl.DataFrame | None:
    """Every true bank debit with `is_right`: is it in its true state, and when matched, matched rightly only?

    Args:
        said: what state the tool leaves each debit in.
        true: bank debits of the answer key.
        matches: members from `judge_matches`.
    """
    if said is None:
        return None
    matched = matches.filter(pl.col("side") == "bank").group_by("reference").agg(all_right=pl.col("is_right").all())
    joined = true.join(said.unique("debit_ref"), on="debit_ref", how="left", suffix="_said").join(
        matched, left_on="debit_ref", right_on="reference", how="left"
    )
    same = pl.col("state").eq_missing(pl.col("state_said"))
    return joined.with_columns(is_right=same & pl.col("all_right").fill_null(value=True))


def residual(said: pl.DataFrame | None, true: pl.DataFrame, *keys: str) -> int | None:
    """Cents by which two frames differ, line by line and without sign, so that errors cannot cancel out."""
    if said is None:
        return None
    amounts = [name for name in true.columns if name.endswith("_cents")]
    sums = [frame.group_by(keys).agg(pl.col(amounts).sum()) for frame in (true, said)]
    joined = sums[0].join(sums[1], on=keys, how="full", coalesce=True, suffix="_said")
    gaps = [(pl.col(name).fill_null(0) - pl.col(f"{name}_said").fill_null(0)).abs().sum() for name in amounts]
    return int(joined.select(pl.sum_horizontal(gaps)).item())


def kpi_differences(said: pl.DataFrame | None, true: pl.DataFrame) -> list[dict[str, Any]] | None:
    """KPIs that differ from the truth, each once, with the first part that differs; None when the tool has no KPI.

    A KPI that cannot be measured is the same as one that is not there. Rows of the tool are judged only where the
    answer key knows their KPI, period and grain; numerator and denominator where both sides state them.
    """
    if said is None:
        return None
    known = true.select("kpi_id", "period", "grain").unique()
    told = said.join(known, on=["kpi_id", "period", "grain"], how="semi")
    joined = true.join(told, on=KPI_KEYS, how="full", coalesce=True, suffix="_said").sort(KPI_KEYS)
    found = []
    for row in joined.iter_rows(named=True):
        for part, gap in PARTS.items():
            truth, got = row[part], row[f"{part}_said"]
            is_stated = part == "value" or (truth is not None and got is not None)
            if is_stated and not _same(truth, got, gap):
                found.append({key: row[key] for key in KPI_KEYS} | {"part": part, "truth": truth, "got": got})
                break
    return found


def _same(truth: float | None, got: float | None, gap: float) -> bool:
    if truth is None or got is None:
        return truth is None and got is None
    return abs(truth - got) <= gap + abs(truth) * 1e-12
