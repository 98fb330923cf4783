"""The same facts in other files: nothing changes but where a fact was read."""

from pathlib import Path

import duckdb
import pytest

from pipeline.settings import Settings
from tests.metamorphic.deliveries import (
    beside,
    cut_statements,
    cut_table,
    pair_of_one_day,
    put_together,
    renamed,
    replaced,
)
from tests.metamorphic.facts import differences
from tests.metamorphic.rerun import rerun
from tests.running import SAMPLE

MIDDLE = "08/15/2026"


def outcomes(build: Path) -> dict[str, int]:
    """Landed files by what became of them."""
    with duckdb.connect(build, read_only=True) as con:
        return dict(con.execute("select outcome, count(*) from marts.landed_files group by all").fetchall())


def test_running_the_compiled_queries_again_gives_the_marts_the_run_gave(recipe, tmp_path):
    """Every other test of this folder rests on this one."""
    again = rerun(recipe, SAMPLE, Settings(data=tmp_path, threads=1), store=recipe.build.with_name("store.duckdb"))
    assert differences(recipe.build, again) == {}


def test_names_and_order_of_files_change_nothing(practice, run_with):
    """Every file has another name and another folder, and stands elsewhere in the order; nothing else is different.

    What is said of a file (its exceptions) names it by its name, which `facts` leaves out.
    """
    build = run_with(renamed(practice.files))
    assert outcomes(build) == outcomes(practice.build)
    assert differences(practice.build, build) == {}


@pytest.fixture(scope="module")
def cut(practice, run_with):
    """One run for all cuts, for each is to change nothing.

    Bank statements of two days are cut between them; card transactions anywhere, even within a payout; PM payments,
    whose export holds everything, between two posting days, so that neither part reaches over the other. Two 835s of
    one payer and day come in one interchange instead.
    """
    files = practice.files
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
    return run_with(replaced(files, [*statements, cards, payments, one, other], given)), len(parts)


def test_files_cut_in_two_and_put_together_change_nothing(practice, cut):
    """One check counts the control totals files state, and more files state more of them; it passes as before."""
    build, part_count = cut
    before, after = outcomes(practice.build), outcomes(build)
    assert after == before | {"accepted": before["accepted"] + part_count - 1}
    found = differences(practice.build, build)
    totals = found.pop("checks")
    assert [row["check_id"] for row in (*totals.gone, *totals.new)] == ["control_totals_agree"] * 2
    assert totals.new[0]["status"] == "pass"
    assert found == {}
