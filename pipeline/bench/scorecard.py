"""The scorecard: every measure of one tool on one practice, and of several practices together.

Here: calling the judges, adding up, and the shape of the figures as JSON. Not here: any judgement of its own, and how
the card is printed (`pipeline.commands.benching`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipeline.bench import aging, figures, matching, scenarios, troubles
from pipeline.bench.answers import Answers
from pipeline.bench.matching import Share
from pipeline.bench.references import with_aliases
from pipeline.bench.statement import Statement

DECIMALS = 9
RESIDUALS = ("bridge", "proof_of_cash", "rollforward", "aging", "movements", "denials", "underpayments", "bank_credits")
REACHABLE = ("lines", "dollars", "claim_line_verdicts")
DENIAL = ("claim_number", "adjudication_date", "group_code", "reason_code")


@dataclass(frozen=True)
class Scorecard:
    """What a tool is worth. None is what cannot be measured; `unmeasured` says why. Residuals are cents."""

    lines: Share
    cents: Share
    claim_lines: Share | None
    reachable: tuple[Share, Share, Share | None]
    """Lines and cents among credits that can be matched at all, and claim lines judged rightly."""
    members: Share
    scenarios: dict[str, dict[str, int]]
    exceptions: dict[str, int]
    kpi_differences: list[dict[str, Any]] | None
    residual_cents: dict[str, int | None]
    unmeasured: dict[str, str]
    details: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The measures as plain values; rates 0 to 1."""
        return {
            "auto_match": {
                "lines": _rate(self.lines),
                "dollars": _rate(self.cents),
                "claim_lines": _rate(self.claim_lines),
            },
            "of_reachable": dict(zip(REACHABLE, map(_rate, self.reachable), strict=True)),
            "precision": _rate(self.members),
            "scenarios": self.scenarios,
            "exceptions": self.exceptions,
            "kpi_differences": self.kpi_differences,
            "residual_cents": self.residual_cents,
            "unmeasured": self.unmeasured,
        }


def score(statement: Statement, answers: Answers) -> Scorecard:
    """Judge what a tool says of a practice by the answer key of that practice."""
    matches = matching.judge_matches(statement.matches, answers.matches)
    lines, cents = matching.auto_match(matches, answers.deposits)
    exceptions = troubles.judge_exceptions(answers.exceptions, statement.exceptions)
    deposits = matching.judge_deposits(matches, answers.deposits, _excepted(statement, answers))
    items = scenarios.judge_items(statement, answers, matches, deposits, exceptions)
    postings = figures.judge_postings(statement.postings, answers.postings)
    claim_lines = figures.matched_claim_lines(postings)
    reachable = matching.auto_match(matches, matching.matchable(answers.deposits))
    differences = figures.kpi_differences(statement.kpis, answers.kpis)
    aged = aging.judge_aging(statement.open_spans, answers.open_spans)
    residuals = _residuals(statement, answers, aged)
    silent = {"claim_lines": claim_lines, "kpi_differences": differences} | residuals
    return Scorecard(
        lines=lines,
        cents=cents,
        claim_lines=claim_lines,
        reachable=(*reachable, figures.agreed_claim_lines(postings)),
        members=matching.precision(matches),
        scenarios=scenarios.count_found(items, answers.scenarios),
        exceptions=troubles.count_verdicts(exceptions),
        kpi_differences=differences,
        residual_cents=residuals,
        unmeasured={name: statement.why_not(name) for name, figure in silent.items() if figure is None},
        details={"matches": matches, "deposits": deposits, "exceptions": exceptions, "scenario_items": items}
        | ({} if aged is None else {"aging": aged}),
    )


def _excepted(statement: Statement, answers: Answers) -> pl.DataFrame:
    """Bank credits a tool has an exception of: by their own name, or by a name that is theirs alone."""
    said = statement.exceptions.filter(pl.col("subject_kind") == "deposit")
    named = pl.concat([said["deposit_ref"].drop_nulls(), said["reference"].drop_nulls()]).unique()
    names = with_aliases(answers.deposits.select("deposit_ref", own="deposit_ref"), "deposit_ref", "own")
    alone = names.filter(pl.col("alias").is_unique())
    return alone.filter(pl.col("alias").is_in(named.implode()))


def _residuals(statement: Statement, answers: Answers, aged: pl.DataFrame | None) -> dict[str, int | None]:
    open_items = figures.judge_open_items(statement.open_items, answers.open_items)
    banked = answers.deposits.select("deposit_ref", explained_cents="amount_cents")
    return {
        "bridge": figures.residual(statement.bridge, answers.bridge, "term", "period"),
        "proof_of_cash": figures.residual(statement.proof_of_cash, answers.proof_of_cash, "period", "account", "line"),
        "rollforward": None if open_items is None else int(open_items["difference_cents"].abs().sum()),
        "aging": None if aged is None else int(aged["difference_cents"].sum()),
        "movements": figures.residual(statement.ledger_days, answers.ledger_days, "financial_class"),
        "denials": figures.residual(statement.denials, answers.denials, *DENIAL),
        "underpayments": figures.residual(statement.underpayments, answers.underpayments, "charge_number"),
        "bank_credits": figures.residual(statement.deposits, banked, "deposit_ref"),
    }


def pool(cards: Sequence[Scorecard]) -> Scorecard:
    """Several practices as one: parts and wholes are added before they are divided."""
    found: dict[str, Counter[str]] = {}
    for card in cards:
        for name, counts in card.scenarios.items():
            found.setdefault(name, Counter(dict.fromkeys(counts, 0))).update(counts)
    lines, cents, agreed = zip(*(card.reachable for card in cards), strict=True)
    differences = [card.kpi_differences for card in cards]
    return Scorecard(
        lines=_add([card.lines for card in cards]),
        cents=_add([card.cents for card in cards]),
        claim_lines=_add_known([card.claim_lines for card in cards]),
        reachable=(_add(lines), _add(cents), _add_known(agreed)),
        members=_add([card.members for card in cards]),
        scenarios={name: dict(counts) for name, counts in sorted(found.items())},
        exceptions={name: sum(card.exceptions[name] for card in cards) for name in troubles.VERDICTS},
        kpi_differences=None if None in differences else [item for some in differences for item in some or []],
        residual_cents={name: _sum([card.residual_cents[name] for card in cards]) for name in RESIDUALS},
        unmeasured={name: why for card in cards for name, why in card.unmeasured.items()},
    )


def _add(shares: Sequence[Share]) -> Share:
    return sum(shares, Share(0, 0))


def _add_known(shares: Sequence[Share | None]) -> Share | None:
    return None if None in shares else _add([share for share in shares if share])


def _sum(cents: Sequence[int | None]) -> int | None:
    return None if None in cents else sum(amount or 0 for amount in cents)


def _rate(share: Share | None) -> float | None:
    return round(share.rate, DECIMALS) if share and share.rate is not None else None
