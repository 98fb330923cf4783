"""Statements that repeat the day before, counted by the bank's own numbers."""

from collections import Counter

from tests.simulator.cash_world import BANK, bank_lines, planted, troubled


def test_files_with_two_days_are_those_planted_and_repeat_whole_days():
    files = {name: text for name, text in troubled()[1].items() if name.startswith(BANK)}
    double = {name for name, text in files.items() if text.count("\n02,") == 2}
    assert double == {item.reference for item in planted("overlapping_statement")}
    twice = [number for number, count in Counter(line[3] for line in bank_lines(repeated=True)).items() if count == 2]
    cents = {line[3]: line[2] * (1 if int(line[1]) < 400 else -1) for line in bank_lines()}
    assert sum(cents[number] for number in twice) == sum(item.amount for item in planted("overlapping_statement"))


def test_totals_of_such_a_file_are_true():
    for item in planted("overlapping_statement"):
        records = [line.removesuffix("/").split(",") for line in troubled()[1][item.reference].splitlines()]
        groups = [int(record[1]) for record in records if record[0] == "98"]
        assert records[-1] == ["99", str(sum(groups)), "2", str(len(records))]
