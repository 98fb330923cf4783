"""Damage to files, aware of their structure: lines and segments, cells and elements, digits, delimiters, encodings.

Here: what may happen to a file on its way. Not here: what has to be true of it then (`oracle`). The same random numbers
give the same damage, so a finding is known by its seed.
"""

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.seeds import pack, unpack

_UNITS = (b"~", b"\n", b"\r\n", b"<", b"\r", b"\x1e")
_CELLS = re.compile(rb"[*,|\t;:<>=\"/ ]")
_ODD = (
    *(
        b"",
        b"0",
        b"-1",
        b"1e9",
        b"NaN",
        b"1,234.50-",
        b"(12.00)",
        b"99999999999999999999",
        b"0.001",
        b"+5",
        b".5",
        b"5.",
    ),
    *(b"00000000", b"20261399", b"261399", b"-", b"'", b'"', b'""', b"\x00", b"\xff", b"\xe9", b"\xc2\x85", b"\x1c"),
    *(b"\xe2\x80\xa8", b"\xd9\xa3", b"\xc2\xb2", b"\x0b\x0c", b"\xc2\xa0", b"\n", b"\r", b"~", b"*", b":", b"/", b"  "),
    *(b"<!--", b"]]>", b"<![CDATA[", b"&amp;", b"&#0;", b"ISA", b"ST", b"SE", b"!TRNS", b"88,", b"16,", b"9" * 94),
)
_DELIMITERS = (b"~", b"*", b":", b",", b"\t", b"|", b";", b"\n", b"\r\n", b"/", b'"', b"^", b"\x1d")
_MOST_BYTES = 40_000
Damage = Callable[[bytes, Random, list[bytes]], bytes]


def mutate(data: bytes, chance: Random, others: list[bytes]) -> bytes:
    """The file after one to four accidents."""
    if data.startswith(b"PK") and chance.random() < 0.8:  # inside a workbook, where a check sum would hide it
        return _mutate_member(data, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        is_tagged = b"</" in data and chance.random() < 0.7  # else most of what has tags is no XML any more
        data = (_element if is_tagged else chance.choice(_DAMAGES))(data, chance, others)
    return data[:_MOST_BYTES]


def _mutate_member(data: bytes, chance: Random) -> bytes:
    try:
        members = unpack(data)
    except Exception:  # noqa: BLE001  (an archive that is damaged already is damaged as bytes)
        return _flip(data, chance, [])
    name = chance.choice(sorted(members) or [""])
    content = members.pop(name, b"")
    if chance.random() < 0.95:  # else the member is missing
        members[name] = mutate(content, chance, [])
    return pack(members)


def _units(data: bytes, chance: Random) -> list[bytes]:
    """The file cut behind a terminator that it has, each piece with its own."""
    mark = chance.choice([unit for unit in _UNITS if unit in data] or [b"\n"])
    return re.findall(rb"(?s).*?" + re.escape(mark) + rb"|.+", data) or [b""]


def _drop(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    units = _units(data, chance)
    del units[(at := chance.randrange(len(units))) : at + chance.choice((1, 1, 1, 2, 5))]
    return b"".join(units)


def _double(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    units = _units(data, chance)
    at = chance.randrange(len(units))
    units[at:at] = [units[at]] * chance.choice((1, 1, 2, 30))
    return b"".join(units)


def _swap(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    units = _units(data, chance)
    one, two = chance.randrange(len(units)), chance.randrange(len(units))
    units[one], units[two] = units[two], units[one]
    return b"".join(units)


def _move(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    units = _units(data, chance)
    units.insert(chance.randrange(len(units)), units.pop(chance.randrange(len(units))))
    return b"".join(units)


def _splice(data: bytes, chance: Random, others: list[bytes]) -> bytes:
    other = chance.choice(others or [data])
    if chance.random() < 0.5:
        return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]
    units, more = _units(data, chance), _units(other, chance)
    at, start = chance.randrange(len(units) + 1), chance.randrange(len(more))
    return b"".join([*units[:at], *more[start : start + chance.randrange(1, 9)], *units[at:]])


def _cut(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    if chance.random() < 0.5:
        return data[: chance.randrange(len(data) + 1)]
    units = _units(data, chance)
    return b"".join(units[: chance.randrange(len(units) + 1)])


def _cells(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    """Drop, double, swap or replace cells of one line or segment."""
    units = _units(data, chance)
    at = chance.randrange(len(units))
    marks = _CELLS.findall(units[at])
    mark = chance.choice(marks or [b" "])
    cells = units[at].split(mark)
    one, two = chance.randrange(len(cells)), chance.randrange(len(cells))
    match chance.randrange(5):
        case 0:
            del cells[one]
        case 1:
            cells.insert(two, cells[one])
        case 2:
            cells[one], cells[two] = cells[two], cells[one]
        case _:
            cells[one] = chance.choice(_ODD)
    units[at] = mark.join(cells)
    return b"".join(units)


def _element(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    """Drop, double, empty, fill or move a whole element, so that tags still fit each other."""
    starts = list(re.finditer(rb"<([\w:.]+)[^<>/]*>", data))
    start = chance.choice(starts) if starts else None
    end = start and re.compile(rb"</" + re.escape(start[1]) + rb"\s*>").search(data, start.end())
    if not (start and end):
        return _digits(data, chance, [])
    whole, rest = data[start.start() : end.end()], data[: start.start()] + data[end.end() :]
    before, inner, behind = data[: start.end()], data[start.end() : end.start()], data[end.start() :]
    places = [tag.start() for tag in re.finditer(rb"<", rest)] or [0]
    at = chance.choice(places)
    return chance.choice(
        (
            rest,
            data[: end.end()] + whole * chance.choice((1, 2, 20)) + data[end.end() :],
            before + chance.choice(_ODD) + behind,
            before + _digits(inner, chance, []) + behind,
            data[: start.start()] + chance.choice((b"\n", b" ")) + data[start.start() :],
            rest[:at] + whole + rest[at:],
        )
    )


def _digits(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    places = [match.start() for match in re.finditer(rb"[0-9]", data)]
    out = bytearray(data)
    for at in chance.sample(places, min(len(places), chance.choice((1, 1, 3)))):
        out[at] = chance.choice(b"0123456789-. X")
    return bytes(out)


def _flip(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(3):
            case 0:
                out[at:at] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + 1]
            case _:
                out[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(out)


def _insert(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_ODD) * chance.choice((1, 1, 1, 2, 200)) + data[at:]


def _delimit(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    """One delimiter becomes another: everywhere, or from some place on."""
    old = chance.choice([mark for mark in _DELIMITERS if mark in data] or [b" "])
    at = chance.choice((0, chance.randrange(len(data) + 1)))
    return data[:at] + data[at:].replace(old, chance.choice((*_DELIMITERS, b"")), chance.choice((-1, 1, 3)))


def _encode(data: bytes, chance: Random, others: list[bytes]) -> bytes:  # noqa: ARG001
    match chance.randrange(6):
        case 0:
            return b"\xef\xbb\xbf" + data
        case 1:
            return data.decode("latin-1").encode("utf-16")
        case 2:
            return data.decode("latin-1").encode("utf-16-be")
        case 3:
            return data.replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"")))
        case 4:
            return data + chance.choice((b"\x1a", b"\n\n", b"\0" * 20, data, b"  "))
        case _:
            return data.replace(b"a", b"\xe9").replace(b"e", b"\xc3\xa9")


_DAMAGES: tuple[Damage, ...] = (
    *(_drop, _double, _swap, _move, _splice, _cut, _cells, _cells, _cells),
    *(_digits, _digits, _flip, _flip, _insert, _insert, _delimit, _encode),
)
