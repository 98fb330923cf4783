"""BAI lockbox records, and the arrangements of positions that prove themselves."""

import pytest

from pipeline.formats.bai_lockbox import Course, Wire, cut_lines, is_lockbox, read_wire
from pipeline.formats.bai_lockbox_positions import AMOUNTS, INVOICES, MAGNETIC_LINES, Proofs, compare_totals

ENDS = "841234567 999999992 "
HEAD = [f"100{ENDS}2609020430", f"2{ENDS}LB260902  40008000801", f"50010000071544260902{ENDS}"]
BANK = "0999999989"


def check(item: int, cents: int, rest: str = BANK[1:] + "00044007710000005120260828") -> str:
    return f"6001{item:03d}{cents:010d}{rest}"


def totals(count: int, cents: int) -> list[str]:
    return [
        f"70010000071544260902{count:03d}{cents:010d}",
        f"80010000071544260902{count:04d}{cents:010d}",
        f"9{len(HEAD) + count + 3:06d}",
    ]


def wire_of(*lines: str, head=HEAD):
    return read_wire([*head, *lines], Course())


def proved_by(wire: Wire):
    proofs = Proofs()
    proofs.see(wire)
    return proofs.conclude()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_every_line_end_and_none_gives_the_same_checks(end):
    lines = [*HEAD, check(1, 5000), check(2, 100), *totals(2, 5100)]
    course = Course()
    wire = read_wire(cut_lines(end.join(line.ljust(80) for line in lines).encode()), course)
    assert [found.line for found in wire.checks] == [4, 5]
    assert course.is_closed
    assert (len(wire.lines), wire.strays) == (8, [])


def test_it_is_known_by_its_first_two_records():
    assert is_lockbox("\n".join(HEAD).encode())
    assert is_lockbox("".join(line.ljust(80) for line in HEAD).encode())
    assert not is_lockbox(HEAD[0].encode())
    assert not is_lockbox(b"101 9999999921888888883260902051" + b"5A094101\n5220")
    assert not is_lockbox(b"Date,Amount\n2026,5\n")


def test_each_record_hangs_where_it_belongs():
    wire = wire_of(check(1, 5000), "40010016019A", *totals(1, 5000)[:1], "40010016019B", check(1, 100), "XYZ")
    assert [[line for line, _ in found.overflow] for found in wire.checks] == [[5], []]
    assert [line for line, _, _ in wire.strays] == [7, 9]
    outside = wire_of(check(1, 100), head=HEAD[:2])
    assert "outside any lockbox" in outside.strays[0][1]


@pytest.mark.parametrize(
    ("batch", "deposit", "arrangement"),
    [
        ("7001000007154426090200200000051000", "80010000071544260902000200000051000", None),
        ("700100000715442609020020000005100", "8001000007154426090200020000005100", 0),
        ("7001000007154426090200020000005100", "8001000007154426090200020000005100", 1),
        ("70010000071544260902002000000005100", "800100000715442609020002000000005100", 2),
        ("700100000715442609020020000005100", "800100000715442609020020000005100", 3),
        ("700100000715442609020020000009999", "8001000007154426090200020000005100", 0),
        ("700100000715442609020020000009999", "8001000007154426090200020000008888", None),
        ("7001000", "8001000", None),
    ],
)
def test_the_totals_prove_where_the_amounts_stand(batch, deposit, arrangement):
    found = proved_by(wire_of(check(1, 5000), check(2, 100), batch, deposit, "9000007"))
    assert (found and found.amounts) == (None if arrangement is None else AMOUNTS[arrangement])


def test_totals_of_a_file_without_checks_need_no_proof():
    wire = wire_of(*totals(0, 0))
    assert proved_by(wire).amounts == AMOUNTS[0]
    assert [(t.name, t.stated, t.found) for t in compare_totals(wire, AMOUNTS[0])] == [
        ("checks", 0, 0),
        ("total", 0, 0),
        ("checks", 0, 0),
        ("total", 0, 0),
        ("records", 6, 6),
    ]


@pytest.mark.parametrize(
    ("rest", "arrangement", "proven"),
    [
        (f"{BANK[1:]}00044007710000005120260828", 0, True),
        (f"{BANK}00044007710000005120260828", 1, True),
        ("12345678900044007710000005120260828", 0, False),
        ("00000000000000000000000000000000000", 0, True),
        ("", 0, True),
    ],
)
def test_the_check_digit_proves_where_the_magnetic_line_stands(rest, arrangement, proven):
    found = proved_by(wire_of(check(1, 5000, rest), *totals(1, 5000)))
    assert (found.magnetic, found.is_magnetic_proven) == (MAGNETIC_LINES[arrangement], proven)


@pytest.mark.parametrize(
    ("overflow", "arrangement"),
    [
        (["40010016010CLM-1               0000003000", "40010016029CLM-2               0000002000"], 0),
        (["40010016010CLM-1           00000030000000000000", "40010016029CLM-2           00000020000000000000"], 1),
        (["40010016019CLM-1               0000004999"], 0),
        (["40010016019CE554"], None),
        (["4001001601912345678901234567890123456789012345"], None),
        ([], None),
    ],
)
def test_the_sum_of_invoices_proves_where_they_stand(overflow, arrangement):
    found = proved_by(wire_of(check(1, 5000), *overflow, *totals(1, 5000)))
    assert found.invoices == (None if arrangement is None else INVOICES[arrangement])


def test_a_truncated_file_gives_what_is_there():
    data = "\n".join([*HEAD, check(1, 5000), "40010016019A", *totals(1, 5000)]).encode()
    for size in range(len(data)):
        found = proved_by(read_wire(cut_lines(data[:size]), Course()))
        assert found is None or found.amounts in AMOUNTS
