"""X12 syntax for writing: elements, segments, envelopes with true counts, amounts and dates as X12 prints them.

Here: what every X12 file has in common. Not here: which segments a transaction has.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

SEPARATOR, COMPONENT, TERMINATOR = "*", ":", "~\n"


def segment(*elements: str) -> str:
    """One segment; trailing empty elements are left out, as the standard asks."""
    values = list(elements)
    while values and values[-1] == "":
        values.pop()
    return SEPARATOR.join(values)


def composite(*components: str) -> str:
    """One composite element; trailing empty components are left out."""
    return COMPONENT.join(components).rstrip(COMPONENT)


@lru_cache(maxsize=1 << 16)
def amount(cents: int) -> str:
    """Cents as an X12 decimal: no needless zeros, no point without decimals (`96`, `96.5`, `-0.05`)."""
    sign, whole, part = "-" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100
    return f"{sign}{whole}.{part:02d}".rstrip("0").rstrip(".") if part else f"{sign}{whole}"


@lru_cache(maxsize=1 << 12)
def day(value: date) -> str:
    """A date as CCYYMMDD."""
    return f"{value:%Y%m%d}"


def interchange(
    segments: Iterable[str],
    *,
    transaction: str,
    group: str,
    version: str,
    sender: str,
    receiver: str,
    made: date,
    time: str,
    number: int,
) -> bytes:
    """A whole file: one interchange with one group with one transaction of these segments, counts included."""
    body = list(segments)
    padded_sender, padded_receiver = sender.ljust(15), receiver.ljust(15)
    isa = ("ISA", "00", " " * 10, "00", " " * 10, "ZZ", padded_sender, "ZZ", padded_receiver, f"{made:%y%m%d}", time)
    lines = [
        SEPARATOR.join((*isa, "^", "00501", f"{number:09d}", "0", "P", COMPONENT)),
        segment("GS", group, sender, receiver, day(made), time, str(number), "X", version),
        segment("ST", transaction, f"{number:04d}", *([] if transaction == "835" else [version])),
        *body,
        segment("SE", str(len(body) + 2), f"{number:04d}"),
        segment("GE", "1", str(number)),
        segment("IEA", "1", f"{number:09d}"),
    ]
    return "".join(line + TERMINATOR for line in lines).encode("ascii")
