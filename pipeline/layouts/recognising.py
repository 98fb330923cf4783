"""Which layout a delimited file has, told by its first rows.

Here: looking at a head once, and the sentence where no layout fits. Not here: how a layout is chosen
(`pipeline.layouts.applying`), the almost fitting ones (`pipeline.layouts.nearness`).
"""

from functools import cache, lru_cache

from pipeline.adapters import HEAD_BYTES, UnreadableFileError
from pipeline.formats.delimited import decode, read_heads
from pipeline.formats.tables import Header
from pipeline.layouts import Layout
from pipeline.layouts.applying import choose
from pipeline.layouts.nearness import Nearness, find_nearest, refusal

_REMEMBERED = 128
"""So many heads are looked at once only: a file is read soon after it was recognised."""


@lru_cache(maxsize=_REMEMBERED)
def recognise(head: bytes) -> tuple[Layout, Header] | Nearness | None:
    """The layout a file has and its header row, or the layout it almost has."""
    text = decode(head)
    heads = cache(lambda quotes: read_heads(text, quotes))  # the first records under each delimiter
    return choose(text, heads) or find_nearest(text, heads)


def expect(data: bytes) -> tuple[Layout, Header]:
    """The layout and the header row of a file that starts so.

    Raises:
        UnreadableFileError: no layout fits the first rows, or one only almost, or its export alone makes no record.
    """
    found = recognise(data[:HEAD_BYTES])
    if not isinstance(found, tuple):
        raise UnreadableFileError(refusal(found) if found else "no header row of a known layout")
    if found[0].unreadable:
        raise UnreadableFileError(found[0].unreadable)
    return found
