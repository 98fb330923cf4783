"""What a person reads: the proof in one line, plain text in a pipe, tables that hide nothing on a terminal."""

import io
from decimal import Decimal

import pytest
from rich.console import Console

from pipeline.commands.telling import proof_line, tell_report, tell_table
from pipeline.publish.findings import Changes, Findings, Proof
from pipeline.publish.report import RunReport


def told(act, *, terminal=False):
    out = io.StringIO()
    act(Console(file=out, force_terminal=terminal, width=60, no_color=True))
    return out.getvalue()


@pytest.mark.parametrize(
    ("proof", "line"),
    [
        (
            Proof(41234567, 41000000, 1234, 233333),
            "Bank 412,345.67 = matched 410,000.00 + classified 12.34 + open exceptions 2,333.33  ✔ proved to the cent",
        ),
        (
            Proof(100, 99, 0, 0),
            "Bank 1.00 = matched 0.99 + classified 0.00 + open exceptions 0.00  ✘ NOT PROVED: 0.01 is unexplained",
        ),
        (Proof(0, 0, 0, 0), "No bank credit has landed: there is nothing to prove yet."),
        (None, "No proof yet: the deposits could not be built."),
    ],
)
def test_the_proof_line(proof, line):
    assert proof_line(proof) == line


def test_a_pipe_gets_aligned_text_and_a_terminal_loses_no_character():
    name = "remits/" + "x" * 60 + "[bold].835"
    rows = [(name, "1"), *((f"{number}", "2") for number in range(30))]
    piped = told(lambda console: tell_table(console, "Files", ("file", "n"), rows))
    assert piped.splitlines()[0] == "Files (31)"
    assert piped.splitlines()[-1] == "  … and 11 more"
    assert name in piped
    shown = told(lambda console: tell_table(console, "Files", ("file", "n"), rows), terminal=True)
    assert shown.count("x") == 60
    assert "[bold]" in shown.replace("\n", "")


def test_what_changed_since_the_last_snapshot_is_said():
    changes = Changes(2, Decimal("12.30"), 1, Decimal("5.00"))
    report = RunReport("r", "published", findings=Findings(changes=changes))
    assert "Since the last snapshot: 2 new (12.30), 1 gone (5.00)." in told(
        lambda console: tell_report(console, report)
    )
    report.findings.changes = Changes(0, Decimal(0), 0, Decimal(0))
    assert "no exception came, none went" in told(lambda console: tell_report(console, report))


def test_a_blocked_report_says_why_and_what_readers_still_see(tmp_path):
    report = RunReport("r", "blocked", tmp_path / "old", broken=["deposits"])
    text = told(lambda console: tell_report(console, report))
    assert "NOTHING WAS PUBLISHED: 1 model could not be built. Readers still see old." in text
