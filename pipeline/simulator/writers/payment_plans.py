"""Payment plans: one cumulative file for each month, one row for each part of each plan.

Columns: Plan Number, Patient ID, Encounter ID, Plan Amount, Started, Part, Due, Amount, Status (scheduled, paid,
missed), Paid On, Payment ID. Here: the rows. Not here: who keeps a plan.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.office import PaymentPlan
from pipeline.simulator.writers.csvtext import dollars, month_ends, to_csv, us_date

EXTRA = True
HEADER = (
    "Plan Number", "Patient ID", "Encounter ID", "Plan Amount", "Started", "Part", "Due", "Amount", "Status",
    "Paid On", "Payment ID",
)  # fmt: skip


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The plans as of every month-end."""
    for as_of in month_ends(ledger.start, ledger.end):
        plans = [plan for plan in ledger.others.get("plan", ()) if plan.started <= as_of]
        yield Delivery(f"plans/payment_plans_{as_of:%Y%m}.csv", as_of, partial(_list, plans, as_of))


def _list(plans: list[PaymentPlan], as_of: date) -> bytes:
    return to_csv([HEADER, *(_row(plan, index, as_of) for plan in plans for index in range(len(plan.due)))])


def _row(plan: PaymentPlan, index: int, as_of: date) -> tuple[str, ...]:
    payment = plan.paid[index] if index < len(plan.paid) and plan.paid[index].received <= as_of else None
    status = "paid" if payment else "missed" if plan.due[index] < as_of else "scheduled"
    visit, day, number = plan.encounter, None, ""
    if payment:
        day, number = payment.received, str(payment.number)
    return (
        plan.number, str(visit.patient.number), str(visit.number), dollars(plan.amount), us_date(plan.started),
        str(index + 1), us_date(plan.due[index]), dollars(plan.part(index)), status, us_date(day), number,
    )  # fmt: skip
