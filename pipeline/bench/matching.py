"""Are the matches right, and how much of the money do they explain?

Here: precision, auto-match by lines and dollars, and what state a tool leaves each bank credit in. A match is right
when it has exactly the members of a true match with exactly their amounts: a group with one remittance too many is
wrong as a whole. Not here: exceptions and claim lines.
"""

from dataclasses import dataclass

import polars as pl

BANK = pl.col("side") == "bank"


@dataclass(frozen=True)
class Share:
    """A part of a whole, kept as two whole numbers so that shares of several practices can be added."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    def __add__(self, other: "Share") -> "Share":
        """Both together."""
        return Share(self.part + other.part, self.whole + other.whole)


def judge_matches(said: pl.DataFrame, true: pl.DataFrame) -> pl.DataFrame:
    """The automatic members a tool says, each with `is_right`, the verdict on its whole match."""
    automatic = said.filter(pl.col("is_automatic"))
    signed = automatic.join(_signatures(automatic), on="match_id", how="left")
    truths = _signatures(true).select("signature").unique().with_columns(is_right=True)
    return (
        signed.join(truths, on="signature", how="left")
        .with_columns(pl.col("is_right").fill_null(value=False))
        .drop("signature")
        .sort("match_id", "side", "kind", "reference")
    )


def _signatures(members: pl.DataFrame) -> pl.DataFrame:
    """One text per match that two matches share only when their members and amounts are the same."""
    member = pl.concat_str("side", "kind", "reference", "amount_cents", separator="\x1f", ignore_nulls=True)
    return members.group_by("match_id").agg(signature=member.sort().str.join("\x1e"))


def precision(judged: pl.DataFrame) -> Share:
    """Members of right automatic matches among all members of automatic matches."""
    return Share(judged.filter("is_right").height, judged.height)


def auto_match(judged: pl.DataFrame, deposits: pl.DataFrame) -> tuple[Share, Share]:
    """Bank credits matched automatically, in lines and in cents, of all that are not truly other money.

    Right or wrong is not asked here; that is what precision says. A line counts when any cent of it is matched, a cent
    counts once however often it is used.
    """
    scope = deposits.filter(pl.col("state") != "classified")
    used = judged.filter(BANK).group_by("reference").agg(pl.col("amount_cents").sum().alias("used"))
    joined = scope.join(used, left_on="deposit_ref", right_on="reference", how="left").with_columns(
        is_matched=pl.col("used").is_not_null(),
        counted=pl.min_horizontal(pl.col("used").fill_null(0), pl.col("amount_cents")),
    )
    return (
        Share(int(joined["is_matched"].sum()), joined.height),
        Share(int(joined["counted"].sum()), int(joined["amount_cents"].sum())),
    )


def matchable(deposits: pl.DataFrame) -> pl.DataFrame:
    """Bank credits of the answer key whose evidence is at hand and tells which it is.

    What is truly an exception as a whole (advice never came, money of another practice, a tie) cannot be matched by
    anybody; the rates of `auto_match` count it all the same.
    """
    return deposits.filter(pl.col("state") == "matched")


def judge_deposits(judged: pl.DataFrame, deposits: pl.DataFrame, excepted: pl.DataFrame) -> pl.DataFrame:
    """Every true bank credit with `is_right`: is it in its true state, and when matched, matched rightly only?

    Args:
        judged: members from `judge_matches`.
        deposits: bank credits of the answer key.
        excepted: a column `deposit_ref` of the credits a tool has an exception of.
    """
    matched = judged.filter(BANK).group_by("reference").agg(all_right=pl.col("is_right").all())
    flagged = excepted.select("deposit_ref").unique().with_columns(is_excepted=True)
    joined = deposits.join(matched, left_on="deposit_ref", right_on="reference", how="left").join(
        flagged, on="deposit_ref", how="left"
    )
    said = (
        pl.when(pl.col("all_right").is_not_null())
        .then(pl.lit("matched"))
        .when(pl.col("is_excepted"))
        .then(pl.lit("exception"))
        .otherwise(pl.lit("classified"))
    )
    return joined.with_columns(said_state=said).select(
        "deposit_ref",
        "state",
        "said_state",
        is_right=(pl.col("said_state") == pl.col("state")) & pl.col("all_right").fill_null(value=True),
    )
