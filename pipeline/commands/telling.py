"""Telling a person what a run did and found: what a tired reader needs first stands first.

Here: sentences and tables; rich ones on a terminal, plain aligned text in a pipe. Not here: where the figures come from
(`pipeline.publish.findings`) and what programs read (`RunReport.as_json`).
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.publish import report as reports
from pipeline.publish.findings import Findings, Proof
from pipeline.publish.manifest import Check
from pipeline.publish.report import RunReport

MOST_ROWS = 20
LONGEST_NAME = 60
NUMBER = re.compile(r"-?[\d,]*(\.\d+)?")
NOTHING = Proof(0, 0, 0, 0)
HEADLINES = {
    reports.PUBLISHED: "Published {run_id}.",
    reports.CURRENT: "Readers see {run_id}.",
    reports.NOTHING_NEW: "Nothing new: {run_id} stands, and every hash in it was checked again.",
    reports.SAME_AGAIN: "Built again: every mart of {run_id} came out the same.",
    reports.DIFFERS: "BUILT AGAIN DIFFERENTLY: these marts of {run_id} changed: {differing}. Nothing was published.",
    reports.BLOCKED: "NOTHING WAS PUBLISHED: {reason}. {standing}",
}


def dollars(cents: int) -> str:
    """Cents as dollars with separators: 41234567 -> 412,345.67."""
    return f"{Decimal(cents) / 100:,.2f}"


def proof_line(proof: Proof | None) -> str:
    """The line to read first: is every dollar the bank credited explained, to the cent?"""
    if proof is None:
        return "No proof yet: the deposits could not be built."
    if proof == NOTHING:
        return "No bank credit has landed: there is nothing to prove yet."
    sums = (
        f"Bank {dollars(proof.bank_credit_cents)} = matched {dollars(proof.matched_cents)}"
        f" + classified {dollars(proof.classified_cents)} + open exceptions {dollars(proof.exception_cents)}"
    )
    if proof.difference_cents:
        return f"{sums}  ✘ NOT PROVED: {dollars(proof.difference_cents)} is unexplained"
    return f"{sums}  ✔ proved to the cent"


def tell_report(console: Console, report: RunReport) -> None:
    """The whole report, proof line first."""
    found = report.findings
    _say(console, proof_line(found.proof), style="bold")
    _say(console, _headline(report), style="bold" if report.is_good else "bold red")
    _tell_files(console, found)
    tell_table(console, "Models that could not be built", ("model",), ((name,) for name in report.broken))
    failed = sorted(
        (check for check in found.checks if check.status != "pass"), key=lambda check: not check.is_blocking
    )
    rows = [
        ("blocks" if check.is_blocking else "warns", _shorten(check.id), *_sides(check), check.says) for check in failed
    ]
    tell_table(console, "Checks that failed", ("", "check", "left", "right", "difference", "what"), rows)
    rows = [(e.code, e.title, f"{e.count:,}", f"{e.amount:,.2f}", e.next_action) for e in found.exceptions]
    tell_table(console, "Open exceptions", ("code", "what", "count", "dollars", "next"), rows)
    _tell_changes(console, found)
    _tell_places(console, report)


def _headline(report: RunReport) -> str:
    checks, broken = report.count_checks(), len(report.broken)
    failed = f"{_counted(checks['failed'], 'blocking check')} failed"
    reason = f"{_counted(broken, 'model')} could not be built" if broken else failed
    standing = f"Readers still see {report.snapshot.name}." if report.snapshot else "There is no earlier snapshot."
    line = HEADLINES[report.outcome].format(
        run_id=report.run_id, reason=reason, standing=standing, differing=", ".join(report.differing)
    )
    as_of = f" As of {report.findings.as_of}." if report.findings.as_of else ""
    return f"{line}{as_of} Checks: {checks['passed']} passed, {checks['failed']} failed, {checks['warned']} warned."


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _tell_files(console: Console, found: Findings) -> None:
    counts = ", ".join(f"{count:,} {outcome.replace('_', ' ')}" for outcome, count in found.files.items())
    _say(console, f"Files: {counts}." if counts else "No file has landed.")
    rows = [(_shorten(name), outcome.replace("_", " "), why) for name, outcome, why in found.not_accepted]
    tell_table(console, "Files not accepted", ("file", "outcome", "why"), rows)


def _shorten(name: str) -> str:
    """A name that leaves room beside it: the middle goes first, because start and end tell files apart."""
    if len(name) <= LONGEST_NAME:
        return name
    half = LONGEST_NAME // 2 - 1
    return f"{name[:half]}…{name[-half:]}"


def _tell_changes(console: Console, found: Findings) -> None:
    if not (changes := found.changes):
        return
    if not (changes.new_count or changes.gone_count):
        _say(console, "Since the last snapshot: no exception came, none went.")
        return
    came, went = f"{changes.new_count:,} new ({changes.new_amount:,.2f})", f"{changes.gone_count:,} gone"
    _say(console, f"Since the last snapshot: {came}, {went} ({changes.gone_amount:,.2f}).")


def _tell_places(console: Console, report: RunReport) -> None:
    if not report.snapshot:
        return
    _say(console, f"Snapshot  {report.snapshot}")
    for workbook in sorted((report.snapshot / "workbooks").glob("*.xlsx")):
        _say(console, f"Workbook  {workbook}   (copy it: tieout export {workbook.stem})")
    _say(console, 'Board     make board   ·   SQL  tieout sql "select * from exceptions"')


def _sides(check: Check) -> list[str]:
    """Left, right and difference; whole numbers may be counts and keep no decimals."""
    sides = (check.left, check.right, check.difference)
    is_whole = all(side == side.to_integral_value() for side in sides)
    return [f"{side:,.0f}" if is_whole else f"{side:,.2f}" for side in sides]


def tell_table(
    console: Console, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], most: int = MOST_ROWS
) -> None:
    """A titled table of at most `most` rows, or nothing when there are none; the rest is counted."""
    rows = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not rows:
        return
    shown = rows[:most]
    _say(console, f"{title} ({len(rows):,})", style="bold")
    if console.is_terminal:
        table = Table(show_edge=False, pad_edge=False)
        for place, column in enumerate(columns):
            is_number = all(NUMBER.fullmatch(row[place]) for row in shown)
            table.add_column(Text(column), overflow="fold", justify="right" if is_number else "left")
        for row in shown:
            table.add_row(*map(Text, row))
        console.print(table)
    else:
        widths = [max(len(row[place]) for row in [columns, *shown]) for place in range(len(columns))]
        for row in [columns, *shown]:
            _say(console, "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if len(rows) > len(shown):
        _say(console, f"  … and {len(rows) - len(shown):,} more")


def _say(console: Console, text: str, style: str | None = None) -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
