"""Ledger reports printed as a tree: a row names an account, its entries follow, a total closes it.

Here: which account an entry stands in, and what each printed total adds up. Not here: which rows name accounts or close
them; the layout says so and the caller marks the rows.

How the tree is read, top to bottom:

- An opening row starts a section inside the innermost section that is still open. Where the report says how deep a
  name stands, it first closes all sections that stand as deep or deeper.
- `Total for X` ends X's own entries. X stays open for children only when a later `Total for X with sub-accounts` (a
  group total) belongs to it: without that look-ahead a section after `Total for X` could be a child or a sibling.
- A group total, or a plain total of a section with no group total, closes the section and all that is open inside it.
- A total covers every entry between the opening row and itself. It states the movement, not the closing balance.

Not decidable from such a report: a child that bears the name of its own parent. The group total is then given to the
later of the two. Names are compared without "(deleted)", case and repeated blanks.
"""

from dataclasses import dataclass, field

OPEN, TOTAL, GROUP_TOTAL = "open", "total", "group total"


@dataclass(frozen=True)
class Marker:
    """A row that opens or closes a section.

    `above` is what the entries above it in the file add up to, in cents; `depth` says how deep the name stands, where
    it can be seen (blanks in front, or the column it stands in); `stated` is what a total states, in cents.
    """

    kind: str
    name: str
    line: int
    above: int
    depth: int | None = None
    stated: int | None = None


@dataclass(frozen=True)
class Span:
    """A printed total: its section's path, its line, what it states and what its entries add up to, in cents."""

    path: str
    line: int
    stated: int | None
    found: int


@dataclass
class Tree:
    """What the markers mean: the path that holds from each marker on, the totals, and sentences about what is odd."""

    paths: list[str | None] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Section:
    name: str
    marker: Marker
    group_total: int | None
    is_totalled: bool = False


def read_tree(markers: list[Marker], separator: str) -> Tree:
    """Paths and totals of a report's sections.

    Args:
        markers: opening and closing rows in file order.
        separator: put between the names of a path, outermost first.
    """
    tree, stack = Tree(), []
    group_totals = _pair_group_totals(markers)
    for number, marker in enumerate(markers):
        if marker.kind == OPEN:
            while marker.depth is not None and stack and (stack[-1].marker.depth or 0) >= marker.depth:
                stack.pop()
            stack.append(_Section(marker.name.strip(), marker, group_totals.get(number)))
        else:
            _close(number, marker, stack, tree, separator)
        tree.paths.append(_path(stack, separator))
    tree.notes += [
        f"line {section.marker.line}: the section has no total" for section in stack if not section.is_totalled
    ]
    return tree


def _close(number: int, marker: Marker, stack: list[_Section], tree: Tree, separator: str) -> None:
    """Take a total: remember what it covers and close the sections that end with it."""
    depth = _find(number, marker, stack)
    if depth is None:
        tree.notes.append(f"line {marker.line}: a total for a section that is not open")
        return
    unclosed = [section for section in stack[depth + 1 :] if not section.is_totalled]
    tree.notes += [f"line {section.marker.line}: the section has no total" for section in unclosed]
    section = stack[depth]
    path = _path(stack[: depth + 1], separator) or ""
    tree.spans.append(Span(path, marker.line, marker.stated, marker.above - section.marker.above))
    section.is_totalled = True
    stays_open = marker.kind == TOTAL and section.group_total is not None
    del stack[depth + (1 if stays_open else 0) :]


def _find(number: int, marker: Marker, stack: list[_Section]) -> int | None:
    """The open section a total belongs to, innermost first."""
    for depth in reversed(range(len(stack))):
        section = stack[depth]
        if marker.kind == GROUP_TOTAL and section.group_total == number:
            return depth
        if marker.kind == TOTAL and not section.is_totalled and _same(section.name) == _same(marker.name):
            return depth
    return None


def _pair_group_totals(markers: list[Marker]) -> dict[int, int]:
    """For each opening row that has one, its group total: the nearest opening of the name above it not yet taken."""
    openings: dict[str, list[int]] = {}
    pairs: dict[int, int] = {}
    for number, marker in enumerate(markers):
        if marker.kind == OPEN:
            openings.setdefault(_same(marker.name), []).append(number)
        elif marker.kind == GROUP_TOTAL and openings.get(_same(marker.name)):
            pairs[openings[_same(marker.name)].pop()] = number
    return pairs


def _path(stack: list[_Section], separator: str) -> str | None:
    return separator.join(section.name for section in stack) or None


def _same(name: str) -> str:
    return " ".join(name.casefold().replace("(deleted)", " ").split())
