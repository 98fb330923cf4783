"""Ordinary life that a reader must get right as well: it comes by itself and is noted by name.

Here: the notes. Not here: anything that changes events.
"""

from pipeline.simulator.banking import BankLine
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.world import World

BY_BANK_TYPE = {
    "115": "lockbox_deposit",
    "175": "check_payment",
    "165": "card_payout",
    "301": "desk_deposit",
    "354": "bank_interest",
    "698": "bank_fee",
}


def note_matched(world: World) -> None:
    """Electronic payments whose advice is at hand."""
    for line in world.ledger.bank:
        if line.type_code == "142" and is_clean(line):
            world.ledger.plant("matched_eft", Planted(line.label, line.amount, links=(line,)))


def note_bank_line(world: World) -> None:
    """The other lines of the bank that nothing is wrong with."""
    for line in world.ledger.bank:
        if line.type_code in BY_BANK_TYPE and is_clean(line):
            item = Planted(line.label, line.amount, links=(line,))
            world.ledger.plant(BY_BANK_TYPE[line.type_code], item)


def note_denied(world: World) -> None:
    """Charge lines a payer refused in an advice."""
    for remittance in world.ledger.remittances:
        for line in [line for claim in remittance.claims for line in claim.lines if line.is_denied]:
            reason = f"{line.adjustments[0].group}-{line.adjustments[0].reason}"
            world.ledger.plant("denied_line", Planted(str(line.charge.number), line.billed, note=reason))


def note_secondary(world: World) -> None:
    """Claims a second payer decided on."""
    for claim in [claim for remittance in world.ledger.remittances for claim in remittance.claims]:
        if claim.submission.prior:
            world.ledger.plant("secondary_claim", Planted(str(claim.submission.encounter.number), claim.paid))


def is_clean(line: BankLine) -> bool:
    """A bank line nothing was planted on."""
    return not line.expected_code and not line.scenario_id


SCENARIOS = (
    Scenario("matched_eft", "Electronic payment with its advice", note=note_matched),
    Scenario("check_payment", "Payer's check with its advice", note=note_bank_line),
    Scenario("lockbox_deposit", "Payers' checks of a day through the lockbox"),
    Scenario("card_payout", "Payout of the card processor, net of fees"),
    Scenario("desk_deposit", "Cash and checks of a day"),
    Scenario("bank_interest", "Interest of the bank"),
    Scenario("bank_fee", "Fee of the bank"),
    Scenario("denied_line", "Charge line denied by a payer", note=note_denied),
    Scenario("secondary_claim", "Claim decided by a second payer (OA-23)", note=note_secondary),
    Scenario("zero_pay", "Advice without money (H, NON)"),
    Scenario("rejected_claim", "Claim rejected and never sent again"),
    Scenario("rejected_then_resubmitted", "Claim rejected, mended and sent again"),
)
