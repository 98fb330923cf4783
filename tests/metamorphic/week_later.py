"""Every day written in a practice's files, a week later: each format's own date fields, and nothing else.

Here: where a day stands in each format the simulated practice delivers. Numbers made of a day (a batch named after it)
are names and stay. Not here: what must come out (`test_week_later`).
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from tests.metamorphic.deliveries import NAMED_DAY, Files

WEEK = timedelta(days=7)
X12_DAYS = {"ISA": 9, "GS": 4, "BPR": 16, "DTM": 2, "DTP": 3, "BHT": 4, "STC": 2, "PLB": 2, "DMG": 2}
"""Segments with a day, and which element it is."""
BAI2_DAYS = {"01": 3, "02": 4}
ACH_DAYS = {"1": [(23, 29)], "5": [(63, 69), (69, 75)]}
ACH_DAY_OF_YEAR = (75, 78)
"""When a batch settled, as the number of the day in its year."""
LOCKBOX_DAYS = {"1": [(23, 29)], "5": [(14, 20)], "6": [(46, 52)], "7": [(14, 20)], "8": [(14, 20)]}
WRITTEN = re.compile(r"(?<![^,\n])([0-9]{2}/[0-9]{2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?=[,\r\n ]|$)")
FORMS = {6: "%y%m%d", 8: "%Y%m%d"}


def later(text: str, form: str = "") -> str:
    """A day a week later, in the form it is written in."""
    form = form or FORMS[len(text)]
    return (datetime.strptime(text, form) + WEEK).strftime(form)  # noqa: DTZ007  (days have no zone)


def week_later(files: Files) -> Files:
    """The files with every day a week later, those in their names, too."""
    return {_name(name): SHIFTS[name.rsplit(".", 1)[-1]](data.decode()).encode() for name, data in files.items()}


def _name(name: str) -> str:
    """A month that ends a name means its last day."""

    def moved(found: re.Match) -> str:
        day = found[1]
        if len(day) == len("YYYYMM"):
            year, month = int(day[:4]), int(day[4:])
            day = f"{date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1):%Y%m%d}"
        return f"_{later(day)}."

    return NAMED_DAY.sub(moved, name)


def _x12(text: str) -> str:
    def moved(segment: str) -> str:
        elements = segment.split("*")
        place = X12_DAYS.get(elements[0].strip(), 0)
        if 0 < place < len(elements):
            elements[place] = "-".join(later(day) if day.isdigit() else day for day in elements[place].split("-"))
        return "*".join(elements)

    return "~".join(map(moved, text.split("~")))


def _bai2(text: str) -> str:
    def moved(line: str) -> str:
        cells = line.split(",")
        if place := BAI2_DAYS.get(cells[0]):
            cells[place] = later(cells[place])
        return ",".join(cells)

    return "\n".join(map(moved, text.split("\n")))


def _places(days: dict[str, list[tuple[int, int]]]) -> Callable[[str], str]:
    def moved(line: str) -> str:
        for start, end in days.get(line[:1], ()):
            if line[start:end].isdigit():
                line = line[:start] + later(line[start:end]) + line[end:]
        return line

    return lambda text: "\n".join(map(moved, text.split("\n")))


def _ach(text: str) -> str:
    start, end = ACH_DAY_OF_YEAR

    def settled(line: str) -> str:
        if line[:1] == "5" and line[start:end].isdigit():
            return line[:start] + f"{int(line[start:end]) + WEEK.days:03}" + line[end:]
        return line

    return "\n".join(map(settled, _places(ACH_DAYS)(text).split("\n")))


def _table(text: str) -> str:
    return WRITTEN.sub(lambda found: later(found[0], "%m/%d/%Y" if "/" in found[0] else "%Y-%m-%d"), text)


SHIFTS: dict[str, Callable[[str], str]] = {
    "835": _x12, "837": _x12, "277ca": _x12, "999": _x12, "bai": _bai2, "ach": _ach, "txt": _places(LOCKBOX_DAYS),
    "csv": _table,
}  # fmt: skip
