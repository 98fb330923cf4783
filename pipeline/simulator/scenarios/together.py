"""Money that comes in other pieces than the advice: one credit for many, many credits for one, or by wire.

Here: groups, parts and wires. Not here: money that is missing or late.
"""

from pipeline.simulator.banking import BankLine, Evidence
from pipeline.simulator.companions import bring_to, further, one_credit, share_out
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, note_remittance
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.scenarios.traces import is_plain_eft, name_by_bank
from pipeline.simulator.world import World

MANY, PAID = 7, 4
FIRST_SHARE = (3, 5)
"""What of a split credit comes in its first part."""


def aggregator_eft(world: World, remittance: Remittance) -> bool:
    """A payment vendor sends one credit for seven advices; its text names the vendor's batch, none of the traces."""
    made = _in_group(world, remittance, "aggregator_eft", MANY)
    if not made:
        return False
    line = _vendor_credit(world, made)
    note = " ".join(item.trace for item in made)
    world.ledger.plant("aggregator_eft", Planted(line.label, line.amount, note=note, subject_kind="deposit"))
    return True


def aggregator_equal_remit(world: World, remittance: Remittance) -> bool:
    """One credit for four of five advices of a day, the fifth as large as the fourth: nobody can know which four."""
    groups = share_out(remittance.claims, PAID + 1) if _needs_vendor(world, remittance) else []
    if not groups or not bring_to(groups[PAID], sum(claim.paid for claim in groups[PAID - 1])):
        return False
    made = _in_group(world, remittance, "aggregator_equal_remit", PAID + 1)
    unpaid = made.pop()
    line = _vendor_credit(world, made)
    unpaid.bank_date, line.expected_code = None, "BNK-TIE"
    note = f"pays {' '.join(item.trace for item in made)}, not {unpaid.trace}, which is as large as {made[-1].trace}"
    item = Planted(line.label, line.amount, "BNK-TIE", note, "deposit", line.date)
    world.ledger.plant("aggregator_equal_remit", item)
    return True


def _is_groupable(world: World, remittance: Remittance) -> bool:
    return remittance.method == "ACH" and is_plain(world, remittance)


def _needs_vendor(world: World, remittance: Remittance) -> bool:
    """A vendor sends one credit a day for a payer: of two nobody could prove which advices each of them pays."""
    sent = [line for line in world.extra_bank if line.payer_id == remittance.payer_id]
    return _is_groupable(world, remittance) and not any(line.label.startswith(_vendor_day(remittance)) for line in sent)


def _in_group(world: World, remittance: Remittance, scenario_id: str, count: int) -> list[Remittance]:
    """The payment and further ones of the same payer and day, its claims shared out among them."""
    groups = share_out(remittance.claims, count) if _needs_vendor(world, remittance) else []
    if not groups:
        return []
    remittance.claims = groups[0]
    made = [remittance, *(further(world, remittance, claims) for claims in groups[1:])]
    for item in made:
        item.scenario_id = scenario_id
    return made


def _vendor_credit(world: World, made: list[Remittance]) -> BankLine:
    payer, first = PAYERS[made[0].payer_id], made[0]
    batch = f"{_vendor_day(first)}{world.number('vendor batch', 1):03d}"
    text = (
        f"ORIG CO NAME:PAYBRIDGE FOR {payer.name} ORIG ID:{payer.company_id}",
        f"DESC DATE:{first.payment_date:%y%m%d} ENTRY DESCR:HCCLAIMPMT SEC:CCD",
        f"TRN*1*{batch}*{payer.company_id}\\",
    )
    return one_credit(world, made, first.bank_date or first.payment_date, "142", text, batch)


def _vendor_day(remittance: Remittance) -> str:
    """How the numbers of the vendor's batches begin on the day of a payment."""
    return f"PB{remittance.payment_date:%y%m%d}"


def bank_split(world: World, line: BankLine) -> bool:
    """The bank credits one payment in two parts on the same day, both with its trace."""
    if not is_plain_eft(world, line):
        return False
    whole, evidence = line.amount, line.evidence[0]
    first = whole * FIRST_SHARE[0] // FIRST_SHARE[1]
    rest = _part(evidence, whole - first)
    line.amount, line.evidence, line.scenario_id = first, [_part(evidence, first)], "bank_split"
    world.extra_bank.append(
        BankLine(
            line.date,
            line.type_code,
            whole - first,
            "",
            line.text,
            line.kind,
            [rest],
            line.payer_id,
            line.label,
            scenario_id="bank_split",
            addenda=line.addenda,
        )
    )
    world.ledger.plant("bank_split", Planted(line.label, whole, note=f"{first} and {whole - first} cents"))
    return True


def _part(evidence: Evidence, cents: int) -> Evidence:
    return Evidence(evidence.kind, evidence.reference, cents, evidence.event)


def wire(world: World, remittance: Remittance) -> bool:
    """The payer sends a wire instead of an entry of the clearing house."""
    if not _is_groupable(world, remittance) or not remittance.bank_date:
        return False
    payer, day = PAYERS[remittance.payer_id], remittance.bank_date
    number = world.number("wire", 101)
    text = (
        f"INCOMING WIRE ORIG:{payer.name} ID:{payer.company_id}",
        f"IMAD:{day:%Y%m%d}B1QGC01R{number:06d} OBI:CLAIM PAYMENT REF {remittance.trace}",
    )
    remittance.method = "FWT"
    note_remittance(world, "wire", remittance)
    one_credit(world, [remittance], day, "195", text, remittance.trace).addenda = ""
    return True


SCENARIOS = (
    Scenario("aggregator_eft", "One credit for seven advices", "remittance", 4, aggregator_eft,
             name_by_bank("aggregator_eft"), window=(0.3, 0.8)),
    Scenario("aggregator_equal_remit", "One credit for four of five advices, two of them equal", "remittance", 3,
             aggregator_equal_remit, window=(0.3, 0.75)),
    Scenario("bank_split", "One payment credited in two parts", "bank line", 1.2, bank_split, window=(0.25, 0.8)),
    Scenario("wire", "Payment by wire", "remittance", 3, wire, window=(0.2, 0.8)),
)  # fmt: skip
