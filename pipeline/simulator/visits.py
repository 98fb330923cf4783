"""The front desk: who comes, what is charged, what is collected on the spot, and what is still owed from before.

Here: visits, charge lines and payments at the desk. Not here: claims, insurers, or payments after the visit.
"""

from datetime import date, timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.chance import happens, percent_of, pick
from pipeline.simulator.events import Charge, Encounter, Patient
from pipeline.simulator.money import PatientPayment, Posting
from pipeline.simulator.people import SENIOR_PLANS
from pipeline.simulator.practice import DIAGNOSES, LOCATIONS, PAYERS, PROCEDURES, PROVIDERS, VISITS, allowed_amount
from pipeline.simulator.world import World

SELF_PAY_DISCOUNT = 3_000
CARD_BRANDS = (("Visa", 6), ("MasterCard", 3), ("American Express", 1))
CARD_ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
MINOR_SURGERY, SEPARATE_VISIT = {"20610", "69210"}, "25"
"""Codes beside which a visit is billed with the modifier that says it was a service of its own."""
CARRIED_OVER = 30
OVERCHARGE, OVERCHARGED_SHARE = 1_000, 0.04
"""Now and then the desk takes a copay by an outdated card: the patient has a credit once the insurer has settled."""


def open_doors(world: World, day: date) -> None:
    """See the patients of one day."""
    rng = world.chance("visits")
    count = max(1, world.visits_per_day + rng.randint(-4, 4))
    for patient in rng.sample(world.panel, min(count, len(world.panel))):
        encounter = _see(world, patient, day)
        paid = _collect_at_desk(world, encounter, day)
        lag = 0 if paid else pick(rng, ((0, 55), (1, 35), (2, 10)))
        encounter.posting_date = bankdays.add_days(day, lag)
        _open_account(world, encounter)


def carry_over(world: World) -> None:
    """Self-pay visits of the quarter before, still open when the simulation starts."""
    rng = world.chance("carried over")
    for _ in range(CARRIED_OVER):
        day = bankdays.on_or_after(world.ledger.start - timedelta(days=rng.randint(12, 95)))
        uninsured = [patient for patient in world.panel if not patient.payer_id]
        encounter = _see(world, rng.choice(uninsured), day)
        _open_account(world, encounter)
        encounter.statement_date = bankdays.add_days(day, 8)
        if happens(rng, 0.3):
            paid_on = world.ledger.start + timedelta(days=rng.randint(0, 60))
            world.schedule("pay", paid_on, (encounter, paid_on))


def _see(world: World, patient: Patient, day: date) -> Encounter:
    rng = world.chance("visits")
    preventive = "G0439" if patient.payer_id in SENIOR_PLANS else "99396"
    codes = [preventive if code == "PREVENTIVE" else code for code in pick(rng, VISITS)]
    encounter = Encounter(
        number=world.number("encounter", 20_001),
        patient=patient,
        service_date=day,
        posting_date=day,
        provider_index=rng.randrange(len(PROVIDERS)),
        location_index=pick(rng, tuple((index, 2 - index) for index in range(len(LOCATIONS)))),
        diagnoses=tuple(rng.sample(DIAGNOSES, rng.randint(1, 2))),
    )
    for code in codes:
        number = world.number("charge", 100_001)
        modifier = SEPARATE_VISIT if PROCEDURES[code].kind == "visit" and MINOR_SURGERY & set(codes) else ""
        encounter.charges.append(Charge(number, encounter, code, PROCEDURES[code].charge, modifier))
    world.ledger.encounters.append(encounter)
    return encounter


def _open_account(world: World, encounter: Encounter) -> None:
    """Bill the insurer, or give the self-pay discount and send a statement."""
    rng, patient = world.chance("visits"), encounter.patient
    if patient.payer_id:
        day = bankdays.add_days(encounter.posting_date, pick(rng, ((0, 60), (1, 40))))
        world.schedule("submit", day, {"encounter": encounter, "payer_id": patient.payer_id})
        return
    for charge in encounter.charges:
        discount = percent_of(charge.amount, SELF_PAY_DISCOUNT)
        day = encounter.posting_date
        world.post(Posting(day, charge, "other", written_off=discount, reason="Self-pay discount", owner="patient"))
    if encounter.posting_date >= world.ledger.start:
        world.schedule("statement", encounter.posting_date + timedelta(days=rng.randint(5, 12)), encounter)


def _collect_at_desk(world: World, encounter: Encounter, day: date) -> bool:
    """Take the copay, or a self-pay patient's discounted charge; True when something was paid."""
    rng, patient = world.chance("desk"), encounter.patient
    first = encounter.charges[0]
    if not patient.payer_id:
        if not happens(rng, 0.6):
            return False
        applied = [(line, line.amount - percent_of(line.amount, SELF_PAY_DISCOUNT)) for line in encounter.charges]
        method = pick(rng, (("cash", 45), ("card", 45), ("check", 10)))
    else:
        payer = PAYERS[patient.payer_id]
        copay = min(payer.copay, allowed_amount(payer, first.code)) if PROCEDURES[first.code].kind == "visit" else 0
        if not copay or not happens(rng, 0.86):
            return False
        applied = [(first, copay + OVERCHARGE if happens(rng, OVERCHARGED_SHARE) else copay)]
        method = pick(rng, (("card", 62), ("cash", 24), ("check", 14)))
    take_payment(world, encounter, method, applied, received=day, posted=day)
    return True


def take_payment(
    world: World,
    encounter: Encounter,
    method: str,
    applied: list[tuple[Charge, int]],
    *,
    received: date,
    posted: date,
    location_index: int | None = None,
) -> PatientPayment:
    """Record a patient's payment and post it to the charge lines it pays (cents)."""
    rng = world.chance("tender")
    index = encounter.location_index if location_index is None else location_index
    reference, brand, batch = "", "", f"DSK{posted:%y%m%d}{LOCATIONS[index].location_id}"
    if method == "card":
        reference = "ch_3" + "".join(rng.choices(CARD_ALPHABET, k=20))
        brand, batch = pick(rng, CARD_BRANDS), f"CRD{posted:%y%m%d}"
    elif method == "check":
        reference = str(rng.randint(1001, 9899))
    number = world.number("payment", 50_001)
    payment = PatientPayment(number, encounter, received, posted, method, applied, reference, batch, brand)
    world.ledger.payments.append(payment)
    if method != "card":
        world.takings.append(payment)
    for charge, cents in applied:
        world.post(
            Posting(posted, charge, "patient", paid=cents, payment_number=number, reference=reference, method=method)
        )
    world.offer("payment", posted, payment)
    return payment
