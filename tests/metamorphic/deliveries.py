"""The same facts delivered in other files: renamed, cut in two, put together, moved by a week.

Here: pure functions from files to files (bytes by name), each with what it must keep so that the files stay valid.
Not here: what must come out of them, which is said by the tests.
"""

import csv
import io
import random
import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path, PurePosixPath

Files = dict[str, bytes]
NAMED_DAY = re.compile(r"_([0-9]{8}|[0-9]{6})\.")
CONTROL, GROUP_END = ("01", "99"), "98"


def land(files: Files, folder: Path) -> Path:
    """Write the files below a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def renamed(files: Files, seed: int = 1) -> Files:
    """Every file under another name, in another folder, read in another order; no name says what is in the file.

    A day that ends the name stays: some reports say nowhere else when they were made.
    """
    names = sorted(files)
    random.Random(seed).shuffle(names)  # noqa: S311  (an order, no secret)
    return {f"inbox/{number % 7}/d{number:04}{_day(name)}dat": files[name] for number, name in enumerate(names)}


def _day(name: str) -> str:
    found = NAMED_DAY.search(name)
    return found[0] if found else "."


def replaced(files: Files, taken: Iterable[str], given: Files) -> Files:
    """The files without some of them, and with others."""
    return {name: data for name, data in files.items() if name not in set(taken)} | given


def beside(name: str, part: int) -> str:
    """A name for a part of a file: the day stays where it is."""
    path = PurePosixPath(name)
    return str(path.with_name(f"part{part}_{path.name}"))


def cut_table(name: str, data: bytes, is_first: Callable[[dict[str, str]], bool]) -> Files:
    """A CSV in two, the header repeated: rows the question is true of, and the others."""
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    parts: tuple[list[list[str]], list[list[str]]] = [], []
    for row in rows:
        parts[0 if is_first(dict(zip(header, row, strict=True))) else 1].append(row)
    return {beside(name, number): _written([header, *part]) for number, part in enumerate(parts, start=1)}


def _written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def cut_statements(name: str, data: bytes) -> Files:
    """A BAI2 file of several groups as a file for each group, each with its own control totals."""
    header, *lines, _ = data.decode("ascii").splitlines()
    groups: list[list[str]] = [[]]
    for line in lines:
        groups[-1].append(line)
        if line.startswith(GROUP_END):
            groups.append([])
    return {beside(name, number): statement_file(header, [group]) for number, group in enumerate(groups[:-1], start=1)}


def statement_file(header: str, groups: list[list[str]]) -> bytes:
    """A BAI2 file of whole groups: the trailer states their sum, their number and how many records there are."""
    lines = [header, *(line for group in groups for line in group)]
    total = sum(int(group[-1].split(",")[1]) for group in groups)
    return "".join(f"{line}\n" for line in [*lines, f"99,{total},{len(groups)},{len(lines) + 1}/"]).encode("ascii")


def put_together(first: bytes, second: bytes) -> bytes:
    """Two 835 interchanges of one transaction each as one of two transactions: the first one's envelope around both."""
    one, other = (re.findall(r"[^~]+~\s*", data.decode("ascii")) for data in (first, second))
    envelope, body, trailer = one[:2], one[2:-2], one[-2:]
    group_end = re.sub(r"GE\*1\*", "GE*2*", trailer[0])
    return "".join([*envelope, *body, *other[2:-2], group_end, trailer[1]]).encode("ascii")


def pair_of_one_day(files: Files) -> tuple[str, str]:
    """The names of two advices of one payer and one day, of different payments."""
    advices = [name.split("_") for name in sorted(files) if name.endswith(".835") and name.count("_") == 2]
    return next(("_".join(one), "_".join(other)) for one, other in pairwise(advices) if one[:2] == other[:2])
