"""Clearing-house and lockbox files: lengths, counts, hashes, totals, and what they have in common with statements."""

from collections import defaultdict
from itertools import pairwise

from tests.simulator.cash_world import advices, bank_lines, troubled


def ach_files():
    return {name: text.splitlines() for name, text in troubled()[1].items() if name.startswith("ach/")}


def test_records_are_94_characters_in_blocks_of_ten_and_controls_are_true():
    assert ach_files()
    for records in ach_files().values():
        assert {len(record) for record in records} == {94}
        assert len(records) % 10 == 0
        entries = [record for record in records if record[0] == "6"]
        addenda = [record for record in records if record[0] == "7"]
        control = next(record for record in records if record[0] == "9" and not record.startswith("9999999999"))
        batches = [record for record in records if record[0] == "8"]
        total = sum(int(record[29:39]) for record in entries)
        routing = sum(int(record[3:11]) for record in entries) % 10**10
        assert int(control[1:7]) == len(batches) == sum(1 for record in records if record[0] == "5")
        assert int(control[7:13]) == len(records) // 10
        assert int(control[13:21]) == len(entries) + len(addenda) == sum(int(record[4:10]) for record in batches)
        assert int(control[21:31]) == routing == sum(int(record[10:20]) for record in batches) % 10**10
        assert int(control[43:55]) == total == sum(int(record[32:44]) for record in batches)
        assert sum(int(record[78]) for record in entries) == len(addenda)


def test_addenda_follow_their_entry_and_name_the_payment():
    for records in ach_files().values():
        for before, record in pairwise(records):
            if record[0] == "7":
                assert (before[0], before[78], before[-7:]) == ("6", "1", record[-7:])
                assert record[3:].startswith("TRN*1*")
                assert record[3:83].rstrip().endswith("\\")


def test_entries_are_the_payers_electronic_credits_of_the_statement():
    credited = defaultdict(list)
    for line in bank_lines():
        if line[1] == "142" and "HCCLAIMPMT" in line[5]:
            credited[f"ach/ach_{line[0]:%Y%m%d}.ach"].append(line[2])
    found = {name: sorted(int(record[29:39]) for record in records if record[0] == "6")
             for name, records in ach_files().items()}  # fmt: skip
    assert found == {name: sorted(cents) for name, cents in credited.items()}


def test_what_the_bank_cuts_from_its_text_is_whole_in_the_clearing_house_file():
    whole = {record[3:83].split("*")[2] for records in ach_files().values() for record in records if record[0] == "7"}
    cut = [line[5].rpartition("*")[2] for line in bank_lines() if line[1] == "142" and line[5][-1:].isdigit()
           and "TRN*" in line[5]]  # fmt: skip
    assert cut
    known = {item["trace"] for item in advices()}
    assert all(any(trace.startswith(kept) and trace in known for trace in whole) for kept in cut)


def test_lockbox_files_count_and_add_up():
    files = [text.splitlines() for name, text in troubled()[1].items() if name.startswith("lockbox/")]
    assert files
    for records in files:
        assert {len(record) for record in records} == {80}
        kinds = [record[0] for record in records]
        assert (kinds[:3], kinds[-3:]) == (["1", "2", "5"], ["7", "8", "9"])
        checks = [int(record[7:17]) for record in records if record[0] == "6"]
        batch, deposit, last = records[-3:]
        assert (int(batch[20:23]), int(batch[23:33])) == (len(checks), sum(checks))
        assert (int(deposit[20:24]), int(deposit[24:34])) == (len(checks), sum(checks))
        assert int(last[1:7]) == len(records)
        by_check = defaultdict(int)
        for record in records:
            if record[0] == "4":
                by_check[record[4:7]] += int(record[31:41])
        assert list(by_check.values()) == checks
