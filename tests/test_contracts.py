"""Contracts are read strictly: what is not understood is an error, never a guess."""

import pytest

from pipeline.contracts import ContractError, load_contracts, parse_contract, read_yaml
from pipeline.settings import SCHEMAS

GOOD = """
record: thing
grain: "One row per thing."
source: "Nowhere."
key: [number]
columns:
  number: {type: text, required: true, description: "The number."}
  amount: {type: money, description: "US dollars."}
"""


def write(tmp_path, text, name="thing.yaml"):
    path = tmp_path / name
    path.write_text(text)
    return path


def test_a_good_contract_keeps_its_columns_in_order(tmp_path):
    contract = parse_contract(write(tmp_path, GOOD))
    assert contract.names == ["number", "amount"]
    assert contract.columns[0].required
    assert not contract.columns[1].required


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("grain:", "grains:"),
        ("record: thing", "record: other"),
        ("key: [number]", "key: [stranger]"),
        ("key: [number]", "key: []"),
        ("type: money", "type: float"),
        ("required: true", "requird: true"),
        ("required: true", "required: maybe"),
        ('description: "US dollars."', "description: US dollars, signed"),
        (', description: "US dollars."', ""),
        ("type: money", "type: money, pattern: '[0-9]'"),
        ("type: text", "type: text, pattern: '[0-9]'"),
        ("type: text", "type: text, form: 'a digit'"),
        ("type: money", "type: money, allowed: [a]"),
        ("type: text", "type: text, allowed: [1, 2]"),
        ("  amount:", "  Amount Due:"),
        ("  amount:", "  number:"),
        ("columns:", "columns: ["),
    ],
)
def test_a_contract_that_is_not_understood_is_refused(tmp_path, old, new):
    assert old in GOOD
    with pytest.raises(ContractError, match=r"thing\.yaml"):
        parse_contract(write(tmp_path, GOOD.replace(old, new)))


def test_a_file_that_holds_no_mapping_is_refused(tmp_path):
    with pytest.raises(ContractError, match="expected a mapping"):
        read_yaml(write(tmp_path, "- a list"))


def test_every_contract_of_the_project_is_read():
    contracts = load_contracts()
    assert set(contracts) == {path.stem for path in (SCHEMAS / "records").glob("*.yaml")}
    assert list(contracts) == sorted(contracts)


def test_the_cents_that_are_counted_are_the_records_own_amount():
    amounts = {record: contract.amount_column for record, contract in load_contracts().items()}
    assert amounts["bank_transaction"] == "amount"
    assert amounts["remittance_payment"] == "payment_amount"
    assert amounts["remittance_claim"] == "paid_amount"
    assert amounts["card_transaction"] == "gross_amount"
    assert amounts["desk_decision"] is None


def test_what_names_a_patient_is_marked_private():
    private = {f"{r}.{c.name}" for r, contract in load_contracts().items() for c in contract.columns if c.private}
    assert {"remittance_claim.patient_last_name", "pm_charge.patient_name", "bank_transaction.description"} <= private
