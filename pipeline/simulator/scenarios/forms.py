"""Exports in another form than usual: another encoding, negative amounts in parentheses.

Here: forms a correct reader must take. Not here: files that arrive twice or damaged (`files`).
"""

import csv
import re
from io import StringIO

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Planted, PmExport
from pipeline.simulator.planning import Scenario
from pipeline.simulator.world import World
from pipeline.simulator.writers.csvtext import to_csv

NEGATIVE = re.compile(r"-(\$?)([\d,]+\.\d\d)")
BYTE_ORDER_MARK = b"\xff\xfe"


def to_utf_16(data: bytes) -> bytes:
    """Text as some Windows tools save it: little endian, with its mark."""
    return BYTE_ORDER_MARK + data.decode("utf-8").encode("utf-16-le")


def with_parentheses(data: bytes) -> bytes:
    """Negative amounts in parentheses instead of with a sign."""
    rows = csv.reader(StringIO(data.decode("utf-8"), newline=""))
    return to_csv([NEGATIVE.sub(r"(\1\2)", cell) if NEGATIVE.fullmatch(cell) else cell for cell in row] for row in rows)


def utf_16_export(world: World, delivery: Delivery) -> bool:
    """An earlier charge export is saved as UTF-16."""
    export = delivery.event
    charges = isinstance(export, PmExport) and delivery.is_large and export.as_of < world.ledger.end
    if not charges or delivery.changes:
        return False
    delivery.changes.append(to_utf_16)
    world.ledger.plant("utf_16_export", Planted(delivery.name, 0, note="UTF-16, little endian", subject_kind="file"))
    return True


def negatives_in_parentheses(world: World, delivery: Delivery) -> bool:
    """A ledger report shows negative amounts in parentheses, with commas in thousands."""
    if not delivery.name.startswith("gl/") or delivery.day >= world.ledger.end or delivery.changes:
        return False
    data = delivery.render()
    if not delivery.name.endswith(".csv") or with_parentheses(data) == data:
        return False
    delivery.changes.append(with_parentheses)
    note = "negative amounts in parentheses"
    world.ledger.plant("negatives_in_parentheses", Planted(delivery.name, 0, note=note, subject_kind="file"))
    return True


SCENARIOS = (
    Scenario("utf_16_export", "Charge export in UTF-16", "delivery", 0.5, utf_16_export, window=(0.0, 0.3)),
    Scenario("negatives_in_parentheses", "Ledger report with negative amounts in parentheses", "delivery", 0.5,
             negatives_in_parentheses, window=(0.0, 0.3)),
)  # fmt: skip
