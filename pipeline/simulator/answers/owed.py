"""The true figures of what is owed, and of what was charged, paid and given up on charge lines.

Here: shares of open balances, collection rates, days to cash. Movements count on the day the PM export shows them:
their own, or that of the last posting of each payer and of the patient on the line. Not here: days in receivables
(`figures`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.simulator.answers.reach import month, names
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger

OLD_DAYS, AGED_DAYS = 120, 90
BAD_DEBT, CHARITY = ("Bad debt", "Agency fee"), ("Charity",)
"""How the reasons of write-offs begin that give up on a patient, and that help one."""
Fact = tuple[str, str, str | None, str | None, int, int]


def balance_facts(ledger: Ledger, items: Rows) -> Iterator[Fact]:
    """Debit balances: the oldest of them, the billed ones, and those of patients."""
    for _, party, cents, served, billed, since, payer, group in items:
        if cents <= 0:
            continue
        where, age = (month(ledger.end), payer, group), (ledger.end - served).days
        yield "K05b", *where, cents * (age > OLD_DAYS), cents
        if billed:
            yield "K05u", *where, cents * (age > AGED_DAYS), cents
        yield "K07", *where, cents * (party == "patient"), cents
        if party == "patient":
            yield "K07_aged", *where, cents * ((ledger.end - since).days > AGED_DAYS), cents


@dataclass(frozen=True)
class Shown:
    """What a PM export shows of one source's postings on a charge line (cents)."""

    source: str
    day: date
    paid: int
    contractual: int
    written_off: int
    reason: str


def shown(ledger: Ledger, charge: Charge) -> list[Shown]:
    """Postings of a charge line by source, as the PM shows them: those of a day together, or all on the last one's day.

    What is taken back and posted anew on one day is one movement: its difference.
    """
    together = defaultdict(list)
    for item in ledger.postings.get(charge.number, ()):
        if item.date <= ledger.end:
            together[item.source, item.date if ledger.dates_postings else None].append(item)
    found = []
    for (source, _), items in together.items():
        sums = [sum(getattr(item, kind) for item in items) for kind in ("paid", "contractual", "written_off")]
        found.append(Shown(source, items[-1].date, *sums, items[-1].reason))
    return found


def flow_facts(ledger: Ledger, charges: list[Charge]) -> Iterator[Fact]:
    """Money and write-offs over charges, by month of the posting; what patients paid at the desk over all they paid."""
    now = month(ledger.end)
    for charge in charges:
        visit = charge.encounter
        payer, group = names(visit.patient.payer_id)
        for kpi in ("K11", "K14", "K15"):
            yield kpi, month(visit.posting_date), None, group, 0, charge.amount
        yield "K10a", now, None, group, 0, charge.amount
        for item in shown(ledger, charge):
            yield "K10a", now, None, group, item.paid, -item.contractual
            yield "K11", month(item.day), None, group, item.paid, 0
            for kpi, reasons in (("K14", BAD_DEBT), ("K15", CHARITY)):
                yield kpi, month(item.day), None, group, item.written_off * item.reason.startswith(reasons), 0
            if item.paid > 0:
                days = (item.day - visit.service_date).days
                yield "K04", month(item.day), payer, group, item.paid * days, item.paid
                if item.source == "patient":
                    yield "K17", month(item.day), payer, group, item.paid * (days <= 0), item.paid
