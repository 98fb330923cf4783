"""Which of our records a table holds, and which column is which field: with a confidence and a reason for each.

Here: the choice. Not here: names (`pipeline.onboarding.vocabulary`), cells (`pipeline.onboarding.profile`), values
already landed (`pipeline.onboarding.landed`), the layout that comes of it (`pipeline.onboarding.proposal`).
"""

from dataclasses import replace

from pipeline.contracts import Column, Contract, load_contracts
from pipeline.onboarding.fits import Fit, Match
from pipeline.onboarding.landed import Agreement
from pipeline.onboarding.profile import Profile
from pipeline.onboarding.sides import MARKED, find_marks, find_sides
from pipeline.onboarding.standins import stand_in
from pipeline.onboarding.vocabulary import PERSONAL, kinds, likeness, plain, tell_words

SURE, LIKELY, WEAK, ENOUGH_WORDS = 0.9, 0.6, 0.35, 0.75
TOLD = ("direction", "occurrence", "sign_convention", "type_code")
"""Fields that follow from others: the sign of the amount, the order of the rows."""
OWN_NUMBERS = ("bank_reference", "transaction_number")
"""Fields that tell one row from every other: a column whose cells repeat is hardly one of them."""
TWO_WAYS = ("bank_transaction", "ledger_entry")
"""Records of accounts."""
_TYPES = {
    "money": {"money": 1.0, "integer": 0.6},
    "date": {"date": 1.0},
    "integer": {"integer": 1.0},
    "text": {"text": 1.0, "words": 1.0, "integer": 1.0, "money": 0.3, "empty": 0.3, "date": 0.2},
}


def find_fits(profiles: list[Profile], agreements: list[Agreement], kind: str | None = None) -> list[Fit]:
    """Every record the table could hold, the best first; those that lack a column of their own say which.

    Args:
        profiles: its columns.
        agreements: which of them hold values that are landed already.
        kind: only records of this kind of layout.
    """
    fits = [
        _fit(load_contracts()[record], of_kind, profiles, agreements)
        for record, of_kind in kinds().items()
        if kind in {None, of_kind}
    ]
    return sorted(fits, key=lambda fit: (-fit.score, fit.record))


def _fit(contract: Contract, kind: str, profiles: list[Profile], agreements: list[Agreement]) -> Fit:
    fields = {column.name: column for column in contract.columns if column.name not in TOLD}
    profiles = [profile for profile in profiles if not PERSONAL & set(plain(profile.title).split())]
    sides = find_sides(contract.record, profiles)
    matches = {"amount": Match("amount", *sides)} if sides else {}
    marks = None if sides else find_marks(contract.record, profiles)
    if marks:
        matches[MARKED] = Match(MARKED, marks[:1], *marks[1:])
    taken = {column for match in matches.values() for column in match.columns}
    scored = sorted(
        (
            (match.confidence + 0.01 * column.required + 0.005 * (plain(profile.title) == plain(name)), name, match)
            for name, column in fields.items()
            for profile in profiles
            if name not in matches and (match := _match(contract.record, column, profile, profiles, agreements))
        ),
        key=lambda item: (-item[0], item[1], str(item[2].columns)),
    )
    for _, name, match in scored:
        if name not in matches and not taken & set(match.columns):
            matches[name] = match
            taken |= set(match.columns)
    for name, column in fields.items():
        if name not in matches and (first := _first_of(column, profiles, taken)):
            matches[name] = first
            taken |= set(first.columns)
    if contract.record in TWO_WAYS and "amount" in matches and MARKED not in matches:
        matches["amount"] = _doubt_one_way(matches["amount"], profiles)
    missing = [name for name, column in fields.items() if column.required and name not in matches]
    matches |= {name: match for name in missing if (match := stand_in(contract, name, matches))}
    missing = [name for name in missing if name not in matches]
    found = [match for name, match in matches.items() if name in fields or name == MARKED]
    return Fit(contract.record, kind, _score(contract, found, missing, profiles), tuple(found), tuple(missing))


def _doubt_one_way(amount: Match, profiles: list[Profile]) -> Match:
    """Money of an account goes both ways: where nothing tells which, a person looks."""
    is_told = len(amount.columns) > 1 or any(p.has_negative for p in profiles if p.name == amount.columns[0])
    doubt = f"{amount.reason}: does another column tell which way each goes?"
    return amount if is_told else replace(amount, confidence=min(amount.confidence, LIKELY - 0.01), reason=doubt)


def is_number(fit: Fit) -> bool:
    """Is what a record lacks a number or name of its own, which other columns may make up together?"""
    lacked = next(column for column in load_contracts()[fit.record].columns if column.name == fit.lacking[0])
    return lacked.type == "text" and not lacked.allowed


def reads_money(fit: Fit) -> bool:
    """Does any column of the table become an amount?"""
    money = {column.name for column in load_contracts()[fit.record].columns if column.type == "money"}
    return any(match.field in money for match in fit.matches if match.columns)


def _first_of(field: Column, profiles: list[Profile], taken: set[str]) -> Match | None:
    """The first free column of amounts or dates for a required field that no column is named like."""
    free = [p.name for p in profiles if p.kind == field.type and p.name not in taken]
    if not field.required or field.type not in {"money", "date"} or not free:
        return None
    what = "amounts" if field.type == "money" else "dates"
    return Match(field.name, (free[0],), WEAK, f"the first column of {what}; no name we know stands above any of them")


def _score(contract: Contract, matches: list[Match], missing: list[str], profiles: list[Profile]) -> float:
    required = {column.name for column in contract.columns if column.required}
    needed = [match.confidence for match in matches if match.field in required]
    used = {column for match in matches for column in match.columns}
    filled = [profile for profile in profiles if profile.kind != "empty"]
    share = sum(profile.name in used for profile in filled) / max(len(filled), 1)
    spoken = sum(match.confidence for match in matches if match.field not in required and match.columns)
    return 0.55 * sum(needed) / max(len(needed) + len(missing), 1) + 0.3 * share + 0.15 * min(spoken / 4, 1)


def _match(
    record: str, field: Column, profile: Profile, profiles: list[Profile], agreements: list[Agreement]
) -> Match | None:
    """How well one column is one field, and why."""
    compatible = _TYPES[field.type].get(profile.kind, 0.0)
    if field.allowed and profile.kind != "words":
        compatible *= 0.5
    if not compatible:
        return None
    named, why = likeness(record, field.name, profile.title)
    confidence = named * compatible
    same_kind = [p for p in profiles if p.kind == field.type]
    if field.required and field.type in {"money", "date"} and same_kind == [profile] and confidence < LIKELY:
        confidence, why = 0.5, "the only column of " + ("amounts" if field.type == "money" else "dates")
    ours = tell_words(profile.words, field.allowed)
    if len(ours) >= ENOUGH_WORDS * len(profile.words) > 0 and confidence < LIKELY:
        confidence, why = 0.8, f"its words say {', '.join(sorted(set(ours.values())))}"
    agreed = next((a for a in agreements if a.column == profile.name and field.name in a.fields), None)
    if agreed and compatible >= SURE and 0.6 + 0.4 * agreed.share > confidence:
        confidence, why = 0.6 + 0.4 * agreed.share, agreed.says
    repeats = field.name in OWN_NUMBERS and profile.distinct < SURE
    confidence = confidence / 2 if repeats else confidence
    if confidence < WEAK:
        return None
    repeating = "but its cells repeat" if repeats else ""
    confidence = min(confidence, LIKELY - 0.01) if profile.doubt else confidence
    return Match(
        field.name,
        (profile.name,),
        round(confidence, 2),
        "; ".join(filter(None, [why, profile.looks, repeating, profile.doubt])),
    )
