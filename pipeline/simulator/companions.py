"""Remittances that scenarios make beside the one a payer just sends, and the exact cents some of them must have.

Here: further payments of the same payer and day, claims shared out, a payment brought to an amount, one credit for
several payments. Not here: any scenario (`scenarios`).
"""

from collections.abc import Sequence
from datetime import date

from pipeline.simulator.banking import BankLine, Evidence
from pipeline.simulator.decisions import Adjudication, Adjustment, LineResult, Remittance
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.world import World

CONTRACTUAL = ("CO", "45")
STEP = 7
"""How far the trace of a further payment is from the one before."""


def further(world: World, remittance: Remittance, claims: list[Adjudication]) -> Remittance:
    """Another payment of the same payer, day and method for these claims, with the next trace; already on its way."""
    payer = PAYERS[remittance.payer_id]
    counter = f"trace {payer.payer_id}"
    world.numbers[counter] += STEP
    made = Remittance(
        number=world.number("payment", 50_001),
        payer_id=payer.payer_id,
        method=remittance.method,
        trace=f"{payer.trace_prefix}{world.numbers[counter]}",
        production_date=remittance.production_date,
        payment_date=remittance.payment_date,
        claims=claims,
        provider_adjustments=[],
        bank_date=remittance.bank_date,
        posting_date=remittance.posting_date,
    )
    for claim in claims:
        claim.remittance = made
    world.ledger.remittances.append(made)
    world.sent[payer.payer_id].append(made)
    if made.posting_date:
        world.schedule("post", made.posting_date, made)
    return made


def share_out(claims: Sequence[Adjudication], count: int) -> list[list[Adjudication]]:
    """The claims in `count` groups that each pay something, or none at all when too few claims are paid."""
    paid = [claim for claim in claims if claim.paid > 0]
    if len(paid) < count or any(claim.paid < 0 for claim in claims):
        return []
    groups = [paid[index::count] for index in range(count)]
    groups[0] += [claim for claim in claims if not claim.paid]
    return groups


def bring_to(claims: Sequence[Adjudication], cents: int) -> bool:
    """Let claims pay `cents` together, by allowing more or less than the contract; False when they cannot."""
    missing = cents - sum(claim.paid for claim in claims)
    found = [(line, item) for claim in claims for line in claim.lines if (item := _contractual(line))]
    room = sum(item.amount - 1 if missing > 0 else line.paid - 1 for line, item in found)
    if room < abs(missing):
        return False
    for line, item in found:
        step = min(missing, item.amount - 1) if missing > 0 else -min(-missing, line.paid - 1)
        item.amount -= step
        line.paid += step
        line.allowed += step
        missing -= step
    return True


def _contractual(line: LineResult) -> Adjustment | None:
    """The contractual adjustment of a paid line."""
    if line.paid <= 1 or line.is_denied:
        return None
    return next(
        (item for item in line.adjustments if (item.group, item.reason) == CONTRACTUAL and item.amount > 1), None
    )


def one_credit(
    world: World, remittances: Sequence[Remittance], day: date, type_code: str, text: tuple[str, ...], label: str
) -> BankLine:
    """One bank credit for several payments, which then have none of their own."""
    evidence = [Evidence("remittance", item.trace, item.amount, item) for item in remittances]
    first = remittances[0]
    line = BankLine(day, type_code, sum(item.amount for item in evidence), "", text, "remittance", evidence,
                    first.payer_id, label, scenario_id=first.scenario_id, addenda=text[-1])  # fmt: skip
    for item in remittances:
        item.bank_date = None
    world.extra_bank.append(line)
    return line
