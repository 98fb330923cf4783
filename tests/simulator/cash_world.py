"""A world of payers' money with many troubles and no others, and small readers of its files for independent counts."""

from collections import defaultdict
from datetime import date
from functools import cache

from pipeline.simulator.deliveries import deliver
from pipeline.simulator.scenarios import load_scenarios
from pipeline.simulator.simulate import live

RATES = {
    "missing_addenda": 15, "truncated_trace": 15, "lost_leading_zero": 10, "bank_split": 12, "entity_mispost": 8,
    "era_early": 20, "era_late": 20, "late_money": 20, "aggregator_eft": 20, "aggregator_equal_remit": 20, "wire": 20,
    "lockbox_encoding": 20, "lockbox_missing_item": 20, "slip_short_check": 20, "twin_payments": 60, "twin_remits": 20,
    "reissued_check": 20, "converted_eob": 20, "split_era": 20, "split_era_missing": 20, "virtual_card": 20,
    "misdirected_money": 50, "own_transfer": 60, "unmapped_payer": 20, "overlapping_statement": 12,
}  # fmt: skip
BANK, ADVICES = "bank/", "remits/"


@cache
def troubled():
    """The world, and the text of each of its files by name."""
    off = {scenario.scenario_id: 0 for scenario in load_scenarios() if scenario.act}
    world = live(seed=3, claims=2_400, rates=off | RATES)
    files = {item.name: item.data().decode("ascii") for item in deliver(world, "kareo", "quickbooks", extras=True)}
    return world, files


def planted(scenario_id):
    return troubled()[0].ledger.planted.get(scenario_id, [])


def bank_lines(*, repeated=False):
    """The statement's lines as (day, type, cents, bank reference, customer reference, text); each once, unless told."""
    found, seen = [], set()
    for name, text in sorted(troubled()[1].items()):
        day = None
        for record in text.splitlines() if name.startswith(BANK) else ():
            cells = record.removesuffix("/").split(",")
            if cells[0] == "02":
                day = date(2000 + int(cells[4][:2]), int(cells[4][2:4]), int(cells[4][4:]))
            elif cells[0] == "16":
                line = [day, cells[1], int(cells[2]), cells[4], cells[5], cells[6]]
                if repeated or cells[4] not in seen:
                    found.append(line)
                seen.add(cells[4])
            elif cells[0] == "88" and found and (repeated or found[-1] is line):
                line[5] += " " + ",".join(cells[1:])
    return found


def advices():
    """Every 835 as a dict: name, trace, company, method, cents, payment date, charge numbers, cents of its claims."""
    found = []
    for name, text in sorted(troubled()[1].items()):
        if not name.startswith(ADVICES):
            continue
        segments = [segment.strip().split("*") for segment in text.split("~") if segment.strip()]
        first = {segment[0]: segment for segment in reversed(segments)}
        bpr, trn = first["BPR"], first["TRN"]
        found.append(
            {
                "name": name,
                "trace": trn[2],
                "company": trn[3],
                "method": bpr[4],
                "cents": cents(bpr[2]),
                "paid": bpr[16],
                "charges": [segment[2] for segment in segments if segment[:2] == ["REF", "6R"]],
                "claims": sum(cents(segment[4]) for segment in segments if segment[0] == "CLP"),
                "adjusted": sum(
                    cents(item[at]) for item in segments if item[0] == "PLB" for at in range(4, len(item), 2)
                ),
            }
        )
    return found


def cents(text):
    sign, whole, part = ("-" if text.startswith("-") else ""), *(text.lstrip("-") + ".").split(".")[:2]
    return int(f"{sign}{whole or 0}{part:0<2}")


def by(rows, name):
    groups = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    return groups
