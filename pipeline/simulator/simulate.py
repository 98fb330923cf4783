"""The simulation from first visit to last file: days pass, then books and files are written.

Here: the order of things. Not here: any act or format, which are modules of their own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.simulator import answers, bankdays, scenarios
from pipeline.simulator.bank import book_bank
from pipeline.simulator.books import keep_books
from pipeline.simulator.claims import submit_batch
from pipeline.simulator.finish import finish
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.patients import bill_and_collect, pay_out
from pipeline.simulator.payers import run_payers
from pipeline.simulator.people import make_patients
from pipeline.simulator.postings import post_remittances
from pipeline.simulator.visits import carry_over, open_doors
from pipeline.simulator.world import World
from pipeline.simulator.writers import bai2, kareo, kareo_payments, quickbooks, stripe, x12_277ca, x12_835, x12_837

START, END, VISITS_PER_DAY = date(2026, 7, 1), date(2026, 9, 30), 25
PATIENTS_PER_DAILY_VISIT = 36
ACTS = (open_doors, submit_batch, run_payers, post_remittances, bill_and_collect)
"""The acts of a day, in order: what a payer sends in the morning may be posted the same day."""
WRITERS = (bai2, x12_835, x12_837, x12_277ca, kareo, kareo_payments, stripe, quickbooks)


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
    *, seed: int, start: date, end: date, visits_per_day: int, progress: Callable[[str], None] | None = None
) -> Ledger:
    """Let the practice live from `start` to `end` and return everything that happened."""
    ledger = Ledger(start, end)
    world = World(seed=seed, visits_per_day=visits_per_day, ledger=ledger)
    world.panel = make_patients(world.chance("people"), visits_per_day * PATIENTS_PER_DAILY_VISIT)
    world.slots = scenarios.plan(start, end)
    carry_over(world)
    for day in bankdays.bank_days(start, end):
        if progress:
            progress(f"{day:%Y-%m-%d}")
        for act in ACTS:
            act(world, day)
    pay_out(world)
    book_bank(world)
    keep_books(world)
    finish(ledger)
    return ledger


def simulate(
    out: Path,
    *,
    seed: int = 1,
    start: date = START,
    end: date = END,
    visits_per_day: int = VISITS_PER_DAY,
    progress: Callable[[str], None] | None = None,
) -> SimulationSummary:
    """Write a synthetic practice to `out`/practice and its answer key to `out`/practice_answers.

    The same arguments give the same bytes. Files of an earlier simulation are replaced; other files are left alone.
    `progress` is told each day as it passes.
    """
    ledger = live(seed=seed, start=start, end=end, visits_per_day=visits_per_day, progress=progress)
    practice, key = out / "practice", out / "practice_answers"
    files = [item for writer in WRITERS for item in writer.write(ledger)]
    counts, byte_count = _replace(practice, files)
    _replace(key, answers.write(ledger))
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


def _replace(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[dict[str, int], int]:
    """Write files under a folder, removing what an earlier simulation left in the folders written."""
    counts: dict[str, int] = {}
    byte_count = 0
    for name, data in files:
        path = folder / name
        if path.parent.name not in counts:
            path.parent.mkdir(parents=True, exist_ok=True)
            for old in path.parent.iterdir():
                if old.is_file():
                    old.unlink()
            counts[path.parent.name] = 0
        path.write_bytes(data)
        counts[path.parent.name] += 1
        byte_count += len(data)
    return counts, byte_count
