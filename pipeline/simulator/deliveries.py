"""What the practice's systems deliver: every file by name and day, its bytes made only when they are wanted.

Here: the shape of a delivery, and the list of all of them. Not here: what is in a file (`writers`), or writing files to
a disk (`landing`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from pipeline.simulator import writers
from pipeline.simulator.planning import LARGE
from pipeline.simulator.world import World

Change = Callable[[bytes], bytes]


@dataclass(eq=False, slots=True)
class Delivery:
    """One file of one system."""

    name: str
    """Path inside the landing folder."""
    day: date
    render: Callable[[], bytes]
    event: Any = None
    """The Remittance, PmExport or other event the file is about, where it is about one."""
    is_large: bool = False
    """Worth starting first when several processes write."""
    changes: list[Change] = field(default_factory=list)
    """What happens to the bytes on the way: another encoding, a cut, a repetition."""
    copies: list[str] = field(default_factory=list)
    """Further names under which the same bytes are delivered."""

    def data(self) -> bytes:
        """The bytes as they arrive."""
        found = self.render()
        for change in self.changes:
            found = change(found)
        return found


def load_writers(pm: str, gl: str) -> list[ModuleType]:
    """The writers of a practice with these systems; the folder is the registry.

    A writer has `files(ledger)`. One that writes for a PM or ledger system says so with `PM` or `GL`.

    Raises:
        ValueError: no writer is there for a system.
    """
    names = sorted(item.name for item in iter_modules(writers.__path__))
    found = [import_module(f"{writers.__name__}.{name}") for name in names]
    found = [module for module in found if hasattr(module, "files")]
    for kind, wanted in (("PM", pm), ("GL", gl)):
        known = sorted({getattr(module, kind) for module in found if hasattr(module, kind)})
        if wanted not in known:
            raise ValueError(f"no {kind} system {wanted!r} can be written; what can be: {', '.join(known)}")
        found = [module for module in found if getattr(module, kind, wanted) == wanted]
    return found


def unbatched_practice(pm: str, gl: str) -> str | None:
    """The practice of a PM system whose exports name no batches (writers with `UNBATCHED`); its layouts name it so.

    Raises:
        ValueError: no writer is there for a system.
    """
    return next((module.PM for module in load_writers(pm, gl) if getattr(module, "UNBATCHED", False)), None)


def deliver(world: World, pm: str, gl: str, *, extras: bool | None = None) -> list[Delivery]:
    """Every file of the period, in order of system and day, each offered to the scenarios of deliveries.

    `extras` adds the files of the office (writers with `EXTRA`); not told, a world of many claims has them.
    """
    wanted = len(world.ledger.submissions) >= LARGE if extras is None else extras
    kept = [module for module in load_writers(pm, gl) if wanted or not getattr(module, "EXTRA", False)]
    world.ledger.has_drawer_logs = wanted
    world.ledger.dates_postings = any(getattr(module, "DATES_POSTINGS", False) for module in kept)
    found = list(_files(world, kept))
    for item in found:
        world.offer("delivery", item.day, item)
    return found


def _files(world: World, found: list[ModuleType]) -> Iterator[Delivery]:
    for module in found:
        yield from module.files(world.ledger)
