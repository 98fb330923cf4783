"""A whole run on a changed landing folder, at the price of its queries: what is read is read, what is built is built.

Here: the files read by the product's own ingestion, then the very statements dbt compiled for the sample run, in dbt's
order, on the same seeds. Not here: starting dbt again, tests, workbooks, Data Docs and the publishing, which change no
mart. That this gives the marts dbt gives is the first test of `test_other_files`.
"""

import json
import shutil
from dataclasses import dataclass
from graphlib import TopologicalSorter
from importlib.util import module_from_spec, spec_from_file_location
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import SimpleNamespace

import duckdb

from pipeline.ingest import ingest
from pipeline.settings import DBT_PROJECT, Settings
from pipeline.transform import target_folder
from pipeline.warehouse import connect


@dataclass(frozen=True)
class Model:
    """One model as dbt compiled it: its relation, whether it is a view, and its query or the file of its function."""

    relation: str
    is_view: bool
    code: Path


@dataclass(frozen=True)
class Recipe:
    """What the sample run was built by: its models in an order that works, and the build file that holds the seeds."""

    models: list[Model]
    build: Path


def recipe_of(settings: Settings) -> Recipe:
    """The recipe of a finished run, from dbt's manifest and the queries it compiled."""
    target = target_folder(settings)
    nodes = json.loads((target / "manifest.json").read_text())["nodes"]
    models = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
    needs = {key: [on for on in node["depends_on"]["nodes"] if on in models] for key, node in models.items()}
    ordered = [models[key] for key in TopologicalSorter(needs).static_order()]
    return Recipe([_model(node, target) for node in ordered], settings.build_path)


def _model(node: dict, target: Path) -> Model:
    path = node["original_file_path"]
    code = DBT_PROJECT / path if path.endswith(".py") else target / "compiled" / node["package_name"] / path
    return Model(f"{node['schema']}.{node['name']}", node["config"]["materialized"] == "view", code)


def rerun(recipe: Recipe, landing: Path, settings: Settings, days_later: int = 0, store: Path | None = None) -> Path:
    """Read a landing folder and build every model; gives the build file.

    Args:
        recipe: what to build by.
        landing: the files.
        settings: a data folder of its own.
        days_later: how far the days of the seeds are moved: bank holidays, and from when on a rate holds.
        store: what another run has read; files that stay the same are not read again.
    """
    if store:
        settings.warehouse.mkdir(parents=True)
        shutil.copy(store, settings.store_path)
    ingest(settings, [landing])
    with connect(settings.build_path, settings) as con:
        con.execute(f"attach '{recipe.build}' as recipe (read_only)")
        for schema in ("seeds", *sorted({model.relation.split(".")[0] for model in recipe.models})):
            con.execute(f"create schema {schema}")
        _plant(con, days_later)
        for model in recipe.models:
            _build(con, model)
        con.execute("detach recipe")
    return settings.build_path


def _plant(con: duckdb.DuckDBPyConnection, days_later: int) -> None:
    """The recipe's seeds, their days moved."""
    columns = con.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where database_name = 'recipe' and schema_name = 'seeds' order by table_name, column_index"
    ).fetchall()
    for seed, rows in groupby(columns, key=itemgetter(0)):
        moved = ", ".join(
            f"{name} + {days_later} as {name}" if kind == "DATE" else f'"{name}"' for _, name, kind in rows
        )
        con.execute(f"create table seeds.{seed} as select {moved} from recipe.seeds.{seed}")  # noqa: S608  (our names)


def _build(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    if model.code.suffix == ".py":
        made = _function(model.code)(_dbt(con), con)
        con.register("made", made)
        con.execute(f"create table {model.relation} as from made")
        con.unregister("made")
    else:
        con.execute(f"create {'view' if model.is_view else 'table'} {model.relation} as {model.code.read_text()}")


def _function(path: Path):
    spec = spec_from_file_location(path.stem, path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.model


def _dbt(con: duckdb.DuckDBPyConnection) -> SimpleNamespace:
    """What dbt hands to a model that is a function."""
    return SimpleNamespace(config=lambda **_: None, ref=lambda name: con.table(f"intermediate.{name}"))
