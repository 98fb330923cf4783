"""Lockbox files: BAI records of 80 characters, one file for each deposit, tied to the bank's credit.

Here: headers, checks with the claims they pay, batch and deposit totals. Not here: which checks the lockbox got.
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.decisions import Remittance
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.lockbox import LOCKBOX, LockboxDeposit
from pipeline.simulator.practice import PAYERS, ROUTING, TAX_ID

EXTRA = True
LENGTH, BATCH = 80, 1
PAYER_ROUTING = "999999989"
MORE, LAST = "0", "9"


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The file of every lockbox deposit that the bank credited in the period."""
    for deposit in ledger.others.get("lockbox deposit", ()):
        if ledger.start <= deposit.day <= ledger.end:
            yield Delivery(f"lockbox/lockbox_{deposit.day:%Y%m%d}.txt", deposit.day, partial(_file, deposit), deposit)


def _file(deposit: LockboxDeposit) -> bytes:
    day, ends = f"{deposit.day:%y%m%d}", f"{TAX_ID:<10}{ROUTING:<10}"
    total = sum(cents for _, cents in deposit.checks)
    records = [
        f"100{ends}{day}0430",
        f"2{ends}{deposit.number:<10}400{LENGTH:03d}{LENGTH:04d}1",
        f"5{BATCH:03d}000{LOCKBOX}{day}{ends}",
    ]
    for item, (check, cents) in enumerate(deposit.checks, start=1):
        records += _check(item, check, cents)
    count = len(deposit.checks)
    records.append(f"7{BATCH:03d}{count + 1:03d}{LOCKBOX}{day}{count:03d}{total:010d}")
    records.append(f"8{BATCH:03d}{count + 2:03d}{LOCKBOX}{day}{count:04d}{total:010d}")
    records.append(f"9{len(records) + 1:06d}")
    return "".join(f"{record:<{LENGTH}}\n" for record in records).encode("ascii")


def _check(item: int, check: Remittance, cents: int) -> Iterator[str]:
    """A check with its magnetic line, then every claim it pays with its amount."""
    account = f"77{PAYERS[check.payer_id].company_id}"[-10:]
    yield f"6{BATCH:03d}{item:03d}{cents:010d}{PAYER_ROUTING}{account:>10}{check.trace:>10}{check.payment_date:%y%m%d}"
    paid = [claim for claim in check.claims if claim.paid]
    for place, claim in enumerate(paid, start=1):
        flag = LAST if claim is paid[-1] else MORE
        number = claim.claim_number or str(claim.submission.encounter.number)
        yield f"4{BATCH:03d}{item:03d}6{place:02d}{flag}{number:<20}{claim.paid:010d}"
