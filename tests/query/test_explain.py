"""A number in somebody's hand leads to its whole chain, every fact with file and line, and to no patient."""

import json
from decimal import Decimal

import pytest
from running import SAMPLE, tieout

from pipeline.commands.explaining import lay_out
from pipeline.query.explain import Chain, Line, NothingFoundError, Section, SeveralFoundError, cash, explain
from pipeline.query.explain.chain import Sum
from pipeline.query.explain.questions import OTHERS
from pipeline.query.rows import asking

ROW = {"kind": "remit", "id": "r1", "chain": "d1", "on": None, "amount": Decimal("12.30"), "words": "remittance"}


@pytest.fixture(scope="module")
def ask(sample_run):
    with sample_run.marts() as con:
        yield asking(con)


@pytest.fixture(scope="module")
def funded(ask):
    """A remittance that one bank line brought and the PM system posted in full."""
    return ask("""select r.*, d.bank_reference from marts.remittances as r
inner join marts.deposits as d on r.deposit_id = d.deposit_id
where r.posting_state = 'posted' and r.provider_adjustment_amount <> 0 order by r.remittance_id limit 1""")[0]


def section(chain, name):
    return next(part for part in chain.sections if part.name == name)


def test_a_trace_number_leads_from_the_bank_to_the_ledger(ask, funded):
    chain = explain(ask, funded["trace_number"])
    assert (chain.kind, chain.id) == ("remit", funded["remittance_id"])
    assert chain.verdict == "Ties out to the cent; nothing is open."
    for name in ("bank", "evidence", "posting", "ledger", "claims"):
        part = section(chain, name)
        assert part.lines, name
        assert all(chain.name_source(line.source) for line in part.lines), name
    (equation,) = section(chain, "evidence").sums
    assert equation.total == funded["payment_amount"]
    assert [amount for _, amount in equation.terms] == [
        funded["claim_paid_amount"], -funded["provider_adjustment_amount"]
    ]  # fmt: skip
    assert equation.difference == 0
    assert len(section(chain, "claims").lines) == funded["claim_count"]
    why = " ".join(line.words for line in section(chain, "match").lines)
    assert "version 1" in why
    assert "no other candidate" in why


def test_every_number_and_every_line_of_a_chain_leads_back_to_it(ask, funded):
    chain = explain(ask, funded["trace_number"])
    banked = section(chain, "bank").lines[0]
    assert explain(ask, funded["bank_reference"]).kind == "deposit"
    assert explain(ask, chain.name_source(banked.source)).id == funded["deposit_id"]
    assert explain(ask, f"payment:{funded['trace_number']}").kind == "payment"
    assert explain(ask, f"000{funded['trace_number']}").id == chain.id
    debit = ask("select min(bank_transaction_id) as id from marts.deposit_chain where direction = 'debit'")[0]["id"]
    assert (explain(ask, debit).kind, explain(ask, debit).id) == ("deposit", debit)
    claim = section(chain, "claims").lines[0]
    assert explain(ask, chain.name_source(claim.source)).id == claim.reference


def test_a_claim_tells_what_was_sent_decided_posted_and_is_open(ask):
    number = ask("""select claim_number from marts.ar_open_items
where claim_number in (select claim_number from marts.adjudications) order by claim_number limit 1""")[0][
        "claim_number"
    ]
    chain = explain(ask, f"claim:{number}")
    assert [part.name for part in chain.sections][:3] == ["claims", "decisions", "posting"]
    amount = ask("select sum(open_amount) as a from marts.ar_open_items where claim_number = $c", c=number)[0]["a"]
    balance = section(chain, "posting").sums[0]
    assert (balance.total, balance.difference) == (amount, 0)


def test_a_payment_a_payout_and_an_exception_have_their_chains(ask):
    payment = ask("select * from marts.payments where evidence_kind = 'pm_batch' order by payment_id limit 1")[0]
    chain = explain(ask, payment["payment_number"])
    assert (chain.kind, section(chain, "bank").lines != []) == ("payment", payment["deposit_id"] is not None)
    payout = ask("select * from marts.card_settlements where refund_amount <> 0 or fee_amount <> 0 limit 1")[0]
    chain = explain(ask, payout["payout_number"])
    assert section(chain, "evidence").sums[0].difference == payout["equation_difference"]
    trouble = ask("select * from marts.exceptions where code = 'BNK-NOERA' order by exception_id limit 1")[0]
    for said in (trouble["exception_id"], trouble["exception_id"][:10]):
        chain = explain(ask, said)
        assert chain.kind == "exception"
        assert trouble["next_action"] in chain.verdict
        assert [part.name for part in chain.sections][:3] == ["exceptions", "letter", "history"]
        assert section(chain, "history").lines[0].words.startswith("opened")
    assert explain(ask, trouble["reference"]).id == trouble["subject_id"]


def test_checks_of_a_lockbox_and_money_others_gathered_name_the_line_they_stand_in():
    kinds = {"lockbox_item": "check of the lockbox file", "agency_collection": "statement of a collection agency",
             "portal_batch": "batch of the payment portal"}  # fmt: skip
    rows = [
        {"member_kind": kind, "member_id": kind, "member_date": None, "amount_used": Decimal("40.00"),
         "reference": "7", "_file_id": "f1", "_line": 9} for kind in kinds
    ]  # fmt: skip
    found = cash.evidence(lambda sql, **_: rows if sql == OTHERS else [], [], list(kinds))
    assert [(line.words, line.source) for line in found.lines] == [(words, ("f1", 9)) for words in kinds.values()]


def test_what_nobody_knows_and_what_several_bear_is_said(ask):
    for nothing in ("", "no such number", "no_such_file.835:4", "remit:"):
        with pytest.raises(NothingFoundError):
            explain(ask, nothing)
    other = ROW | {"kind": "claim", "id": "7", "chain": "claim 7"}
    same = ROW | {"kind": "payment", "id": "p1", "chain": "r1"}
    with pytest.raises(SeveralFoundError) as several:
        explain(lambda _sql, **_values: [ROW, other, same], "7")
    assert [(hit.kind, hit.id) for hit in several.value.hits] == [("remit", "r1"), ("claim", "7")]


def test_no_patient_stands_in_any_chain(ask, sample_run):
    with sample_run.built() as con:
        names = [
            name
            for (name,) in con.execute("""select distinct upper(payer_name) from raw.pm_payment
where payer_type = 'patient' and payer_name is not null""").fetchall()
        ]
    assert names
    keys = [row["trace_number"] for row in ask("select trace_number from marts.remittances order by 1 limit 5")]
    keys += [f"payment:{row['payment_number']}" for row in ask(
        "select payment_number from marts.payments where payer_type = 'patient' order by 1 limit 10")]  # fmt: skip
    keys += [row["exception_id"] for row in ask("select exception_id from marts.exceptions")]
    said = " ".join(json.dumps(explain(ask, key).as_json()).upper() for key in keys)
    assert not [name for name in names if name in said]


def test_the_json_of_a_chain_keeps_its_shape(sample_run, funded):
    ran = tieout(sample_run.data, "explain", funded["trace_number"], "--json")
    assert ran.code == 0
    assert set(ran.answer) == {"kind", "id", "title", "verdict", "sections", "run_id"}
    for part in ran.answer["sections"]:
        assert set(part) == {"name", "title", "lines", "sums", "empty"}
        for line in part["lines"]:
            assert set(line) == {"words", "date", "amount", "reference", "business_days", "source"}
        for equation in part["sums"]:
            assert set(equation) == {"words", "terms", "total_words", "total", "difference"}
    first = ran.answer["sections"][0]["lines"][0]
    assert first["amount"] == f"{funded['payment_amount']:.2f}"
    assert first["source"].rsplit(":", 1)[0] in {path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.*")}
    unknown = tieout(sample_run.data, "explain", "no such number", "--json")
    assert (unknown.code, unknown.answer["candidates"]) == (2, [])


def test_money_stands_in_one_column_and_no_line_is_wider_than_the_terminal():
    lines = [
        Line("a long account of what happened " * 4, amount=Decimal("1234567.89"), reference="T1", source=("f", 7)),
        Line("short", amount=Decimal("-5.00"), days=-2),
    ]
    sums = [Sum("together", [("parts", Decimal("1.00"))], "whole", Decimal("1.50"))]
    chain = Chain("remit", "r1", "Remit", "Verdict", [Section("bank", "Bank", lines, sums)], {"f": "a/b.835"})
    text = lay_out(chain, everything=False, width=80)
    rows = text.splitlines()
    assert max(map(len, rows)) <= 80
    ends = {row.index(amount) + len(amount) for amount in ("1,234,567.89", "-5.00", "1.50") for row in rows
            if amount in row}  # fmt: skip
    assert len(ends) == 1
    assert "[a/b.835:7]" in text
    assert "-2 bd" in text
    assert "✘ DIFFERENCE" in text


def test_long_sections_are_cut_unless_asked_for():
    section = Section("claims", "Claims", [Line(f"claim {number}") for number in range(40)])
    chain = Chain("remit", "r1", "Remit", "Verdict", [section])
    assert "25 more: add --all" in lay_out(chain, everything=False, width=80)
    assert "claim 39" in lay_out(chain, everything=True, width=80)
