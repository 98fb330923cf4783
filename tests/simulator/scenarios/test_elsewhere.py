"""What belongs elsewhere, counted in statements, advices and the ledger report."""

import csv

from pipeline.settings import PROJECT
from tests.simulator.cash_world import advices, bank_lines, cents, planted, troubled


def test_money_of_another_entity_names_it_and_has_no_advice():
    foreign = [line for line in bank_lines() if "ORCHARD VALE" in line[5]]
    assert sorted(line[2] for line in foreign) == sorted(item.amount for item in planted("misdirected_money"))
    traces = {line[5].split("TRN*1*")[1].split("*")[0] for line in foreign}
    assert traces == {item.reference for item in planted("misdirected_money")}
    assert not traces & {item["trace"] for item in advices()}


def test_every_sweep_comes_back_with_the_same_number_and_amount():
    out = {(line[4], line[2]) for line in bank_lines() if line[1] == "575"}
    back = {(line[4], line[2]) for line in bank_lines() if line[1] == "275"}
    assert out == back == {(item.reference, item.amount) for item in planted("own_transfer")}


def test_the_unknown_payer_is_in_no_list_of_the_project():
    seed = (PROJECT / "dbt_project/seeds/payer_aliases.csv").read_text()
    known = {row["alias"] for row in csv.DictReader(seed.splitlines())}
    unknown = [item for item in advices() if item["company"] not in known]
    assert {item["trace"] for item in unknown} == {item.reference for item in planted("unmapped_payer")}
    assert unknown


def test_what_is_booked_as_anothers_leaves_the_clearing_account():
    text = [row for name, file in sorted(troubled()[1].items()) if name.startswith("gl/")
            for row in csv.reader(file.splitlines())]  # fmt: skip
    wrong = [row for row in text if "ORCHARD VALE" in row[5] and row[6] == "Operating Checking"]
    assert sorted(-cents(row[7].replace(",", "")) for row in wrong) == sorted(
        item.amount for item in planted("entity_mispost")
    )
