"""Was each planted instance of a scenario found?

Here: one verdict per planted item. An item with a code is found when the tool tells it with that code and amount. An
item without one is found when all the answer key links to it (bank line, claim, charge line, evidence, file) is in its
true state and no false exception names it; money that must stay open is found where the tool lists it with its
amount; it is unmeasured when the tool says nothing that could be looked at. Not here: how exceptions are paired
(`pipeline.bench.troubles`).
"""

import polars as pl

from pipeline.bench.answers import Answers
from pipeline.bench.figures import judge_claims, judge_debits, judge_open_items, judge_postings, judge_prices
from pipeline.bench.references import with_aliases
from pipeline.bench.statement import Statement
from pipeline.bench.troubles import EXACT, FALSE, pair_exceptions

STANDING_SCENARIOS = ("unapplied_cash", "stale_refund_check")
FACT = {"alias": pl.String, "is_right": pl.Boolean}


def judge_items(
    statement: Statement, answers: Answers, matches: pl.DataFrame, deposits: pl.DataFrame, exceptions: pl.DataFrame
) -> pl.DataFrame:
    """Every planted item with `is_found`; null is unmeasured.

    Args:
        statement: what the tool says.
        answers: what is true.
        matches: members from `judge_matches`.
        deposits: bank credits from `judge_deposits`.
        exceptions: verdicts from `judge_exceptions`.
    """
    items = answers.scenario_items.with_row_index("item")
    coded = items.filter(pl.col("expected_code").is_not_null() & (pl.col("expected_code") != ""))
    plain = items.join(coded, on="item", how="anti")
    found = _found_by_code(coded.rename({"expected_code": "code"}), statement.exceptions)
    facts = pl.concat(
        [
            _facts_of_bank_lines(answers, deposits, judge_debits(statement.bank_debits, answers.bank_debits, matches)),
            _facts_of_evidence(statement, answers, matches),
            _facts_of_false_exceptions(statement, exceptions),
            *_facts_of_figures(statement, answers),
        ]
    )
    links = plain.select("item", link="links").explode("link")
    verdicts = (
        pl.concat([with_aliases(plain, "item", "reference", "deposit_ref"), with_aliases(links, "item", "link")])
        .unique()
        .join(facts, on="alias")
        .group_by("item")
        .agg(is_found=pl.col("is_right").all())
    )
    return (
        items.join(pl.concat([found, verdicts]), on="item", how="left")
        .sort("item")
        .select("scenario_id", "reference", "amount_cents", "expected_code", "is_found")
    )


def _found_by_code(coded: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    pairs = pair_exceptions(coded.drop("item"), said, worst=EXACT)
    hits = coded.select("item").with_row_index("true_row").join(pairs, on="true_row", how="left")
    return hits.select("item", is_found=pl.col("said_row").is_not_null())


def _facts_of_bank_lines(answers: Answers, deposits: pl.DataFrame, debits: pl.DataFrame | None) -> pl.DataFrame:
    """Each bank line under its own names and under those of the evidence that truly explains it."""
    deposits = deposits.select("deposit_ref", "is_right")
    if debits is not None:
        deposits = pl.concat([deposits, debits.select(deposit_ref="debit_ref", is_right="is_right")])
    bank = answers.matches.filter(pl.col("side") == "bank").select("match_id", deposit_ref="reference")
    proof = answers.matches.filter(pl.col("side") == "evidence").select("match_id", "reference")
    linked = bank.join(proof, on="match_id").select("deposit_ref", "reference")
    named = deposits.select("deposit_ref", reference="deposit_ref")
    both = pl.concat([named, linked]).join(deposits.select("deposit_ref", "is_right"), on="deposit_ref")
    return _facts(both, "reference")


def _facts_of_evidence(statement: Statement, answers: Answers, matches: pl.DataFrame) -> pl.DataFrame:
    """Evidence that truly explains no bank credit: right while no match uses it."""
    if statement.evidence is None:
        return pl.DataFrame(schema=FACT)
    used = matches.filter(pl.col("side") == "evidence").select("reference").unique().with_columns(is_used=True)
    explaining = answers.matches.filter(pl.col("side") == "evidence").select("reference").unique()
    idle = statement.evidence.select(reference="evidence_ref").unique().join(explaining, on="reference", how="anti")
    judged = idle.join(used, on="reference", how="left").with_columns(is_right=pl.col("is_used").is_null())
    return _facts(judged, "reference")


def _facts_of_false_exceptions(statement: Statement, exceptions: pl.DataFrame) -> pl.DataFrame:
    false = exceptions.filter(pl.col("verdict") == FALSE).select("said_row")
    said = statement.exceptions.with_row_index("said_row").join(false, on="said_row", how="semi")
    return _facts(said.with_columns(is_right=pl.lit(False)), "reference", "deposit_ref")


def _facts_of_figures(statement: Statement, answers: Answers) -> list[pl.DataFrame]:
    judged = (
        (_judge_files(statement.files), "file_name"),
        (_judge_excess(statement.deposits, answers.deposits), "deposit_ref"),
        (judge_postings(statement.postings, answers.postings), "charge_number"),
        (judge_open_items(statement.open_items, answers.open_items), "charge_number"),
        (judge_claims(statement.claims, answers.claims), "claim_number"),
        (judge_prices(statement.underpayments, answers.underpayments), "line"),
        (_judge_standing_items(statement.standing_items, answers.scenario_items), "reference"),
    )
    return [_facts(frame, key) for frame, key in judged if frame is not None]


def _judge_standing_items(said: pl.DataFrame | None, planted: pl.DataFrame) -> pl.DataFrame | None:
    """What must stay open at the end, with its amount: payments on no charge line, refund checks nobody cashed."""
    if said is None:
        return None
    true = planted.filter(pl.col("scenario_id").is_in(STANDING_SCENARIOS)).select("reference", "amount_cents")
    same = pl.col("amount_cents").eq_missing(pl.col("amount_cents_said"))
    return true.join(said, on="reference", how="left", suffix="_said").with_columns(is_right=same)


def _judge_files(files: pl.DataFrame | None) -> pl.DataFrame | None:
    """A file is understood when every row of it was read."""
    return None if files is None else files.with_columns(is_right=pl.col("is_read"))


def _judge_excess(said: pl.DataFrame | None, true: pl.DataFrame) -> pl.DataFrame | None:
    """Bank credits a tool has that do not exist, such as a line that came twice."""
    if said is None:
        return None
    return said.join(true, on="deposit_ref", how="anti").with_columns(is_right=pl.lit(False))


def _facts(judged: pl.DataFrame, *references: str) -> pl.DataFrame:
    rows = judged.with_row_index("fact")
    return with_aliases(rows, "fact", *references).join(rows.select("fact", "is_right"), on="fact").select(list(FACT))


def count_found(items: pl.DataFrame, scenarios: pl.DataFrame) -> dict[str, dict[str, int]]:
    """By scenario: how many were planted, found, and could not be looked at."""
    counts = items.group_by("scenario_id").agg(
        pl.len().alias("items"),
        found=pl.col("is_found").fill_null(value=False).sum(),
        unmeasured=pl.col("is_found").is_null().sum(),
    )
    joined = scenarios.join(counts, on="scenario_id", how="full", coalesce=True).sort("scenario_id")
    return {
        row["scenario_id"]: {
            "planted": row["planted"] if row["planted"] is not None else row["items"],
            "found": row["found"] or 0,
            "unmeasured": row["unmeasured"] or 0,
        }
        for row in joined.iter_rows(named=True)
    }
