"""Implementation acknowledgments: X12 005010X231A1 (999), one file for each claim batch, made within the hour.

Here: how a batch is accepted or refused as a whole. Not here: what becomes of single claims (`x12_277ca`).
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.events import REFUSED
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import CLEARINGHOUSE_ID, TAX_ID
from pipeline.simulator.writers.x12 import day, interchange, segment
from pipeline.simulator.writers.x12_837 import FIRST_NUMBER as FIRST_BATCH
from pipeline.simulator.writers.x12_837 import VERSION, batches

EXTRA = True
MADE_AT, FIRST_NUMBER = "1812", 600_001
BILLING_PROVIDER_POSITION, MISSING_SEGMENT, SEGMENT_ERRORS = "10", "3", "5"
"""Position of the missing segment in the transaction, its error code, and the code that says segments are wrong."""


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The acknowledgment of every batch."""
    for index, (sent, _, submissions) in enumerate(batches(ledger)):
        refused = submissions[0].verdict[0] == REFUSED
        render = partial(_render, sent, FIRST_BATCH + index, FIRST_NUMBER + index, refused=refused)
        yield Delivery(f"acks/claims_{day(sent)}.999", sent, render)


def _render(sent: date, batch: int, number: int, *, refused: bool) -> bytes:
    return interchange(
        _transaction(batch, refused=refused),
        transaction="999",
        group="FA",
        version="005010X231A1",
        sender=CLEARINGHOUSE_ID,
        receiver=TAX_ID,
        made=sent,
        time=MADE_AT,
        number=number,
    )


def _transaction(batch: int, *, refused: bool) -> Iterator[str]:
    """The answer to a batch: its group, its transaction, and whether both are taken."""
    yield segment("AK1", "HC", str(batch), VERSION)
    yield segment("AK2", "837", f"{batch:04d}", VERSION)
    if refused:
        yield segment("IK3", "N3", BILLING_PROVIDER_POSITION, "2010", MISSING_SEGMENT)
        yield segment("IK5", "R", SEGMENT_ERRORS)
        yield segment("AK9", "R", "1", "1", "0")
        return
    yield segment("IK5", "A")
    yield segment("AK9", "A", "1", "1", "1")
