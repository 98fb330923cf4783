"""ACH entries as rows: directions, refusals, control totals, files that are not whole."""

import pytest

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.adapters.ach_nacha import identify, read
from tests.formats.test_nacha import BATCH, CONTROL, END, ENTRY, HEAD, addenda


def read_lines(*lines: str, head: str = HEAD, batch: str = BATCH):
    reading = read("any", "\n".join([head, batch, *lines, CONTROL, END]).encode())
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def entry_of(*lines: str, **places: str) -> dict:
    return read_lines(*lines, **places).records["ach_entry"].row(0, named=True)


def test_it_is_recognised_by_content_alone():
    assert identify("x.csv", HEAD.encode()) == "ach_nacha"
    assert identify("x.ach", b"Date,Amount\n") is None


@pytest.mark.parametrize(
    ("code", "direction"),
    [
        *[(code, "credit") for code in ("22", "24", "21", "32", "52", "81")],
        *[(code, "debit") for code in ("27", "26", "37", "28", "55", "82")],
    ],
)
def test_the_transaction_code_gives_the_direction(code, direction):
    row = entry_of(f"6{code}{ENTRY[3:]}")
    assert (row["direction"], row["amount"]) == (direction, "197.09")


@pytest.mark.parametrize(
    ("entry", "batch", "reason"),
    [
        ("672" + ENTRY[3:], BATCH, "transaction code"),
        ("6A2" + ENTRY[3:], BATCH, "transaction code"),
        (ENTRY.replace("0000019709", "00000197.9"), BATCH, "not all digits"),
        (ENTRY.replace("0000019709", "-000019709"), BATCH, "not all digits"),
        (ENTRY, BATCH.replace("CCDHCCLAIMPMT      ", "IATHCCLAIMPMTUSDEUR"), "not paid out in US dollars"),
    ],
)
def test_an_entry_that_cannot_be_read_is_refused_with_its_addenda(entry, batch, reason):
    refused = read_lines(entry, addenda("TRN*1*A1*147\\"), batch=batch).refused.rows(named=True)
    assert [(row["_line"], row["_lines"]) for row in refused] == [(3, 2)]
    assert reason in refused[0]["reason"]


def test_dates_are_iso_and_a_return_has_no_effective_date():
    row = entry_of(ENTRY)
    assert (row["file_date"], row["effective_date"], row["file_modifier"]) == ("2026-09-02", "2026-09-02", "A")
    assert entry_of(ENTRY, batch=BATCH[:69] + "000000" + BATCH[75:])["effective_date"] is None


def test_twins_are_told_apart_by_occurrence():
    rows = read_lines(ENTRY, ENTRY, ENTRY.replace("19709", "19708")).records["ach_entry"]
    assert rows["occurrence"].to_list() == ["1", "2", "1"]


def test_lost_money_and_lost_addenda_block_and_a_wrong_hash_only_warns():
    totals = {(t.scope, t.name): t for t in read_lines(ENTRY.replace("99999999", "99999998")).totals}
    batch = {name: totals["batch 1", name] for name in ("entries and addenda", "entry hash", "credits")}
    assert [(t.stated, t.found, t.severity) for t in batch.values()] == [
        ("2", "1", "block"),
        ("99999999", "99999998", "warn"),
        ("197.09", "197.09", "block"),
    ]


def test_announced_addenda_that_do_not_follow_are_stated_with_both_figures():
    counted = ENTRY[:54] + "0003" + f"{'SAMPLE CLINIC':<16}" + "  1" + ENTRY[79:]
    totals = read_lines(counted, addenda("X"), batch=BATCH.replace("CCD", "CTX")).totals
    assert [(t.line, t.stated, t.found) for t in totals if t.name == "addenda"] == [(3, "3", "1")]


def test_addenda_of_which_nothing_is_kept_are_counted_and_strange_ones_named():
    reading = read_lines(ENTRY, f"702{'':91}", f"742{'':91}")
    assert reading.ignored == {"702": 1, "742": 1}
    assert reading.notes == ["Not known as addenda of an entry, therefore counted and not used: 742 (1)."]


@pytest.mark.parametrize("kept", [1, 2, 3, 4])
def test_a_file_without_its_file_control_is_incomplete(kept):
    with pytest.raises(IncompleteFileError, match=r"file control \(9\)"):
        read("any", "\n".join([HEAD, BATCH, ENTRY, CONTROL, END][:kept]).encode())


def test_a_file_header_that_is_too_long_refuses_the_file_and_names_the_line():
    with pytest.raises(UnreadableFileError, match="line 1: the line is longer than the 94 characters"):
        read("any", "\n".join([HEAD + "X", BATCH, ENTRY, CONTROL, END]).encode())


def test_a_figure_too_long_to_be_one_is_no_total():
    batch = BATCH.replace("CCD", "ADV")
    control = f"8280{1:06d}{99999999:010d}{'9' * 20}{0:020d}{'':19}888888880000001"
    reading = read("any", "\n".join([HEAD, batch, ENTRY.replace("622", "681", 1), control, END]).encode())
    assert "debits" not in {t.name for t in reading.totals if t.scope == "batch 1"}


def test_several_files_in_one_are_read_and_the_last_says_when():
    second = HEAD.replace("2609020515A", "2609030620B")
    lines = [HEAD, BATCH, ENTRY, CONTROL, END, *["9" * 94] * 5, second, BATCH, ENTRY, CONTROL, END]
    reading = read("any", "\n".join(lines).encode())
    assert reading.records["ach_entry"].select("file_date", "file_modifier", "occurrence").rows() == [
        ("2026-09-02", "A", "1"),
        ("2026-09-03", "B", "1"),
    ]
    assert reading.delivered_at == "2026-09-03T06:20:00"
    assert [t.scope for t in reading.totals if t.name == "blocks"] == ["file 1", "file 2"]
