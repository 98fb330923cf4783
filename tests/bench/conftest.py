"""The hand-made practice, and a tool that says exactly what is true of it."""

from dataclasses import replace

import polars as pl
import pytest

from pipeline.bench.answers import read_answers
from pipeline.bench.statement import Statement, fill_exceptions
from tests.bench.practice import UNPAID, write_answers


@pytest.fixture
def answers_folder(tmp_path):
    return write_answers(tmp_path / "answers")


@pytest.fixture
def answers(answers_folder):
    return read_answers(answers_folder)


@pytest.fixture
def perfect(answers):
    """A tool that says exactly what is true."""
    return Statement(
        matches=answers.matches,
        exceptions=fill_exceptions(answers.exceptions),
        kpis=answers.kpis,
        postings=answers.postings,
        open_items=answers.open_items,
        open_spans=answers.open_spans,
        claims=answers.claims,
        bridge=answers.bridge,
        proof_of_cash=answers.proof_of_cash,
        bank_debits=answers.bank_debits,
        denials=answers.denials,
        underpayments=answers.underpayments,
        ledger_days=answers.ledger_days,
        files=pl.DataFrame({"file_name": ["gl/ledger_202609.csv"], "is_read": [True]}),
        deposits=answers.deposits.select("deposit_ref", explained_cents="amount_cents"),
        evidence=pl.DataFrame({"evidence_kind": ["remittance"], "evidence_ref": [UNPAID]}),
    )


@pytest.fixture
def but(perfect):
    """The perfect tool, but with other frames."""
    return lambda **frames: replace(perfect, **frames)
