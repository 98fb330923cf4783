"""Advices the lockbox keys from the paper that came with a check: an 835 of the bank for a payment already told.

Here: when and under which name. Not here: the segments (`x12_835`).
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.writers.x12 import day
from pipeline.simulator.writers.x12_835 import render_835

CONVERTED = 700_001
"""The first control number of keyed advices."""


def files(ledger: Ledger) -> Iterator[Delivery]:
    """One file for each payment that was keyed."""
    for index, remittance in enumerate(ledger.remittances):
        if remittance.converted and remittance.converted <= ledger.end:
            name = f"remits/LOCKBOX_{day(remittance.converted)}_{remittance.trace}.835"
            render = partial(render_835, remittance, remittance.claims, CONVERTED + index, made=remittance.converted)
            yield Delivery(name, remittance.converted, render, remittance)
