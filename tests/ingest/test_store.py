"""The store keeps what was accepted, cast once and counted again; a batch is kept whole or not at all."""

from decimal import Decimal

import duckdb
import polars as pl
import pytest

from pipeline.ingest.batch import judge_batch
from pipeline.ingest.casting import ConservationError, insert
from pipeline.ingest.store import Store
from pipeline.settings import Settings
from pipeline.warehouse import connect
from tests.ingest.test_batch import payment, reading


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data")


@pytest.fixture
def store(settings):
    with connect(":memory:", settings) as connection:
        yield Store(connection, settings, "code 1")


def batch(name="a", amount="10.00"):
    return judge_batch([reading(name, remittance_payment=[payment(1, amount=amount)])])


def rows(store, sql):
    return store.connection.execute(sql).fetchall()


def test_rows_are_cast_and_counted_again(store):
    store.save(batch(amount="-10.50"))
    assert rows(store, "select payment_amount from store.remittance_payment") == [(Decimal("-10.50"),)]
    assert rows(store, "select rows_accepted, cents_accepted from store.file_records") == [(1, -1050)]
    assert store.known() == {"a" * 16: "a"}


def test_an_empty_batch_changes_nothing(store):
    store.save(judge_batch([]))
    assert store.known() == {}


def test_files_are_forgotten_with_all_their_rows(store):
    store.save(batch("a"))
    store.save(batch("b"))
    store.forget(["a" * 16])
    assert store.known() == {"b" * 16: "b"}
    assert rows(store, "select count(*) from store.remittance_payment") == [(1,)]
    assert rows(store, "select count(*) from store.file_records") == [(1,)]


@pytest.mark.parametrize(("column", "what"), [("rows_read", "rows"), ("cents_read", "cents")])
def test_a_batch_that_does_not_add_up_is_not_kept(store, column, what):
    judged = batch()
    wrong = judged.file_records.with_columns(pl.col(column) + 1)
    object.__setattr__(judged, "file_records", wrong)
    with pytest.raises(ConservationError, match=f"remittance_payment: {what} read are not {what} accepted and refused"):
        store.save(judged)
    assert store.known() == {}
    assert rows(store, "select count(*) from store.remittance_payment") == [(0,)]


def test_a_value_that_cannot_be_cast_is_an_error_without_the_value(store):
    judged = batch()
    judged.accepted["remittance_payment"] = judged.accepted["remittance_payment"].with_columns(
        payment_amount=pl.lit("Zebrowski")
    )
    with pytest.raises(ConservationError) as error:
        store.save(judged)
    assert "Zebrowski" not in str(error.value)
    assert store.known() == {}


def test_a_value_that_is_lost_in_the_cast_is_found(store, monkeypatch):
    def lose(connection, table, types, frame):
        insert(connection, table, types, frame.with_columns(production_date=None) if "payment" in table else frame)

    monkeypatch.setattr("pipeline.ingest.store.insert", lose)
    judged = judge_batch([reading("a", remittance_payment=[payment(1, production_date="2026-09-01")])])
    with pytest.raises(ConservationError, match="a value was lost in the cast"):
        store.save(judged)


def test_the_store_outlives_the_connection(settings):
    with connect(":memory:", settings) as connection:
        Store(connection, settings, "code 1").save(batch())
    with connect(":memory:", settings) as connection:
        assert Store(connection, settings, "code 1").known() == {"a" * 16: "a"}


def test_a_store_of_other_code_is_begun_anew(settings):
    with connect(":memory:", settings) as connection:
        Store(connection, settings, "code 1").save(batch())
    with connect(":memory:", settings) as connection:
        assert Store(connection, settings, "code 2").known() == {}


def test_a_store_without_its_tables_is_begun_anew(settings):
    settings.warehouse.mkdir(parents=True)
    with duckdb.connect(str(settings.store_path)) as connection:
        connection.execute("create table something (i integer)")
    with connect(":memory:", settings) as connection:
        assert Store(connection, settings, "code 1").known() == {}
