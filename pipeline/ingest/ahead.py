"""Steps that follow one another side by side: the next item is made while this one is used.

Here: one item ahead on a thread of its own. Not here: what the steps are (`pipeline.ingest.parts`). Large columns are
cut, judged and saved outside the interpreter's lock, so threads help.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def one_ahead(items: Iterable[Item]) -> Iterator[Item]:
    """Each item, in order, while the next is made; what making one raises is raised in its place."""
    left, end = iter(items), object()
    with ThreadPoolExecutor(1) as making:
        coming = making.submit(next, left, end)
        while (item := coming.result()) is not end:
            coming = making.submit(next, left, end)
            yield item
