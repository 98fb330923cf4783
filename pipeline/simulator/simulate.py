"""The simulation from first visit to last file: days pass, books are kept, then files and answers are written.

Here: the order of things. Not here: any act or format, which are modules of their own.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.simulator import answers, bankdays
from pipeline.simulator.bank import book_bank
from pipeline.simulator.books import keep_books
from pipeline.simulator.claims import submit_batch
from pipeline.simulator.deliveries import Delivery, deliver, load_writers
from pipeline.simulator.landing import Progress, land, processors, without_collection
from pipeline.simulator.ledger import Ledger, PmExport
from pipeline.simulator.patients import bill_and_collect, close_desks, pay_out
from pipeline.simulator.payers import run_payers
from pipeline.simulator.people import make_patients
from pipeline.simulator.planning import LARGE, Size, make_plan
from pipeline.simulator.postings import post_remittances
from pipeline.simulator.scenarios import check_rates, load_scenarios
from pipeline.simulator.visits import carry_over, open_doors
from pipeline.simulator.world import World
from pipeline.simulator.writers.csvtext import month_ends

START, END, VISITS_PER_DAY = date(2026, 7, 1), date(2026, 9, 30), 25
PATIENTS_PER_DAILY_VISIT = 36
ACTS = (open_doors, submit_batch, run_payers, post_remittances, bill_and_collect, close_desks)
"""The acts of a day, in order: what a payer sends in the morning may be posted the same day."""
BIG = 5_000
"""From so many claims on files are written by several processes, and the PM exports twice instead of monthly."""
BIG_PM_EXPORTS = 2


@dataclass(frozen=True)
class SimulationSummary:
    """What a simulation wrote: where, how many files of each folder, how many bytes, and what happened."""

    practice: Path
    answers: Path
    files: dict[str, int]
    byte_count: int
    visits: int
    claims: int
    remittances: int
    bank_credit_cents: int
    scenarios: dict[str, int]


def live(
    *,
    seed: int = 1,
    claims: int | None = None,
    start: date = START,
    end: date = END,
    visits_per_day: int = VISITS_PER_DAY,
    rates: dict[str, float] | None = None,
    pm_exports: int | None = None,
    has_lockbox: bool | None = None,
    progress: Progress | None = None,
) -> World:
    """Let the practice live from `start` to `end`; arguments as of `simulate`.

    Raises:
        ValueError: a rate is set for a scenario that cannot be planned.
    """
    check_rates(rates or {})
    days = list(bankdays.bank_days(start, end))
    if claims:
        visits_per_day = max(1, round(claims / len(days)))
    size = Size(visits_per_day * len(days), start, end)
    world = World(seed=seed, visits_per_day=visits_per_day, ledger=Ledger(start, end))
    world.ledger.has_lockbox = size.claims >= LARGE if has_lockbox is None else has_lockbox
    world.panel = make_patients(world.chance("people"), visits_per_day * PATIENTS_PER_DAILY_VISIT)
    world.plan = make_plan(seed, size, load_scenarios(), rates or {})
    carry_over(world)
    for index, day in enumerate(days):
        if progress:
            progress(f"{day:%Y-%m-%d}", index + 1, len(days))
        world.offer("day", day, day)
        for act in ACTS:
            act(world, day)
    pay_out(world)
    book_bank(world)
    keep_books(world)
    _export(world, pm_exports if pm_exports or size.claims < BIG else BIG_PM_EXPORTS)
    for scenario in load_scenarios():
        if scenario.note:
            scenario.note(world)
    return world


def _export(world: World, count: int | None) -> None:
    """The PM exports of the period: one at each month-end, or the last `count` of them; each holds all there is."""
    for as_of in month_ends(world.ledger.start, world.ledger.end)[-(count or 0) :]:
        export = PmExport(as_of)
        world.ledger.pm_exports.append(export)
        world.offer("pm export", as_of, export)


@without_collection()
def simulate(
    out: Path,
    *,
    seed: int = 1,
    claims: int | None = None,
    start: date = START,
    end: date = END,
    visits_per_day: int = VISITS_PER_DAY,
    rates: dict[str, float] | None = None,
    pm: str = "kareo",
    gl: str = "quickbooks",
    pm_exports: int | None = None,
    extras: bool | None = None,
    progress: Progress | None = None,
) -> SimulationSummary:
    """Write a synthetic practice to `out`/practice and its answer key to `out`/practice_answers.

    The same arguments give the same bytes. Files of an earlier simulation are replaced; other files are left alone.
    `claims` sizes the world by claims instead of visits a day; `rates` sets scenarios per 1,000 of what they act on;
    `pm_exports` is how many cumulative PM exports are delivered (all month-ends, or two of a big world); `extras` are
    drawer logs, refunds, payment plans and agency statements (written from 2,000 claims on, unless told). `progress` is
    told what is done, how many of how many.

    Raises:
        ValueError: a system or scenario is not known.
    """
    load_writers(pm, gl)
    world = live(seed=seed, claims=claims, start=start, end=end, visits_per_day=visits_per_day, rates=rates,
                 pm_exports=pm_exports, progress=progress)  # fmt: skip
    deliveries = deliver(world, pm, gl, extras=extras)
    ledger, practice, key = world.ledger, out / "practice", out / "practice_answers"
    processes = processors() if len(ledger.submissions) >= BIG else 1
    told = progress or (lambda _what, _done, _total: None)
    counts, byte_count = land(practice, deliveries, processes=processes, progress=told)
    truth = [Delivery(name, end, lambda data=data: data) for name, data in answers.write(ledger)]
    land(key, truth, processes=1, progress=told)
    return SimulationSummary(
        practice=practice,
        answers=key,
        files=counts,
        byte_count=byte_count,
        visits=len(ledger.encounters),
        claims=len(ledger.submissions),
        remittances=len(ledger.remittances),
        bank_credit_cents=sum(line.amount for line in ledger.bank if line.amount > 0),
        scenarios={name: len(items) for name, items in sorted(ledger.planted.items())},
    )
