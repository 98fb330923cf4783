"""The patients of the practice, with their cover; names come from short lists of our own and belong to nobody.

Here: who the patients are. Not here: what they come for.
"""

from datetime import date
from random import Random

from pipeline.simulator.chance import happens, pick
from pipeline.simulator.events import Patient
from pipeline.simulator.practice import PAYERS, SECONDARY_PAYERS, SELF_PAY_WEIGHT

LAST_NAMES = (
    "Testerly", "Sampleton", "Mockford", "Fixtura", "Demoski", "Placehold", "Synthwell", "Exemplar", "Fauxley",
    "Pretendre", "Simcoe", "Imaginez", "Dummett", "Fabrica", "Notarial", "Standin", "Protova", "Modelle",
)  # fmt: skip
FIRST_NAMES = (
    "Robin", "Avery", "Casey", "Devon", "Ellis", "Frankie", "Gray", "Harper", "Indigo", "Jules", "Kendall", "Lane",
    "Morgan", "Noel", "Oakley", "Parker", "Quinn", "Reese", "Sage", "Tatum", "Umber", "Vale", "Winter", "Zephyr",
)  # fmt: skip
STREETS = ("SAMPLE ST", "FIXTURE AVE", "MOCK LN", "DEMO CT", "SPECIMEN DR")
SENIOR_PLANS = {"FEDMB", "SUMMA"}
DEPENDANT_SHARE = 0.12


def make_patients(rng: Random, count: int) -> list[Patient]:
    """A panel of `count` patients, each with a payer (or none), member numbers and a deductible partly used up."""
    covers = (*((payer.payer_id, payer.weight) for payer in PAYERS.values()), ("", SELF_PAY_WEIGHT))
    return [_make_patient(rng, 3001 + index, pick(rng, covers) or None) for index in range(count)]


def _make_patient(rng: Random, number: int, payer_id: str | None) -> Patient:
    last, first = rng.choice(LAST_NAMES), rng.choice(FIRST_NAMES)
    birth_year = rng.randint(1936, 1961) if payer_id in SENIOR_PLANS else rng.randint(1962, 2018)
    secondary = None
    if payer_id == "FEDMB" and happens(rng, 0.28):
        secondary = pick(rng, SECONDARY_PAYERS)
    dependant = payer_id in {"BLUPR", "GRANM"} and happens(rng, DEPENDANT_SHARE)
    deductible = PAYERS[payer_id].deductible if payer_id else 0
    left = round(deductible * rng.random() / 100) * 100 if happens(rng, 0.35) else 0
    return Patient(
        number=number,
        last=last,
        first=first,
        birth_date=date(birth_year, rng.randint(1, 12), rng.randint(1, 28)),
        sex=rng.choice("FM"),
        street=f"{rng.randint(10, 999)} {rng.choice(STREETS)}",
        payer_id=payer_id,
        member_id=f"{payer_id[0]}{rng.randint(10**8, 10**9 - 1)}" if payer_id else "",
        secondary_id=secondary,
        secondary_member_id=f"{secondary[0]}{rng.randint(10**8, 10**9 - 1)}" if secondary else "",
        subscriber=(last, rng.choice([name for name in FIRST_NAMES if name != first])) if dependant else None,
        deductible_left=left,
    )
