"""Ledger systems an import file is written for: one module each, with `SUFFIX` and `write(entries, books)`.

Here: the listing. Not here: what an entry is (`pipeline.journals`), cells and line ends (`pipeline.journals.tables`).
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from pipeline.journals import Books, Entry


class Writer(Protocol):
    """A module of this folder."""

    SUFFIX: str

    def write(self, entries: list[Entry], books: Books) -> bytes:
        """The import file of the entries."""


def load_writers() -> dict[str, Writer]:
    """Every system by the name of its module."""
    return {module.name: import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)}
