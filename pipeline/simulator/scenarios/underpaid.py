"""Lines a payer prices other than its contract says: below the rate, by last year's schedule, or as a lesser visit.

Here: what the payer does wrong in one line of an otherwise plain claim; advice, money and posting follow from it, and
all of them agree. Not here: decisions that do not balance (`unbalanced`), or are changed later (`corrections`).
"""

from pipeline.simulator.adjudicate import reprice
from pipeline.simulator.answers.reach import known_claims
from pipeline.simulator.chance import percent_of
from pipeline.simulator.decisions import Adjudication, LineResult
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import claim_reference, is_free_claim
from pipeline.simulator.practice import PAYERS, allowed_amount, last_year_amount
from pipeline.simulator.world import World

RATE, WRONG_YEAR, RECODE = "rate", "wrong year", "recode"
CAUSES = (RATE, WRONG_YEAR, RECODE)
SHORT_BASIS_POINTS = 900
"""How far below the contract a wrong rate lies."""
LESSER = {"99214": "99213", "99204": "99203"}
"""Visits a payer pays as the next lower one."""
LEAST_SHORT = 200
"""A line is short by more than this many cents, so that nobody can take it for rounding."""


def underpaid_line(world: World, claim: Adjudication) -> bool:
    """The payer allows less than its contract on the dearest line of a claim; each cause in its turn."""
    cause = CAUSES[len(world.ledger.others.get("underpaid line", ())) % len(CAUSES)]
    line = max(claim.lines, key=lambda item: item.paid)
    if not is_free_claim(world, claim):
        return False
    payer = PAYERS[claim.submission.payer_id]
    lower = {
        RATE: line.allowed - percent_of(line.allowed, SHORT_BASIS_POINTS),
        WRONG_YEAR: last_year_amount(payer, line.charge.code),
        RECODE: allowed_amount(payer, LESSER.get(line.charge.code, line.charge.code)),
    }[cause]
    if line.allowed - lower <= LEAST_SHORT or lower <= line.total("PR"):
        return False
    short = reprice(line, payer, lower)
    short.paid_as, short.mispriced = LESSER[line.charge.code] if cause == RECODE else "", cause
    claim.lines[claim.lines.index(line)] = short
    world.touched.add(claim.submission.encounter.number)
    world.ledger.note("underpaid line", short)
    return True


def shortfall(claim: Adjudication, line: LineResult) -> int:
    """What the payer allowed less than its contract says, in cents."""
    return allowed_amount(PAYERS[claim.submission.payer_id], line.charge.code) - line.allowed


def note_underpaid(world: World) -> None:
    """The lines of advices that came."""
    for remittance, claim in known_claims(world.ledger):
        for line in [line for line in claim.lines if line.mispriced]:
            note = f"{line.mispriced}; line {line.charge.number}"
            item = Planted(claim_reference(claim), shortfall(claim, line), note=note, subject_kind="claim",
                           opened=remittance.payment_date, within=remittance.trace,
                           links=(f"priced {line.charge.number}",))  # fmt: skip
            world.ledger.plant("underpaid_line", item)


SCENARIOS = (
    Scenario("underpaid_line", "Line allowed below the contract", "claim", 4, underpaid_line, note_underpaid,
             window=(0.15, 0.8)),
)  # fmt: skip
