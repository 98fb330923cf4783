"""The import law and the shape of the house: what may know what, and that every file of a kind has its kind's shape."""

import ast
import re
from pathlib import Path

import pytest
import yaml

from pipeline.adapters import load_adapters
from pipeline.settings import DBT_PROJECT, PROJECT, SCHEMAS

CODE = [*sorted((PROJECT / "pipeline").rglob("*.py")), *sorted((PROJECT / "streamlit_app").rglob("*.py"))]
MODELS = sorted((DBT_PROJECT / "models").rglob("*.sql"))

ONLY_HERE = {
    "dagster": ["pipeline/definitions.py", "pipeline/orchestration/"],
    "dagster_dbt": ["pipeline/orchestration/"],
    "xlsxwriter": ["pipeline/workbooks/"],
    "streamlit": ["streamlit_app/"],
    "altair": ["streamlit_app/"],
    "great_expectations": ["pipeline/plausibility/"],
    "pandera": ["pipeline/ingest/judging.py"],
    "typer": ["pipeline/cli.py", "pipeline/commands/"],
    "holidays": ["pipeline/calendar.py", "pipeline/simulator/"],
    "rich": ["pipeline/commands/"],
}
"""A library, and the only places that may import it."""

BUDGETS = {"pipeline/adapters/": 80, "pipeline/formats/": 250, "": 150}
"""A folder, and how many lines of code a module there may have; words that explain, and blank lines, are free."""
MODEL_BUDGET = 120
"""Lines of the longest model, all counted."""

NEVER_THERE = {
    "pipeline/formats/": ["duckdb", "pandas", "pipeline.contracts", "pipeline.ingest", "pipeline.warehouse"],
    "pipeline/adapters/": ["duckdb", "pandas", "pipeline.contracts", "pipeline.ingest", "pipeline.warehouse"],
    "pipeline/mappings/": ["duckdb", "pandas", "pipeline.contracts", "pipeline.ingest", "pipeline.warehouse"],
    "pipeline/simulator/": ["pipeline.adapters", "pipeline.formats", "pipeline.contracts", "pipeline.ingest", "duckdb"],
    "pipeline/": ["streamlit_app", "tests"],
    "streamlit_app/": [
        "pipeline.ingest",
        "pipeline.run",
        "pipeline.publish",
        "pipeline.warehouse",
        "pipeline.adapters",
    ],
}
"""A folder, and what nothing in it may import."""

FORBIDDEN_SQL = {
    r"\b(any_value|first|last|arg_max|arg_min)\s*\(": "depends on the order of rows; use max_by with a total key",
    r"\b(now|current_timestamp|current_date|today|random|uuid)\s*\(": "same input must give same bytes",
    r"\bcurrent_(date|timestamp)\b": "same input must give same bytes",
    r"\*\s*exclude\b|\*\s*replace\b": "not portable; name the columns",
    r"\bdate_diff\s*\(|\bstrftime\s*\(|\bstrptime\s*\(|\bregexp_matches\s*\(": "dialect belongs in macros",
}


def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def code_lines(path: Path) -> int:
    text = path.read_text()
    explained = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, node.end_lineno + 1)
    }
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#") and number not in explained
        for number, line in enumerate(text.splitlines(), start=1)
    )


def knows(imports: set[str], library: str) -> bool:
    return any(name == library or name.startswith(f"{library}.") for name in imports)


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_each_module_imports_only_what_its_place_allows(path):
    place, imports = path.relative_to(PROJECT).as_posix(), imports_of(path)
    strangers = [lib for lib, homes in ONLY_HERE.items() if knows(imports, lib) and not place.startswith(tuple(homes))]
    banned = [
        lib for folder, libraries in NEVER_THERE.items() for lib in libraries
        if place.startswith(folder) and knows(imports, lib)
    ]  # fmt: skip
    assert not strangers, f"{place} imports {strangers}; only {[ONLY_HERE[lib] for lib in strangers]} may"
    assert not banned, f"{place} imports {banned}, which nothing there may"


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_each_module_opens_by_saying_what_belongs_there(path):
    assert ast.get_docstring(ast.parse(path.read_text())), f"{path} has no module docstring"


def test_no_module_is_longer_than_its_budget():
    places = {path: path.relative_to(PROJECT).as_posix() for path in CODE}
    budgets = {
        path: next(most for start, most in BUDGETS.items() if place.startswith(start)) for path, place in places.items()
    }
    long = {places[path]: lines for path in CODE if (lines := code_lines(path)) > budgets[path]}
    assert not long, f"split by meaning: {long}"


def test_no_model_is_longer_than_its_budget():
    lines = {path.stem: len(path.read_text().splitlines()) for path in MODELS}
    long = {name: count for name, count in lines.items() if count > MODEL_BUDGET}
    assert not long, f"split by meaning: {long}"


@pytest.mark.parametrize("name", sorted(load_adapters()))
def test_each_adapter_answers_the_questions_of_adapters_and_nothing_else(name):
    adapter = load_adapters()[name]
    public = {
        key
        for key, value in vars(adapter).items()
        if callable(value) and getattr(value, "__module__", "") == adapter.__name__
    }
    assert {item for item in public if not item.startswith("_")} - {"read_many", "read_parts"} == {"identify", "read"}


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_each_model_has_the_shape_of_all_models(path):
    sql = re.sub(r"--[^\n]*|\{#.*?#\}", "", path.read_text(), flags=re.DOTALL).strip()
    body = re.sub(r"^\{\{\s*config\(.*?\)\s*\}\}", "", sql, flags=re.DOTALL).strip()
    assert body.startswith("with"), "a model opens with `with`"
    assert re.search(r"select \* from final;?$", body), "a model ends with `select * from final`"
    for pattern, reason in FORBIDDEN_SQL.items():
        assert not re.search(pattern, body, flags=re.IGNORECASE), f"{pattern}: {reason}"


@pytest.mark.parametrize(
    ("union", "members"),
    [
        (
            ["models/intermediate/matching/int_deposit_candidates.sql", "macros/matching.sql"],
            "intermediate/matching/int_deposits_matched_by_*.sql",
        ),
        (["models/marts/kpis/kpi_values.sql"], "marts/kpis/kpi_*.sql"),
    ],
)
def test_a_written_out_union_names_every_file_of_its_folder(union, members):
    text = "".join((DBT_PROJECT / part).read_text() for part in union)
    names = {path.stem for path in (DBT_PROJECT / "models").glob(members)} - {Path(part).stem for part in union}
    assert names, "there is something to unite"
    # a macro that makes the names of one kind of models says what differs only
    made = re.findall(r"['\"](int_\w+_by_)['\"] ~", text)
    texts = {name: [name, *(name.removeprefix(start) for start in made)] for name in sorted(names)}
    assert not [name for name, said in texts.items() if not re.search(rf"['\"]({'|'.join(said)})['\"]", text)]


def test_every_mart_states_its_grain_its_key_and_its_question():
    marts = {path.stem for path in MODELS if "marts" in path.parts and not path.stem.startswith("kpi_")} | {
        "kpi_values"
    }
    described = {}
    for path in (DBT_PROJECT / "models" / "marts").rglob("*.yml"):
        for model in yaml.safe_load(path.read_text()).get("models", []):
            described[model["name"]] = model
    for mart in sorted(marts):
        model = described[mart]
        meta = model["config"]["meta"]
        assert model["config"]["contract"]["enforced"] is True, mart
        assert meta["grain"], mart
        assert meta["key"], mart
        assert meta["question"], mart
        assert all(column.get("description") and column.get("data_type") for column in model["columns"]), mart
        money = [
            c["name"]
            for c in model["columns"]
            if c["name"].endswith("amount") and not c["data_type"].startswith("decimal")
        ]
        assert not money, f"{mart}: {money} are money and not decimal"


def test_private_fields_are_no_columns_of_any_mart():
    contracts = [yaml.safe_load(path.read_text()) for path in (SCHEMAS / "records").glob("*.yaml")]
    private = {name for contract in contracts for name, column in contract["columns"].items() if column.get("private")}
    other_meaning_in_marts = {"payer_name", "reference", "name", "description"}
    for path in (DBT_PROJECT / "models" / "marts").rglob("*.yml"):
        for model in yaml.safe_load(path.read_text()).get("models", []):
            columns = {column["name"] for column in model.get("columns", [])}
            leaked = columns & (private - other_meaning_in_marts)
            assert not leaked, f"{model['name']} shows {sorted(leaked)}"
