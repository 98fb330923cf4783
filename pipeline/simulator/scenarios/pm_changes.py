"""What people do to the PM system and the ledger that they should not: back-dating, deleting, entries by hand.

Here: changes that a comparison of deliveries or books brings to light. Not here: wrong postings of payers' money.
"""

from datetime import date, timedelta

from pipeline.simulator.bankdays import DAY
from pipeline.simulator.books import RECEIVABLE, WRITE_OFFS, balanced_entry
from pipeline.simulator.events import Encounter
from pipeline.simulator.ledger import Ledger, Planted, PmExport
from pipeline.simulator.money import PatientPayment
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_settled
from pipeline.simulator.world import World

LOCKED_FROM, LOCKED_UNTIL = 4, 20
"""Days of a month on which the month before is locked and still fresh in mind."""
MANUAL_ENTRY = 41_250


def backdated_posting(world: World, payment: PatientPayment) -> bool:
    """A card payment of this month is posted as of the last day of the month before, which is locked."""
    day = payment.posted
    before = day.replace(day=1) - DAY
    plain = payment.method == "card" and payment.encounter.posting_date < before and not payment.scenario_id
    if not plain or before < world.ledger.start or not LOCKED_FROM <= day.day <= LOCKED_UNTIL:
        return False
    for charge, _ in payment.applied:
        for item in world.ledger.postings[charge.number]:
            if item.payment_number == payment.number:
                item.date, item.entered = before, day
            elif item.date > before:
                return False
    payment.posted, payment.entered, payment.scenario_id = before, day, "backdated_posting"
    item = Planted(str(payment.number), payment.amount, "CTL-BACKDATE", note=f"entered {day}, posted {before}",
                   subject_kind="posting", opened=day)  # fmt: skip
    world.ledger.plant("backdated_posting", item)
    return True


def deleted_visit(world: World, export: PmExport) -> bool:
    """A visit of an export, not paid by anyone, is deleted from the PM system before the next one."""
    ledger = world.ledger
    visit = _unpaid_visit(ledger, export.as_of) if export.as_of < ledger.end else None
    if not visit:
        return False
    ledger.encounters.remove(visit)
    for item in ledger.pm_exports:
        if visit.posting_date <= item.as_of:
            item.deleted_later.append(visit)
    cents = sum(world.balance(charge, export.as_of).total for charge in visit.charges)
    note = f"balance in the export of {export.as_of}, gone from the next"
    item = Planted(str(visit.number), cents, "AR-ROLL", note, subject_kind="posting", opened=ledger.end)
    world.ledger.plant("deleted_visit", item)
    return True


def _unpaid_visit(ledger: Ledger, as_of: date) -> Encounter | None:
    """The last visit an export shows of a patient without insurer, on which nobody paid anything."""
    office = {
        item.encounter.number for kind in ("refund", "plan", "collection") for item in ledger.others.get(kind, ())
    }
    for visit in reversed(ledger.encounters):
        posted = [item for charge in visit.charges for item in ledger.postings.get(charge.number, ())]
        known = ledger.start <= visit.service_date and visit.posting_date <= as_of and visit.number not in office
        if known and not visit.patient.payer_id and not any(item.paid for item in posted):
            return visit
    return None


def manual_entry(world: World, day: date) -> bool:
    """Someone enters an amount against receivables by hand, with nothing in the PM system behind it."""
    if not is_settled(world, day + timedelta(days=1)):
        return False
    number = f"JE-{world.number('manual entry', 1041)}"
    sides = (WRITE_OFFS, RECEIVABLE)
    world.extra_books.extend(balanced_entry(day, "Journal Entry", number, "", "Adjust A/R", sides, MANUAL_ENTRY))
    item = Planted(number, MANUAL_ENTRY, "GL-MANUAL", subject_kind="gl", opened=day)
    world.ledger.plant("manual_entry", item)
    return True


SCENARIOS = (
    Scenario("backdated_posting", "Posted into a locked month", "payment", 0.1, backdated_posting,
             window=(0.35, 0.55)),
    Scenario("deleted_visit", "Visit in an earlier PM export, gone from the last one", "pm export", 1, deleted_visit,
             window=(0.0, 0.0)),
    Scenario("manual_entry", "Entry by hand against receivables", "day", 1, manual_entry, window=(0.3, 0.8)),
)  # fmt: skip
