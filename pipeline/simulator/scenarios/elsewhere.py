"""Money and names that belong elsewhere: another entity's credit, own transfers, an unknown payer, a wrong account.

Here: what the practice must not take for its own receivables, or not book there. Not here: interest and fees of the
bank, which come by themselves (`ordinary`).
"""

from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.banking import BankLine, BookEntry
from pipeline.simulator.books import AFFILIATES, CLEARING
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, is_settled
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.world import World

OTHER_NAME, OTHER_TAX_ID = "ORCHARD VALE PEDIATRICS", "845550123"
FOREIGN_TRACE, NEW_PAYER = 731_001, "NUVIA"
SWEPT = (250_000, 900_000)


def misdirected_money(world: World, day: date) -> bool:
    """A payer credits us with money for another entity; its advice goes there."""
    if not is_settled(world, day):
        return False
    rng, payer = world.chance("misdirected_money"), PAYERS["BLUPR"]
    trace, cents = f"{payer.trace_prefix}{world.number('foreign trace', FOREIGN_TRACE)}", rng.randint(20_000, 180_000)
    text = (
        f"ORIG CO NAME:{payer.name} ORIG ID:{payer.company_id}",
        f"DESC DATE:{day:%y%m%d} ENTRY DESCR:HCCLAIMPMT SEC:CCD IND NAME:{OTHER_NAME} IND ID:{OTHER_TAX_ID}",
        f"TRN*1*{trace}*{payer.company_id}\\",
    )
    line = BankLine(day, "142", cents, "", text, "misdirected", [], payer.payer_id, trace, "BNK-MISDIR",
                    "misdirected_money", addenda=text[-1])  # fmt: skip
    world.extra_bank.append(line)
    world.ledger.plant("misdirected_money", Planted(trace, cents, "BNK-MISDIR", OTHER_NAME, "deposit", day))
    return True


def own_transfer(world: World, day: date) -> bool:
    """The bank sweeps money into an investment account in the evening and returns it the next morning."""
    back = bankdays.add_days(day, 1)
    if back > world.ledger.end:
        return False
    cents, number = world.chance("own_transfer").randint(*SWEPT), f"ZBA{day:%y%m%d}"
    lines = []
    for when, code, sign, words in ((day, "575", -1, "TO"), (back, "275", 1, "FROM")):
        text = (f"ZBA TRANSFER {words} ACCT 4400067890",)
        line = BankLine(when, code, sign * cents, number, text, "transfer", [], label=f"Transfer {words.lower()} sweep",
                        scenario_id="own_transfer")  # fmt: skip
        lines.append(line)
    world.extra_bank += lines
    world.ledger.plant("own_transfer", Planted(number, cents, subject_kind="deposit", links=tuple(lines)))
    return True


def unmapped_payer(world: World, remittance: Remittance) -> bool:
    """A plan's new administrator pays and advises under a name and numbers no list knows yet."""
    if remittance.method != "ACH" or not is_plain(world, remittance) or not is_settled(world, remittance.bank_date):
        return False
    new = PAYERS[NEW_PAYER]
    remittance.payer_id = NEW_PAYER
    remittance.trace = f"{new.trace_prefix}{world.number(f'trace {NEW_PAYER}', 500_101)}"
    remittance.scenario_id = "unmapped_payer"
    item = Planted(remittance.trace, remittance.amount, "DQ-PAYER", new.name, "remittance", remittance.production_date)
    world.ledger.plant("unmapped_payer", item)
    return True


def entity_mispost(world: World, entry: list[BookEntry]) -> bool:
    """The bookkeeper enters a payer's money as another entity's: the deposit leaves the clearing account short."""
    first, *others = entry
    line = first.bank_line
    if not line or line.kind != "remittance" or line.scenario_id or line.expected_code or len(others) != 1:
        return False
    other = others[0]
    if other.account != CLEARING or not is_settled(world, other.date):
        return False
    other.account = first.split = AFFILIATES
    first.memo = other.memo = f"{other.memo} {OTHER_NAME}"
    item = Planted(line.label, line.amount, "GL-TIE", f"booked as {OTHER_NAME}", "gl", other.date)
    world.ledger.plant("entity_mispost", item)
    return True


SCENARIOS = (
    Scenario("misdirected_money", "Credit for another entity", "day", 7, misdirected_money, window=(0.2, 0.8)),
    Scenario("own_transfer", "Sweep to an own account and back", "day", 7, own_transfer),
    Scenario("unmapped_payer", "Payer in no list", "remittance", 3, unmapped_payer, window=(0.3, 0.8)),
    Scenario("entity_mispost", "Deposit booked as another entity's", "gl entry", 1.5, entity_mispost,
             window=(0.3, 0.8)),
)  # fmt: skip
