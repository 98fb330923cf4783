"""The tests of keys: what one look at a model says is what dbt's own queries say."""

from types import SimpleNamespace

import duckdb
import pytest

from pipeline.transform.keys import PLAIN, judge_key_tests, take_key_tests

ROWS = "create table spotty as select * from (values (1, 'a'), (1, null), (null, 'b'), (null, 'b')) as t(one, two)"
DBT = {
    ("not_null", "one"): "select one from spotty where one is null",
    ("not_null", "two"): "select two from spotty where two is null",
    ("unique", "one"): "select one from spotty where one is not null group by one having count(*) > 1",
    ("unique", "two"): "select two from spotty where two is not null group by two having count(*) > 1",
    ("unique_together", "one", "two"): "select one, two from spotty group by one, two having count(*) > 1",
}


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        connection.execute(ROWS)
        yield connection


def asked(relation="spotty"):
    return [{"relation": relation, "test": kind, "columns": columns} for kind, *columns in DBT]


def test_one_look_counts_what_a_query_each_counts(con):
    counts = [len(con.execute(sql).fetchall()) for sql in DBT.values()]
    assert counts == [2, 1, 1, 1, 1]
    judged = list(judge_key_tests(con, asked()))
    assert [test["failures"] for test in judged] == counts
    assert {test["status"] for test in judged} == {"fail"}


def test_a_table_without_rows_passes(con):
    con.execute("delete from spotty")
    assert {(test["status"], test["failures"]) for test in judge_key_tests(con, asked())} == {("pass", 0)}


@pytest.mark.parametrize("number", range(len(DBT)))
def test_each_test_alone_is_answered_too(con, number):
    (alone,) = judge_key_tests(con, asked()[number : number + 1])
    assert alone["failures"] == [2, 1, 1, 1, 1][number]


def test_a_table_that_is_not_there_is_an_error_for_its_own_tests_only(con):
    judged = list(judge_key_tests(con, [*asked("nowhere"), *asked()]))
    assert [test["status"] for test in judged] == ["error"] * 5 + ["fail"] * 5


def node(name, **config):
    settings = {**PLAIN, "severity": "ERROR", "store_failures": None, **config}
    metadata = SimpleNamespace(name=name, kwargs={"column_name": "one", "model": "{{ spotty }}"})
    return SimpleNamespace(
        unique_id=f"test.{name}.{len(config)}",
        resource_type="test",
        attached_node="model.spotty",
        test_metadata=metadata,
        config=SimpleNamespace(**settings),
    )


def test_a_test_of_another_kind_or_with_a_setting_of_its_own_stays_with_dbt():
    plain = node("unique")
    others = [node("accepted_values"), node("not_null", where="two = 'a'"), node("unique", severity="warn", limit=1)]
    model = SimpleNamespace(unique_id="model.spotty", resource_type="model", relation_name="spotty")
    manifest = SimpleNamespace(nodes={one.unique_id: one for one in (model, plain, *others)})
    assert take_key_tests(manifest) == [(plain, {"relation": "spotty", "test": "unique", "columns": ["one"]})]
    assert list(manifest.nodes.values()) == [model, *others]
