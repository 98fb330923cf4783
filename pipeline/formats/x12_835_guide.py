"""What the 835 guide has at each place of an advice, and what of it we use: so that no segment is passed over silently.

Here: which segments are used, which are read and knowingly not used, and counts of the rest. Not here: what a used
element means (`pipeline.adapters.era_835`), which loop a segment belongs to (`pipeline.formats.x12_835`). Source of the
lists: 005010X221A1, and 004010X091A1 where it has more.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from pipeline.formats.x12 import Positions, Segments
from pipeline.formats.x12_835 import Advice
from pipeline.formats.x12_loops import Loop

_IDENTIFIERS = (
    "AAA ACT AMT API BGN BHT BPR CAS CL1 CLM CLP CN1 COB CR1 CR2 CR3 CR4 CR5 CR6 CR7 CR8 CRC CTP CTX CUR DMG DSB DTM"
    " DTP EB EC ENT EQ FRM GE GS HCP HCR HD HI HL HSD ICM III IDC IEA INS ISA ISB ISE K3 LC LE LIN LOC LQ LS LUI LX"
    " MEA MIA MOA MPI MSG N1 N2 N3 N4 NM1 NTE NX1 OI ORG PAT PER PLA PLB PRV PS1 PWK QTY RAS RDM REF RMR SBR SE ST STC"
    " SV1 SV2 SV3 SV4 SV5 SV6 SV7 SVC SVD TA1 TOO TRN TS2 TS3 UM VEH"
)
"""Those of health care's transactions: a value that slid into the place of an identifier is none of them."""


@dataclass(frozen=True)
class Place:
    """One kind of loop: identifiers, or identifiers with their qualifier (`N1*PR`), each list separated by blanks."""

    every: str
    """Used wherever they stand."""
    once: str
    """The first of a row is used; a repetition is counted as ignored."""
    ignored: str
    """Known to the guide and not used: addresses, contacts, other insured people, numbers that only count loops."""


PAYMENT = Place("AMT MIA MOA PLB QTY REF TS2 TS3", "BPR CUR DTM*405 N1*PE N1*PR TRN", "LX N3 N4 PER RDM REF*SY")
CLAIM = Place(
    "AMT CAS MIA MOA QTY REF",
    "CLP DTM*036 DTM*050 DTM*232 DTM*233 DTM*472 NM1*74 NM1*82 NM1*IL NM1*PR NM1*QC NM1*TT",
    "N1 N3 N4 NM1*GB PER REF*SY",
)
"""Clearinghouses that rebuild a file repeat payer and payee (N1, N3, N4) within every claim."""
SERVICE = Place("AMT CAS LQ QTY REF", "DTM*150 DTM*151 DTM*472 SVC", "REF*SY")


def sort_out(advice: Advice) -> tuple[dict[str, Positions], dict[str, Positions]]:
    """Segments whose rows keep nothing of them, by kind; and those the guide does not have there at all."""
    ignored: dict[str, list[Positions]] = defaultdict(list)
    strangers: dict[str, list[int]] = defaultdict(list)
    for place, loop in ((PAYMENT, advice.payments), (CLAIM, advice.claims), (SERVICE, advice.services)):
        member = (loop.row >= 0) & advice.own
        for kind in place.once.split():
            found = _members(loop, member, kind)
            rows = loop.row[found]
            ignored[f"{kind} again"].append(found[1:][rows[1:] == rows[:-1]])  # rows never go back
        for kind in place.ignored.split():
            ignored[kind].append(_members(loop, member, kind))
        for name, kinds in _by_name(place).items():
            other = member.copy()
            other[np.concatenate([loop.segments.qualified(name, kind.partition("*")[2]) for kind in kinds])] = False
            ignored[f"{name} of another kind"].append(_members(loop, other, name))
        for name, at in _find_strangers(loop.segments, member, place):
            strangers[name].append(at)
    ignored["CAS without an amount"].append(np.flatnonzero(advice.own & loop.segments.is_any("CAS")))
    found = {kind: np.concatenate(places) for kind, places in ignored.items()}
    return {kind: at for kind, at in found.items() if len(at)}, {name: np.array(at) for name, at in strangers.items()}


def _members(loop: Loop, member: np.ndarray, kind: str) -> Positions:
    name, _, qualifier = kind.partition("*")
    found = loop.segments.qualified(name, qualifier) if qualifier else loop.segments.of(name)
    return found[member[found]]


def _by_name(place: Place) -> dict[str, list[str]]:
    """Identifiers that are known with some qualifiers only, with these kinds."""
    kinds = [kind for kind in f"{place.once} {place.ignored}".split() if "*" in kind]
    whole = {kind for kind in f"{place.every} {place.once} {place.ignored}".split() if "*" not in kind}
    names = {kind.partition("*")[0] for kind in kinds} - whole
    return {name: [kind for kind in kinds if kind.startswith(f"{name}*")] for name in sorted(names)}


def _find_strangers(segments: Segments, member: np.ndarray, place: Place) -> list[tuple[str, int]]:
    """Identifiers the guide does not have at this place; what is no identifier of X12 is not repeated."""
    known = {kind.partition("*")[0] for kind in f"{place.every} {place.once} {place.ignored}".split()}
    at = np.flatnonzero(member & ~segments.is_any(*sorted(known)))
    names = segments.column(at, 0).to_list()
    identifiers = _IDENTIFIERS.split()
    named = (name if name in identifiers else "no identifier" for name in names)
    return list(zip(named, at.tolist(), strict=True))
