"""Whether a file read in parts holds what it holds when read whole, wherever it is cut.

Here: the comparison, and how small the parts are for it. Not here: damage (`mutate`), all other promises (`oracle`).
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from importlib import import_module
from types import ModuleType
from unittest.mock import patch

import polars as pl

from pipeline.adapters import Reading, UnreadableFileError

_PARTS = 3
"""About so many parts are made of a file."""
_BY_BYTES = {
    "pipeline.formats.bai_lockbox_parts": "PART_BYTES",
    "pipeline.formats.bank_lines": "PART_BYTES",
    "pipeline.formats.iif_parts": "PART_CHARACTERS",
    "pipeline.formats.x12_parts": "PART_BYTES",
}
_BY_ROWS = {
    "pipeline.formats.statements_parts": ("PART_ROWS", 3),
    "pipeline.formats.tables": ("_CHUNK", 60),
    "pipeline.layouts.parts": ("_ROWS", 60),
}
"""What says how large a part is: in bytes; in rows, and how many of them."""
_LEAST_BYTES = 100


def differs_in_parts(adapter: ModuleType, name: str, data: bytes) -> bool:
    """Whether the parts say another thing than the whole; False where the file cannot be compared.

    What is no UTF-8 is not compared: which letters an odd byte widens may depend on the part it stands in. Nor is a
    file whose first part has one line and the whole more, which is how a file of lines is told from one without line
    ends: outside this comparison that part is of megabytes.
    """
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    size = max(len(data) // _PARTS, _LEAST_BYTES)
    in_first, in_all = (sum(bool(line.strip()) for line in text.splitlines()) for text in (data[:size], data))
    if in_first == 1 < in_all:
        return False
    whole = _say(lambda: [adapter.read(name, data)])
    with ExitStack() as small:
        for module, constant in _BY_BYTES.items():
            small.enter_context(patch.object(import_module(module), constant, size))
        for module, (constant, rows) in _BY_ROWS.items():
            small.enter_context(patch.object(import_module(module), constant, rows))
        parts = _say(lambda: adapter.read_parts(name, (data[at : at + size] for at in range(0, len(data), size))))
    return parts != whole


def _say(read: Callable[[], Iterable[Reading]]) -> tuple:
    """What reading gives, or why there is nothing to read."""
    try:
        parts = list(read())
    except UnreadableFileError as error:
        return type(error), str(error)
    names = sorted({record for part in parts for record, frame in part.records.items() if len(frame)})
    kinds = {kind for part in parts for kind in part.ignored}
    totals = [total for part in parts for total in part.totals]
    return (
        [
            (record, pl.concat([part.records[record] for part in parts if record in part.records]).rows())
            for record in names
        ],
        [row for part in parts for row in part.refused.rows()],
        sum(part.lines for part in parts),
        sum(part.envelope for part in parts),
        sorted(map(repr, totals)),
        sorted(note for part in parts for note in part.notes),
        {kind: sum(part.ignored.get(kind, 0) for part in parts) for kind in kinds},
        max(filter(None, (part.delivered_at for part in parts)), default=None),
    )
