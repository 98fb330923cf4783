"""The same facts in other files: nothing changes but where a fact was read."""

from pathlib import Path

import duckdb

from pipeline.settings import Settings
from tests.metamorphic.deliveries import (
    Files,
    beside,
    cut_statements,
    cut_table,
    pair_of_one_day,
    put_together,
    renamed,
    replaced,
)
from tests.metamorphic.facts import Difference, differences
from tests.metamorphic.rerun import rerun
from tests.running import SAMPLE

MIDDLE = "08/15/2026"
MORE_TOTALS = ("control_totals_agree", "pass")


def outcomes(build: Path) -> dict[str, int]:
    """Landed files by what became of them."""
    with duckdb.connect(build, read_only=True) as con:
        return dict(con.execute("select outcome, count(*) from marts.landed_files group by all").fetchall())


def test_running_the_compiled_queries_again_gives_the_marts_the_run_gave(recipe, tmp_path):
    """Every other test of this folder rests on this one."""
    again = rerun(recipe, SAMPLE, Settings(data=tmp_path, threads=1), store=recipe.build.with_name("store.duckdb"))
    assert differences(recipe.build, again) == {}


def cut_and_put_together(files: Files) -> tuple[Files, int]:
    """The files with some of them cut in two and two put together; and how many more they are.

    Bank statements of two days are cut between them; card transactions anywhere, even within a payout; PM payments,
    whose export holds everything, between two posting days, so that neither part reaches over the other. Two 835s of
    one payer and day come in one interchange instead.
    """
    statements = [name for name in files if name.startswith("bank/") and files[name].count(b"\n02,") > 1]
    cards = max(name for name in files if name.startswith("card/"))
    payments = max(name for name in files if name.startswith("pm/payments"))
    one, other = pair_of_one_day(files)
    together = {beside(one, 0): put_together(files[one], files[other])}
    parts = [cut_statements(name, files[name]) for name in statements]
    parts += [
        cut_table(cards, files[cards], lambda row: row["balance_transaction_id"] < "txn_3f"),
        cut_table(payments, files[payments], lambda row: row["PostDate"] < MIDDLE),
    ]
    assert statements
    assert all(len(part) == 2 and all(data.count(b"\n") > 2 for data in part.values()) for part in parts)
    given = together | {name: data for part in parts for name, data in part.items()}
    return replaced(files, [*statements, cards, payments, one, other], given), len(parts) - 1


def changes(before: Path, after: Path, more_files: int = 0) -> dict[str, object]:
    """What is not as it was, less what is said of files themselves.

    One check counts the control totals files state, and more files state more of them: it has to, and still pass.
    What is said of a file (its exceptions) names it by its name, which `facts` leaves out.
    """
    found: dict[str, object] = {**differences(before, after)}
    expected = outcomes(before)
    if outcomes(after) != expected | {"accepted": expected["accepted"] + more_files}:
        found["outcomes"] = expected, outcomes(after)
    if more_files:
        totals = found.pop("checks", Difference())
        ended = [(row["check_id"], row["status"]) for row in (*totals.gone, *totals.new)]
        if ended != [MORE_TOTALS] * 2:
            found["checks"] = totals
    return found


def test_names_order_and_cuts_of_files_change_nothing(practice, run_with):
    """Two laws in one run: files may have any name, folder and order, and may be cut in two and put together.

    Every file has another name and folder and stands elsewhere in the order, and some are cut besides. Where that
    changes anything each law is asked alone, in a run of its own, so that the failure names the one that is broken.
    """
    cut, more_files = cut_and_put_together(practice.files)
    found = changes(practice.build, run_with(renamed(cut)), more_files)
    if found:
        alone = {
            "names and order": changes(practice.build, run_with(renamed(practice.files))),
            "cuts": changes(practice.build, run_with(cut), more_files),
        }
        assert {law: broken for law, broken in alone.items() if broken} == {}
    assert found == {}, "both together"
