"""A world of 2,400 claims and what is written of it, read back without any code of the simulator."""

import csv
from functools import cache
from io import StringIO

from pipeline.simulator.deliveries import deliver
from pipeline.simulator.simulate import live


@cache
def written():
    """The world, and the bytes of every file by name."""
    world = live(seed=5, claims=2_400)
    files = {}
    for item in deliver(world, "kareo", "quickbooks"):
        data = item.data()
        files |= dict.fromkeys([item.name, *item.copies], data)
    return world, files


def planted(name):
    return written()[0].ledger.planted[name]


def rows(data):
    """The rows of a CSV by column, whatever its encoding."""
    text = data.decode("utf-16") if data[:2] == b"\xff\xfe" else data.decode("utf-8")
    return list(csv.DictReader(StringIO(text, newline="")))


def all_rows(prefix):
    return [row for name, data in sorted(written()[1].items()) if name.startswith(prefix) for row in rows(data)]


def last_rows(prefix):
    """The rows of the last file of a cumulative kind."""
    return rows(written()[1][max(name for name in written()[1] if name.startswith(prefix))])


def bank_lines():
    """Day, type code, signed cents, customer reference and text of every line of the statements."""
    found = []
    for name, data in sorted(written()[1].items()):
        if name.startswith("bank/"):
            for record in data.decode("ascii").split("/\n"):
                cells = record.split(",", 6)
                if cells[0] == "16":
                    cents = int(cells[2]) * (-1 if cells[1] >= "400" else 1)
                    found.append([name[10:18], cells[1], cents, cells[5], cells[6]])
                elif cells[0] == "88":
                    found[-1][4] += " " + record[3:]
    return found


def cents(text):
    """Cents of an amount as text, bare decimals included."""
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.removeprefix("-").replace(",", "").partition(".")
    return sign * (int(whole or 0) * 100 + int(f"{part}00"[:2]))
