"""The registry of scenarios planted on remittances: which, at which payer, from which day on.

Here: the list of what is planted and how each changes a remittance; everything not planted reconciles cleanly. A new
scenario is a row of `PLAN` and, where needed, a function of the same name in `ACTS`. Not here: ordinary denials,
rejections and zero payments, which come by chance and are noted where they happen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.adjudicate import correct, reverse
from pipeline.simulator.chance import percent_of
from pipeline.simulator.events import Adjudication, Planted, ProviderAdjustment, Remittance
from pipeline.simulator.world import World

SETTLED_DAYS = 6
"""A planted difference is at least this many bank days old at the end, so that no clock leaves it in doubt."""
REPAYMENT_DELAY = timedelta(days=14)
RAISE, CUT = 600, -2_500
"""Change of allowed amounts by a correction, in basis points."""
SMALLEST_REVERSAL = 4_000
INTEREST_PERCENT = 6
"""What a payer adds that is some seven months late at a tenth a year."""
PLAN = (
    ("plb_interest", "GRANM", 0.45),
    ("missing_remit", "BLUPR", 0.45),
    ("reversal_correction", "FEDMB", 0.45),
    ("plb_interest", "BLUPR", 0.48),
    ("plb_takeback", "FEDMB", 0.50),
    ("plb_takeback", "BLUPR", 0.52),
    ("missing_cash", "STMCD", 0.55),
    ("reversal_then_correction", "SUMMA", 0.58),
    ("reversal_then_correction", "FEDMB", 0.60),
    ("reversal_correction", "BLUPR", 0.62),
    ("missing_remit", "GRANM", 0.66),
    ("missing_cash", "SUMMA", 0.70),
    ("reversal_correction", "GRANM", 0.74),
    ("unposted_remit", "BLUPR", 0.74),
    ("unposted_remit", "FEDMB", 0.78),
    ("awaiting_cash", "STMCD", 0.99),
)
"""Scenario, payer, and the part of the period after which it may happen, in order of that part."""


@dataclass(frozen=True)
class Slot:
    """One planned instance of a scenario."""

    scenario: str
    payer_id: str
    not_before: date


def plan(start: date, end: date) -> list[Slot]:
    """The slots of a world that runs from `start` to `end`."""
    days = (end - start).days
    return [Slot(scenario, payer, start + timedelta(days=int(days * part))) for scenario, payer, part in PLAN]


def planted(remittance: Remittance, code: str | None = None, note: str = "") -> Planted:
    """The note of a scenario that concerns a whole remittance."""
    return Planted(remittance.trace, remittance.amount, code, note)


def arrange(world: World, remittance: Remittance) -> None:
    """Plant what is due on a new remittance: money owed back, then at most one slot of its payer."""
    _take_back(world, remittance)
    for slot in world.slots:
        if slot.payer_id != remittance.payer_id or remittance.production_date < slot.not_before:
            continue
        if ACTS[slot.scenario](world, remittance):
            world.slots.remove(slot)
        return


def _is_plain(world: World, remittance: Remittance) -> bool:
    """Ordinary money of an ordinary day, early enough to be beyond doubt at the end."""
    settled = remittance.bank_date and remittance.bank_date <= bankdays.add_days(world.ledger.end, -SETTLED_DAYS)
    ordinary = all(not claim.reverses and not claim.corrects for claim in remittance.claims)
    return bool(settled and ordinary and not remittance.provider_adjustments and remittance.amount > 0)


def missing_remit(world: World, remittance: Remittance) -> bool:
    """The money arrives, the advice never does; nothing of it can be posted."""
    if not _is_plain(world, remittance):
        return False
    remittance.is_delivered, remittance.posting_date = False, None
    world.ledger.plant("missing_remit", planted(remittance, "BNK-NOERA"))
    return True


def missing_cash(world: World, remittance: Remittance) -> bool:
    """The advice arrives and is posted, the money never comes."""
    if not _is_plain(world, remittance):
        return False
    remittance.bank_date = None
    world.ledger.plant("missing_cash", planted(remittance, "ERA-NOEFT"))
    return True


def unposted_remit(world: World, remittance: Remittance) -> bool:
    """Advice and money arrive, nobody posts them."""
    if not _is_plain(world, remittance):
        return False
    remittance.posting_date = None
    world.ledger.plant("unposted_remit", planted(remittance, "PST-NONE"))
    return True


def awaiting_cash(world: World, remittance: Remittance) -> bool:
    """Advice of the last day whose money comes the day after the end: on its way, not missing."""
    if remittance.payment_date != world.ledger.end or remittance.amount <= 0:
        return False
    remittance.bank_date = bankdays.add_days(world.ledger.end, 1)
    remittance.posting_date = remittance.bank_date
    return True


def plb_interest(world: World, remittance: Remittance) -> bool:
    """The payer was late and adds interest: a memo on the claim (AMT*I), the money as PLB L6."""
    claim = next((item for item in remittance.claims if item.paid > 0), None)
    if not claim or not _is_plain(world, remittance):
        return False
    claim.interest = percent_of(claim.paid, INTEREST_PERCENT * 100)
    remittance.provider_adjustments.append(ProviderAdjustment("L6", claim.payer_claim_number, -claim.interest))
    world.ledger.plant("plb_interest", Planted(remittance.trace, claim.interest))
    return True


def reversal_correction(world: World, remittance: Remittance) -> bool:
    """An earlier claim is reversed and decided again, a little better, in the same remittance."""
    original = _reversible(world, remittance)
    if not original:
        return False
    _add(world, remittance, [reverse(original), correct(original, RAISE)])
    number = str(original.submission.encounter.number)
    world.ledger.plant("reversal_correction", Planted(number, original.paid, note=f"both in {remittance.trace}"))
    return True


def reversal_then_correction(world: World, remittance: Remittance) -> bool:
    """An earlier claim is reversed now; its correction comes with the payer's next remittance."""
    original = _reversible(world, remittance)
    if not original:
        return False
    _add(world, remittance, [reverse(original)])
    correction = correct(original, RAISE)
    world.ledger.adjudications.append(correction)
    world.corrections.setdefault(remittance.payer_id, []).append(correction)
    number = str(original.submission.encounter.number)
    note = f"reversed in {remittance.trace}, corrected in the payer's next remittance"
    world.ledger.plant("reversal_correction", Planted(number, original.paid, note=note))
    return True


def plb_takeback(world: World, remittance: Remittance) -> bool:
    """A claim is decided again for less; the payer defers the difference (WO negative) and takes it later."""
    original = _reversible(world, remittance)
    if not original:
        return False
    correction = correct(original, CUT)
    _add(world, remittance, [reverse(original), correction])
    owed = original.paid - correction.paid
    remittance.provider_adjustments.append(ProviderAdjustment("WO", original.payer_claim_number, -owed))
    due = remittance.production_date + REPAYMENT_DELAY
    world.recoupments.append((remittance.payer_id, due, owed, original.payer_claim_number))
    world.ledger.plant("plb_takeback", Planted(remittance.trace, -owed, note="deferred"))
    return True


def _take_back(world: World, remittance: Remittance) -> None:
    """Let the payer keep what it is owed, once the day has come and the payment is large enough."""
    for owed in list(world.recoupments):
        payer_id, due, amount, reference = owed
        if payer_id == remittance.payer_id and due <= remittance.production_date and remittance.amount > amount:
            remittance.provider_adjustments.append(ProviderAdjustment("WO", reference, amount))
            world.recoupments.remove(owed)
            world.ledger.plant("plb_takeback", Planted(remittance.trace, amount, note=f"taken for claim {reference}"))


def _reversible(world: World, remittance: Remittance) -> Adjudication | None:
    """A posted, paid, never touched primary decision of the payer that this remittance is large enough to reverse."""
    touched = {claim.submission.encounter.number for claim in world.ledger.adjudications if claim.reverses}
    repeated = {item.encounter.number for item in world.ledger.submissions if item.is_repeat}
    for claim in reversed(world.ledger.adjudications):
        paid_by = claim.remittance
        if not paid_by or paid_by.payer_id != remittance.payer_id or not paid_by.posting_date:
            continue
        encounter = claim.submission.encounter
        plain = claim.status == "1" and not claim.denial and not claim.corrects and not encounter.patient.secondary_id
        posted = paid_by.posting_date < bankdays.add_days(remittance.production_date, -3)
        free = encounter.number not in touched and encounter.number not in repeated
        if plain and posted and free and SMALLEST_REVERSAL <= claim.paid < remittance.claim_paid:
            return claim
    return None


def _add(world: World, remittance: Remittance, claims: list[Adjudication]) -> None:
    remittance.claims.extend(claims)
    world.ledger.adjudications.extend(claims)


ACTS: dict[str, Callable[[World, Remittance], bool]] = {
    act.__name__: act
    for act in (
        missing_remit,
        missing_cash,
        unposted_remit,
        awaiting_cash,
        plb_interest,
        reversal_correction,
        reversal_then_correction,
        plb_takeback,
    )
}
