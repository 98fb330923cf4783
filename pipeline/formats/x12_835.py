"""The loops of an 835: to which payment, claim, service line or adjustment every segment of a file belongs.

Here: ownership, so that each segment is counted once, and which advices are the same. Not here: what an element of a
loop means (`pipeline.adapters.era_835`).
"""

import hashlib
from dataclasses import dataclass

import numpy as np

from pipeline.formats.texts import Text
from pipeline.formats.x12 import Positions
from pipeline.formats.x12_envelope import Envelope
from pipeline.formats.x12_loops import Loop, count_within, fill_forward, repeats

_SECTIONS = ("ST", "LX", "TS2", "TS3", "CLP", "PLB")
"""Segments that end a claim."""


@dataclass(frozen=True)
class Advice:
    """The loops of one file, how they hang together, and which segments the adjustment rows own."""

    envelope: Envelope
    digest: Text
    """Of what each transaction says of money, see `_digests`."""
    payments: Loop
    claims: Loop
    services: Loop
    adjustments: tuple[np.ndarray, np.ndarray, np.ndarray]
    provider_adjustments: tuple[np.ndarray, np.ndarray, np.ndarray]
    own: np.ndarray
    """Segments that belong to the row whose loop they stand in, not to an adjustment row."""
    payment_line: np.ndarray
    payment_of_claim: np.ndarray
    claim_of_service: np.ndarray
    claim_position: np.ndarray
    service_position: np.ndarray


def find_loops(envelope: Envelope) -> Advice:
    """Give every segment to the payment, claim, line or adjustment it belongs to; refuse what hangs on no claim."""
    segments, payment = envelope.segments, envelope.transaction
    inside = payment >= 0
    is_claim, is_service, is_plb = (segments.is_any(name) & inside for name in ("CLP", "SVC", "PLB"))
    in_claim = inside & is_claim[fill_forward(segments.is_any(*_SECTIONS))]
    under_line = inside & is_service[fill_forward(segments.is_any(*_SECTIONS, "SVC"))]
    stray = ~in_claim & (under_line | (segments.is_any("CAS") & inside))
    envelope.refuse(np.flatnonzero(stray), "A service line or adjustment stands outside every claim (CLP).")
    is_service &= ~stray
    claims_so_far, services_so_far = np.cumsum(is_claim) - 1, np.cumsum(is_service) - 1
    in_service = under_line & in_claim
    adjustments = repeats(segments, np.flatnonzero(segments.is_any("CAS") & in_claim), 2, 3)
    provider_adjustments = repeats(segments, np.flatnonzero(is_plb), 3, 2, keep_one=True)
    own = ~is_plb & ~stray
    own[adjustments[0]] = False
    claims = Loop(segments, np.flatnonzero(is_claim), np.where(in_claim & ~in_service, claims_so_far, -1))
    services = Loop(segments, np.flatnonzero(is_service), np.where(in_service, services_so_far, -1))
    payments = Loop(segments, envelope.start, np.where(in_claim, -1, payment))
    begins = payments.first(segments.of("BPR"))
    claim_of_service = claims_so_far[services.start]
    digest = _digests(envelope, payments, begins)
    return Advice(
        envelope, digest, payments, claims, services, adjustments, provider_adjustments, own,
        np.where(begins >= 0, begins, envelope.start) + 1,
        payment[claims.start],
        claim_of_service,
        count_within(payment[claims.start]),
        count_within(claim_of_service),
    )  # fmt: skip


def _digests(envelope: Envelope, payments: Loop, begins: Positions) -> Text:
    """Digest of trace, payer, amount and day, and of every claim, line and adjustment of each transaction.

    An advice sent again has the same, though it comes through another clearinghouse with other envelopes, dates of
    production, addresses and contacts. Parts of one payment and corrected claims have not.
    """
    segments = envelope.segments
    trace = payments.first(segments.of("TRN"))
    keys = zip(
        *(
            segments.column(at, element).to_list()
            for at, element in ((trace, 2), (trace, 3), (begins, 2), (begins, 16))
        ),
        strict=True,
    )
    money = np.flatnonzero(segments.is_any("CLP", "SVC", "CAS", "PLB") & (envelope.transaction >= 0))
    contents = segments.gather(money, envelope.transaction[money], envelope.start)
    return Text.of(
        hashlib.sha256(b"\x1e".join([*((part or "").encode() for part in key), content])).hexdigest()[:32]
        for key, content in zip(keys, contents, strict=True)
    )
