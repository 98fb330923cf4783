"""What can be known on the last day: charge lines a reader can load, advices that came, names, months.

Here: what all tables of the answer key share. Not here: any table.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import PAYERS

PREDETERMINED = "25"
SELF_PAY, UNKNOWN = ("Self-pay", "self-pay"), "unknown"


def loaded_charges(ledger: Ledger) -> list[Charge]:
    """Charge lines posted by the end that a correct reader can load from the last PM export."""
    unreadable = ledger.unreadable
    return [
        charge
        for encounter in ledger.encounters
        for charge in encounter.charges
        if encounter.posting_date <= ledger.end and charge.number not in unreadable
    ]


def is_known(ledger: Ledger, remittance: Remittance) -> bool:
    """Did the practice get this advice, for money of the period?"""
    return remittance.is_delivered and remittance.payment_date <= ledger.end


def known_claims(ledger: Ledger) -> Iterator[tuple[Remittance, Adjudication]]:
    """Every decision on care that was given, in an advice that came, in order of payment."""
    for remittance in sorted(ledger.remittances, key=lambda item: item.payment_date):
        if is_known(ledger, remittance) and not remittance.repeats:
            parts = remittance.parts or [remittance.claims]
            for position, claims in enumerate(parts):
                if position not in remittance.missing_parts:
                    yield from ((remittance, claim) for claim in claims if claim.status != PREDETERMINED)


def sequence(claim: Adjudication) -> str:
    """Was it decided as first or as second payer?"""
    return "secondary" if claim.submission.sequence == "S" else "primary"


@lru_cache(maxsize=1 << 12)
def month(day: date) -> str:
    """The month of a day, as YYYY-MM."""
    return f"{day:%Y-%m}"


def names(payer_id: str | None) -> tuple[str, str]:
    """Name and financial class of a payer; of nobody, those of patients who pay themselves.

    A payer in no list goes by the name its advices give, and nobody knows its class.
    """
    payer = PAYERS.get(payer_id or "")
    if payer and not payer.is_listed:
        return payer.name, UNKNOWN
    return (payer.pm_name, payer.financial_class) if payer else SELF_PAY
