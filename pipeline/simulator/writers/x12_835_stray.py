"""Remittance advices of another practice that a payer sends to this one: 835 files with another payee.

Here: the payee of strays. Not here: how an 835 is written (`x12_835`).
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.writers.x12 import day
from pipeline.simulator.writers.x12_835 import render_835

OTHER_PRACTICE = ("ALDER RIDGE PEDIATRICS", "1992000061", "847654321")
FIRST_NUMBER = 900_001


def files(ledger: Ledger) -> Iterator[Delivery]:
    """Every stray advice."""
    for index, stray in enumerate(ledger.others.get("stray advice", ())):
        name = f"remits/{stray.payer_id}_{day(stray.production_date)}_{stray.trace}.835"
        render = partial(render_835, stray, stray.claims, FIRST_NUMBER + index, payee=OTHER_PRACTICE)
        yield Delivery(name, stray.production_date, render)
