"""Money that payers carry from one remittance to another: balances forwarded, refunds acknowledged, orphan take-backs.

Here: provider adjustments with codes FB, 72 and WO. Not here: the ordinary deferred take-back (`taken_back`).
"""

from functools import partial

from pipeline.simulator import bankdays
from pipeline.simulator.adjudicate import correct, reverse
from pipeline.simulator.banking import BankLine
from pipeline.simulator.decisions import ProviderAdjustment, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, is_settled
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.reversals import add_claims, reversible
from pipeline.simulator.world import World

CUT = -2_500
SMALLEST_CARRIED = 200
ORPHAN_SHARE = 5
CHECK_CLEARS, ACKNOWLEDGED = 6, 9
"""Bank days after the demand on which our refund check is paid, and from which the payer acknowledges it."""


def _overpay(world: World, remittance: Remittance, scenario_id: str) -> tuple[int, str]:
    """Decide an earlier claim again for less: cents owed to the payer, and its claim number; 0 when none fits."""
    original = reversible(world, remittance)
    if not original or original.paid - correct(original, CUT).paid < SMALLEST_CARRIED:
        return 0, ""
    pair = [reverse(original), correct(original, CUT)]
    add_claims(world, remittance, pair)
    for claim in pair:
        claim.scenario_id = scenario_id
    return -sum(claim.paid for claim in pair), original.payer_claim_number


def _adjust(world: World, scenario_id: str, remittance: Remittance, *items: tuple[str, str, int]) -> None:
    """Put provider adjustments into a remittance and plant what they come to (cents)."""
    remittance.provider_adjustments.extend(ProviderAdjustment(*item) for item in items)
    cents, note = sum(item[2] for item in items), ", ".join(f"{code} {amount}" for code, _, amount in items)
    world.ledger.plant(scenario_id, Planted(remittance.trace, cents, note=note))


def forward_balance(world: World, remittance: Remittance) -> bool:
    """An overpayment is carried to the payer's next remittance, half of it to the one after that."""
    owed, _ = _overpay(world, remittance, "forward_balance") if _has_time(world, remittance) else (0, "")
    if not owed:
        return False
    _adjust(world, "forward_balance", remittance, ("FB", remittance.trace, -owed))
    world.follow_ups[remittance.payer_id].append(partial(_carry_on, owed, remittance.trace))
    return True


def _carry_on(owed: int, source: str, world: World, remittance: Remittance) -> bool:
    if remittance.amount <= owed or remittance.provider_adjustments:
        return False
    rest = owed // 2
    _adjust(world, "forward_balance", remittance, ("FB", source, owed), ("FB", remittance.trace, -rest))
    world.follow_ups[remittance.payer_id].append(partial(_settle, rest, remittance.trace))
    return True


def _settle(owed: int, source: str, world: World, remittance: Remittance) -> bool:
    if remittance.amount <= owed or remittance.provider_adjustments:
        return False
    _adjust(world, "forward_balance", remittance, ("FB", source, owed))
    return True


def refund_acknowledged(world: World, remittance: Remittance) -> bool:
    """A payer asks for money back (WO negative), we send a check, a later remittance shows both (WO, 72)."""
    owed, claim = _overpay(world, remittance, "refund_acknowledged") if _has_time(world, remittance) else (0, "")
    if not owed:
        return False
    _adjust(world, "refund_acknowledged", remittance, ("WO", claim, -owed))
    cleared = bankdays.add_days(remittance.payment_date, CHECK_CLEARS)
    check, name = str(world.number("refund check", 2_101)), PAYERS[remittance.payer_id].pm_name
    line = BankLine(cleared, "475", -owed, check, (f"CHECK PAID {check}",), "payer_refund", [], remittance.payer_id,
                    f"Refund {name} claim {claim}", scenario_id="refund_acknowledged")  # fmt: skip
    world.extra_bank.append(line)
    item = Planted(check, -owed, note="our refund check at the bank", links=(line,))
    world.ledger.plant("refund_acknowledged", item)
    day = bankdays.add_days(remittance.payment_date, ACKNOWLEDGED)

    def acknowledge(world: World, later: Remittance) -> bool:
        if later.production_date < day or later.amount <= 0 or later.provider_adjustments:
            return False
        _adjust(world, "refund_acknowledged", later, ("WO", claim, owed), ("72", claim, -owed))
        return True

    world.follow_ups[remittance.payer_id].append(acknowledge)
    return True


def _has_time(world: World, remittance: Remittance) -> bool:
    """Will the payer send at least two more remittances before the end?"""
    return is_settled(world, bankdays.add_days(remittance.payment_date, 2 * ACKNOWLEDGED))


def orphan_takeback(world: World, remittance: Remittance) -> bool:
    """The payer keeps money for a claim nobody knows, without an earlier demand."""
    if not is_plain(world, remittance):
        return False
    cents = remittance.amount // ORPHAN_SHARE
    claim = f"{remittance.payer_id[:2]}{world.ledger.start.year - 2}1107{world.number('orphan', 311):06d}"
    remittance.provider_adjustments.append(ProviderAdjustment("WO", claim, cents))
    remittance.scenario_id = "orphan_takeback"
    item = Planted(remittance.trace, cents, "ERA-WOORPH", claim, "remittance", remittance.payment_date)
    world.ledger.plant("orphan_takeback", item)
    return True


SCENARIOS = (
    Scenario("forward_balance", "Balance carried over three remittances (FB)", "remittance", 4, forward_balance,
             window=(0.35, 0.6)),
    Scenario("refund_acknowledged", "Our refund check acknowledged (WO with 72)", "remittance", 4,
             refund_acknowledged, window=(0.35, 0.6)),
    Scenario("orphan_takeback", "Take-back without known cause (WO)", "remittance", 4, orphan_takeback,
             window=(0.2, 0.8)),
)  # fmt: skip
