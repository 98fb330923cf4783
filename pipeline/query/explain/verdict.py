"""The one sentence about a chain that is read first.

Here: what its exceptions and sums come down to. Not here: the sections themselves.
"""

from collections.abc import Iterable

from pipeline.query.explain.chain import Section


def judge(sections: list[Section]) -> str:
    """The one sentence to read first."""
    troubled = next((section for section in sections if section.name == "exceptions"), None)
    open_lines = [line for line in (troubled.lines if troubled else []) if line.words.startswith("next: ")]
    gaps = _gaps(section for section in sections if section.name not in UNDERWAY)
    to_come = _gaps(section for section in sections if section.name in UNDERWAY)
    if open_lines:
        count = "One thing is" if len(open_lines) == 1 else f"{len(open_lines)} things are"
        return f"{count} open. {open_lines[0].words[0].upper()}{open_lines[0].words[1:]}."
    if gaps:
        return f"Does not add up: {'; '.join(gaps)}."
    return f"Not finished: {'; '.join(to_come)} to go." if to_come else "Ties out to the cent; nothing is open."


def _gaps(sections: Iterable[Section]) -> list[str]:
    return [
        f"{equation.words}: {equation.difference:,.2f}"
        for section in sections for equation in section.sums
        if equation.difference
    ]  # fmt: skip


UNDERWAY = ("posting", "ledger")
"""Sections whose books may follow the money later; what they lack for too long is an exception."""
