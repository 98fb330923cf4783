"""Accounting of an X12 file's segments by kind: every one is used, knowingly ignored, or refused as a stranger.

Here: sorting the segments inside transactions by identifier. Not here: which identifiers a transaction has
(`pipeline.adapters` and the formats of each transaction), which row a segment belongs to (`x12_loops`).
"""

import numpy as np

from pipeline.formats.x12 import Positions
from pipeline.formats.x12_envelope import Envelope

_STRANGER = "The segment's identifier is none that {} has; nothing of it is used."


def sort_out(envelope: Envelope, what: str, used: str, ignored: str) -> dict[str, Positions]:
    """Refuse the segments of our transactions that are neither used nor ignored; find the ignored by identifier.

    `used` and `ignored` are identifiers separated by blanks; what is refused belongs to no transaction any more.
    """
    inside = envelope.transaction >= 0
    codes = np.unique(envelope.segments.code[inside])
    names = [int(code).to_bytes(4, "little").rstrip(b"\0").decode("utf-8", "replace") for code in codes]
    known = {*used.split(), *ignored.split()}
    strange = [code for code, name in zip(codes, names, strict=True) if name not in known]
    if strange:
        strangers = np.flatnonzero(inside & np.isin(envelope.segments.code, strange))
        envelope.transaction[strangers] = -1
        envelope.refuse(strangers, _STRANGER.format(what))
    passed_over = set(ignored.split())
    return {name: at[inside[at]] for name in names if name in passed_over for at in [envelope.segments.of(name)]}
