"""The true key figures, for every month and cut that is published, after their written definitions.

Here: numerator and denominator (cents or counts) and value of each figure, from facts gathered from the events. Flows
count by month; what is owed counts once, for the month in which the period ends. Not here: figures of cash (`pace`,
`held`, `takings`), of delays (`timeliness`, `claimed`), of every decision (`decided`), of balances and collections
(`owed`, `expected`), of posting errors (`mistaken`).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.simulator.answers.care import LineFacts, denied_lines, first_decisions, posted_cents
from pipeline.simulator.answers.claimed import denied_of_sent, payment_lags, settled_facts
from pipeline.simulator.answers.closed import half_life_rows
from pipeline.simulator.answers.decided import decision_facts, prevention_facts, rejection_facts
from pipeline.simulator.answers.expected import expected_facts, price_facts, unsupported_rows
from pipeline.simulator.answers.held import held_rows
from pipeline.simulator.answers.mistaken import error_rows
from pipeline.simulator.answers.owed import balance_facts, flow_facts
from pipeline.simulator.answers.pace import cash_facts, lag_rows
from pipeline.simulator.answers.proofs import residual_rows
from pipeline.simulator.answers.reach import month, names
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.answers.takings import bank_lags, drawer_facts
from pipeline.simulator.answers.timeliness import advice_facts, service_lags
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger

AGED_DAYS = 90
AMOUNTS = {"K40", "K59_over", "K59_short"}
WINDOW_MONTHS, SHORTEST_WINDOW = 3, 80
Fact = tuple[str, str, str | None, str | None, int, int]
"""Figure, month, payer, financial class, numerator and denominator of one thing that counts."""


def kpis(ledger: Ledger, charges: list[Charge], items: Rows, lines: LineFacts) -> Rows:
    """One row for each figure, month and cut."""
    flows = [*_denials(ledger), *_clean(ledger), *_posted(ledger, lines), *cash_facts(ledger)]
    flows += [*advice_facts(ledger), *_overturned(ledger, charges, items), *balance_facts(ledger, items)]
    flows += [*flow_facts(ledger, charges), *decision_facts(ledger), *prevention_facts(ledger)]
    flows += [*rejection_facts(ledger), *settled_facts(ledger), *expected_facts(ledger, charges)]
    counted = [*price_facts(ledger), *drawer_facts(ledger)]
    flows += [fact for fact in counted if fact[0] not in AMOUNTS]
    rows = [*_ratios(flows), *_ratios(_aged(ledger, items)), *_days(ledger, charges, items), *lag_rows(ledger)]
    rows += [*service_lags(ledger, charges), *held_rows(ledger), *residual_rows(ledger), *payment_lags(ledger)]
    rows += [*denied_of_sent(ledger), *unsupported_rows(ledger, charges), *bank_lags(ledger), *error_rows(ledger)]
    rows += half_life_rows(ledger)
    rows += _amounts(fact for fact in counted if fact[0] in AMOUNTS)
    return sorted(rows, key=lambda row: row[:4])


def cuts(payer: str | None, group: str | None) -> list[tuple[str, str]]:
    """The cuts a fact counts in: the practice, its payer and its financial class, where it has them."""
    found = [("practice", "all"), ("payer", payer), ("financial_class", group)]
    return [(grain, value) for grain, value in found if value is not None]


def _ratios(facts: Iterable[Fact]) -> Rows:
    sums: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for kpi, period, payer, group, numerator, denominator in facts:
        for cut in cuts(payer, group):
            cells = sums[kpi, period, *cut]
            cells[0] += numerator
            cells[1] += denominator
    return [(*key, top, bottom, top / bottom if bottom else None) for key, (top, bottom) in sums.items()]


def _amounts(facts: Iterable[Fact]) -> Rows:
    """Sums of cents that are divided by nothing."""
    return [(*row[:4], row[4], None, row[4] / 100) for row in _ratios(facts)]


def _denials(ledger: Ledger) -> Iterable[Fact]:
    for remittance, claim in first_decisions(ledger).values():
        where = (month(remittance.payment_date), *names(remittance.payer_id))
        denied_cents = sum(line.billed for line in claim.lines if line.is_denied)
        denied = int(any(line.is_denied for line in claim.lines))
        yield "K20c", *where, denied, 1
        yield "K20d", *where, denied_cents, claim.billed
        yield "K32", *where, 1 - denied, 1


def _overturned(ledger: Ledger, charges: list[Charge], items: Rows) -> Iterable[Fact]:
    for remittance, is_overturned, is_open in denied_lines(ledger, charges, items):
        is_resolved = is_overturned or is_open is False
        yield "K24", month(remittance.payment_date), *names(remittance.payer_id), int(is_overturned), int(is_resolved)


def _clean(ledger: Ledger) -> Iterable[Fact]:
    seen = set()
    for submission in ledger.submissions:
        number = submission.encounter.number
        if submission.sequence == "P" and number not in seen and submission.submitted <= ledger.end:
            seen.add(number)
            where = (month(submission.submitted), *names(submission.payer_id))
            yield "K30", *where, int(submission.is_accepted), 1


def _posted(ledger: Ledger, lines: LineFacts) -> Iterable[Fact]:
    for (number, source), (day, advised, payer_id, _) in lines.items():
        exact = posted_cents(ledger, number, source) == advised
        yield "K50c", month(day), *names(payer_id), int(exact), 1


def _aged(ledger: Ledger, items: Rows) -> Iterable[Fact]:
    for _, _, cents, served, billed, since, payer, group in items:
        if cents > 0:
            where = (month(ledger.end), payer, group)
            for clock, day in (("dos", served), ("bill", billed), ("resp", since)):
                aged = cents if day and (ledger.end - day).days > AGED_DAYS else 0
                yield f"K05_{clock}", *where, aged, cents
                if clock == "dos":
                    yield "K05", *where, aged, cents


def window(ledger: Ledger, charges: list[Charge]) -> tuple[date, int]:
    """First day and length of the trailing three months, cut to the months in which there are charges."""
    after = ledger.end + timedelta(days=1)
    months = after.year * 12 + after.month - 1 - WINDOW_MONTHS
    following = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    last_day = (following - timedelta(days=1)).day
    earliest = min((charge.encounter.posting_date for charge in charges), default=ledger.end)
    first = max(date(months // 12, months % 12 + 1, min(after.day, last_day)), earliest.replace(day=1))
    return first, (ledger.end - first).days + 1


def _days(ledger: Ledger, charges: list[Charge], items: Rows) -> Rows:
    """Days in receivables: what is owed over what was charged on a day of the window (cents, the latter rounded)."""
    first, length = window(ledger, charges)
    owed: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for _, _, cents, *_, payer, group in items:
        for cut in cuts(payer, group):
            owed[cut][0] += max(cents, 0)
            owed[cut][1] += cents
    for charge in charges:
        if charge.encounter.posting_date >= first:
            for cut in cuts(*names(charge.encounter.patient.payer_id)):
                owed[cut][2] += charge.amount
    rows = []
    for cut, (debit, net, charged) in owed.items():
        for kpi, cents in (("K01", debit), ("K01a", net), ("K09", debit - net)):
            value = cents * length / charged if charged and length >= SHORTEST_WINDOW else None
            a_day = (2 * charged + length) // (2 * length)
            rows.append((kpi, month(ledger.end), *cut, cents, a_day, value))
    return rows
