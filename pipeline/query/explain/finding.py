"""Finding what a person has in hand: a number, a key or `file:line`, among everything a snapshot knows by a number.

Here: which things bear a number, and which of them is meant. Not here: what is told of it (`cash`, `claims`,
`troubles`).
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.query.explain.chain import Ask
from pipeline.query.explain.numbers import AT_LINE, NUMBERED

KINDS = ("exception", "remit", "payout", "deposit", "payment", "claim")
"""What can be explained; where several hits tell of one chain, the first of these is taken."""


@dataclass(frozen=True)
class Hit:
    """A thing that bears the number; hits of one `chain` tell the same story."""

    kind: str
    id: str
    chain: str
    on: date | None
    amount: Decimal | None
    words: str


class NothingFoundError(Exception):
    """Nothing bears the number; the sentence says where it was looked for."""


class SeveralFoundError(Exception):
    """Several things bear the number.

    Args:
        hits: one of each chain, each explained by `kind:id`.
    """

    def __init__(self, hits: list[Hit]) -> None:
        """Keep the hits."""
        super().__init__(f"{len(hits)} things bear this number.")
        self.hits = hits


def find(ask: Ask, text: str) -> Hit:
    """The one thing a person means.

    Args:
        ask: the door to the snapshot.
        text: a trace, check, claim, charge, payment, receipt, payout or batch number, a bank reference, a key, an
            exception's key or its first 8 characters, `file:line`, or one of these after `kind:`.

    Raises:
        NothingFoundError: nothing bears it.
        SeveralFoundError: things of different chains bear it.
    """
    kind, number = _split_kind(text.strip())
    hits = _at_line(ask, number) or _numbered(ask, number)
    if kind:
        hits = [hit for hit in hits if hit.kind == kind]
    if not hits:
        raise NothingFoundError(
            "Nothing in the snapshot bears this number: not as a trace, check, claim, charge, payment, receipt, payout "
            "or batch number, bank reference, key or file:line. Type it whole, or search with `tieout sql`."
        )
    # an exception that bears the number of something else is told with that, and so is a payment under a remit's number
    kinds = {hit.kind for hit in hits}
    if kinds - {"exception"}:
        hits = [hit for hit in hits if hit.kind != "exception" or number == hit.id]
    if "remit" in kinds:
        hits = [hit for hit in hits if hit.kind != "payment" or hit.chain != hit.id]
    # what stands behind a payment may itself be found, with the bank line it stands under
    chains = {hit.id: hit.chain for hit in hits}
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (KINDS.index(hit.kind), hit.id)):
        best.setdefault(chains.get(hit.chain, hit.chain), hit)
    if len(best) > 1:
        raise SeveralFoundError(list(best.values()))
    return next(iter(best.values()))


def _split_kind(text: str) -> tuple[str | None, str]:
    kind, _, rest = text.partition(":")
    return (kind, rest.strip()) if kind in KINDS and rest else (None, text)


def _numbered(ask: Ask, number: str) -> list[Hit]:
    """Everything that bears a number, however its zeros and separators are written, or the key itself."""
    plain = re.sub(r"[^A-Z0-9]", "", number.upper()).lstrip("0")
    return [Hit(**row) for row in ask(NUMBERED, key=number, plain=plain)] if plain else []


def _at_line(ask: Ask, text: str) -> list[Hit]:
    """What was read from a line of a landed file: the record that begins there or last before it."""
    name, _, line = text.rpartition(":")
    if not name or not line.isdigit():
        return []
    return [Hit(**row) for row in ask(AT_LINE, name=name, line=int(line))]
