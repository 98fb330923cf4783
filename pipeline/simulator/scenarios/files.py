"""Files that arrive twice or damaged.

Here: what happens to whole files and single cells. Not here: events.
"""

from pathlib import PurePosixPath

from pipeline.simulator.decisions import Remittance
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger, Planted, PmExport
from pipeline.simulator.planning import Scenario
from pipeline.simulator.world import World, balance


def duplicate_file(world: World, delivery: Delivery) -> bool:
    """A remittance file is delivered a second time under another name."""
    item = delivery.event
    if not isinstance(item, Remittance) or item.provider_adjustments or item.scenario_id or item.parts:
        return False
    if not item.bank_date or not item.posting_date:
        return False
    name = PurePosixPath(delivery.name)
    delivery.copies.append(str(name.with_stem(f"{name.stem}_resent")))
    world.ledger.plant("duplicate_file", Planted(item.trace, item.amount, subject_kind="file"))
    return True


def malformed_row(world: World, delivery: Delivery) -> bool:
    """The last PM export garbles the amount of one charge line: nobody can say what the row is worth."""
    export = delivery.event
    if not isinstance(export, PmExport) or export.as_of < world.ledger.end or not delivery.is_large:
        return False
    charge = _choose(world.ledger)
    if not charge:
        return False
    export.garbled_charges.add(charge.number)
    note = f"charge line {charge.number} of visit {charge.encounter.number}: its whole row must be refused and kept"
    item = Planted(delivery.name, 0, "DQ-ROW", note, "file", export.as_of)
    world.ledger.plant("malformed_row", item)
    return True


def _choose(ledger: Ledger) -> Charge | None:
    """The only charge of a self-pay visit that is first exported in the last month; settled in full if there is one."""
    month = (ledger.end.year, ledger.end.month)
    found = [
        encounter.charges[0]
        for encounter in ledger.encounters
        if not encounter.patient.payer_id
        and len(encounter.charges) == 1
        and (encounter.service_date.year, encounter.service_date.month) == month
        and encounter.posting_date <= ledger.end
    ]
    return next((charge for charge in found if not balance(ledger, charge, ledger.end).total), next(iter(found), None))


SCENARIOS = (
    Scenario("duplicate_file", "The same file under two names", "delivery", 3, duplicate_file,
             window=(0.5, 0.8), least=1),
    Scenario("malformed_row", "An amount in the PM export that is no money", "delivery", 0.1, malformed_row,
             window=(0.0, 0.0), least=1),
)  # fmt: skip
