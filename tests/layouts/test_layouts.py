"""The grammar of layouts: what loads works, what is wrong is said with its place."""

import pytest
import yaml

from pipeline.contracts import ContractError
from pipeline.layouts import load_layouts, parse_layout

PLAIN = {
    "title": "t",
    "system": "s",
    "kind": "card",
    "evidence": {"grade": "V", "source": "x"},
    "header": ["a", ["b", "c"]],
    "records": [
        {
            "record": "card_payout",
            "fields": {
                "processor": {"constant": "s"},
                "payout_number": "a",
                "payout_date": {"column": ["b", "c"], "dates": ["M/D/YYYY"]},
                "amount": {"column": 3, "money": "negated"},
            },
        }
    ],
}


def parse(tmp_path, change):
    content = yaml.safe_load(yaml.safe_dump(PLAIN, sort_keys=False))
    change(content)
    path = tmp_path / "card_s.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False))
    return parse_layout(path)


def test_a_layout_reads_each_of_its_columns_once(tmp_path):
    layout = parse(tmp_path, lambda _: None)
    assert layout.name == "card_s"
    assert layout.columns == ["a", "b", "c", 3]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda c: c.update(colour="red"), "colour"),
        (lambda c: c.pop("header"), "header"),
        (lambda c: c.update(kind="payroll"), "kind"),
        (lambda c: c["evidence"].update(grade="N"), "grade"),
        (lambda c: c["evidence"].pop("source"), "source"),
        (lambda c: c["records"][0].update(record="nothing"), "no such record"),
        (lambda c: c["records"][0]["fields"].update(weight="a"), "columns of the record"),
        (lambda c: c["records"][0]["fields"].pop("amount"), "required"),
        (lambda c: c["records"][0]["fields"].update(currency={"column": "a", "constant": "usd"}), "exactly one"),
        (lambda c: c["records"][0]["fields"].update(currency={"money": "as_written"}), "exactly one"),
        (lambda c: c["records"][0]["fields"].update(payout_date={"column": "b", "dates": ["D.M.Y"]}), "dates"),
        (lambda c: c["records"][0]["fields"].update(amount={"column": "a", "money": "pennies"}), "money"),
        (lambda c: c["records"][0]["fields"].update(amount={"column": 0}), "column"),
        (lambda c: c["records"][0].update(when=[{"column": "a"}]), "exactly one"),
        (lambda c: c["records"][0].update(when=[{"column": "a", "is": "odd"}]), "is"),
        (lambda c: c["records"][0]["fields"].update(amount={"debit": "a"}), "belong together"),
        (
            lambda c: c["records"][0]["fields"].update(
                amount={"column": "a", "sign": {"column": "b", "negative": "H"}}
            ),
            "money",
        ),
        (lambda c: c["records"][0]["fields"].update(amount={"nonzero": ["a"], "dates": ["M/D/YYYY"]}), "date or money"),
        (lambda c: c["records"][0]["fields"].update(merchant_id={"column": "a", "extract": "x"}), "one group"),
        (
            lambda c: c["records"][0]["fields"].update(merchant_id={"column": "a", "split": {"at": ":", "part": 0}}),
            "part",
        ),
        (lambda c: c.update(columns=["a", "b", "c"]), "header, or columns"),
        (
            lambda c: c.pop("header") and c.update(columns=["a", "b"], recognise=[{"column": "a", "is": "filled"}]),
            "does not list",
        ),
        (lambda c: c.update(totals=[{"of": ["a"]}]), "by column and matches"),
        (lambda c: c.update(preamble={"x": {"takes": "(a)", "after": "b"}}), "exactly one of takes"),
        (lambda c: c["records"][0]["fields"].update(merchant_id={"preamble": "company"}), "preamble"),
        (lambda c: c["records"][0]["fields"].update(merchant_id={"section": "path"}), "sections"),
        (lambda c: c.update(skip=[{"column": 1, "matches": "("}]), "skip"),
    ],
)
def test_what_is_wrong_with_a_layout_is_said_with_its_place(tmp_path, change, place):
    with pytest.raises(ContractError, match=place) as error:
        parse(tmp_path, change)
    assert "card_s.yaml" in str(error.value)


@pytest.mark.parametrize("layout", load_layouts().values(), ids=lambda layout: layout.name)
def test_each_layout_of_the_project_is_named_by_kind_and_states_its_evidence(layout):
    assert layout.name.startswith(f"{layout.kind}_")
    assert layout.evidence.source
    assert (layout.evidence.grade == "user-defined") == ("template" in layout.title), "a template says so in its title"


CHARGES = [
    pytest.param(block.fields, id=f"{layout.name}-{number}")
    for layout in load_layouts().values()
    for number, block in enumerate(layout.records)
    if "service_date" in block.fields
    and (
        block.record == "pm_charge" or (block.record == "pm_transaction" and block.fields["kind"].constant == "charge")
    )
]


@pytest.mark.parametrize("fields", CHARGES)
def test_a_charge_that_may_take_its_day_of_service_for_its_posting_says_so(fields):
    served, posted = (set(fields[name].column or ()) for name in ("service_date", "posting_date"))
    assert not served & posted or "is_posting_day_stated" in fields
