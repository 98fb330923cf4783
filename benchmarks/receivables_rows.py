"""A practice of three years for the benchmark of receivables: one simulated quarter, copied into twelve.

Here: the quarter, its copies in a build file, the dbt project that knows their entities. Not here: what differs between
copies (`benchmarks.receivables_copies`), what is measured (`benchmarks.receivables`). A copy has all that makes a
quarter hard: remittances taken back, in parts or never paid; denials, refunds, chargebacks, wrong and late postings. An
entity sends no more than 20,000 claims a quarter: more claims are more entities of one group.
"""

import math
import re
import shutil
from datetime import date
from itertools import groupby, product
from operator import itemgetter
from pathlib import Path

import duckdb

from benchmarks.receivables_copies import MARK, NUMBERS, OWN, QUARTERS, TEXTS, Copy, seed_line
from pipeline.ingest import ingest
from pipeline.settings import DBT_PROJECT, Settings
from pipeline.simulator import visits
from pipeline.simulator.simulate import simulate
from pipeline.warehouse import connect

START, END = date(2026, 7, 2), date(2026, 9, 30)
LARGEST_QUARTER, LARGEST_GROUP = 20_000, 8
LABORATORY = (("99214", "36415", "85025", "80053"), 56)
"""So many more visits with laboratory than the simulated practice has make 2.5 lines a claim of its 1.75."""
SEEDS = (
    "accounting_bases",
    "bank_accounts",
    "companies",
    "entities",
    "locations",
    "lockboxes",
    "merchants",
    "practices",
)
ONCE = {"contract_rate", "payer_name", "procedure_charge", "practice_provider", "run"}
"""Tables that all entities share."""
LAST_ONLY = {*ONCE, "practice_location"}
"""Tables that no quarter repeats."""
GROWN = """
select max_by(amount, statement_date) filter (type_code = '015')
    - min_by(amount, statement_date) filter (type_code = '010')
from quarter.raw.bank_balance
"""
ONE_CONTRACT = """
delete from raw.contract_rate where end_date is not null;
update raw.contract_rate set effective_date = '2020-01-01';
update raw.file_records set
    rows_accepted = (select count(*) from raw.contract_rate where _file_id = file_id),
    rows_read = rows_refused + (select count(*) from raw.contract_rate where _file_id = file_id)
where record = 'contract_rate'
"""
"""The contract a quarter was priced by holds in all of them."""
COUNTED = ("claim_submission", "claim_line", "remittance_payment", "pm_charge", "pm_payment", "bank_transaction")
SHORTEST_NUMBER = 4


def entities_of(claims: int) -> int:
    """How many entities so many claims need.

    Raises:
        ValueError: more than the two digits of a copy tell apart.
    """
    entities = math.ceil(claims / QUARTERS / LARGEST_QUARTER)
    if entities > LARGEST_GROUP:
        raise ValueError(f"{claims:,} claims are more than {LARGEST_GROUP} entities send in three years")
    return entities


def write_quarter(settings: Settings, claims: int) -> None:
    """Simulate a quarter of so many claims, read its files, and mark the numbers in its texts."""
    plain, visits.VISITS = visits.VISITS, (*visits.VISITS, LABORATORY)
    simulate(settings.data, claims=claims, start=START, end=END, seed=1)
    visits.VISITS = plain
    ingest(settings, [settings.data / "practice"])
    with connect(settings.build_path, settings) as con:
        numbers = [(table, column) for table, column, kind in _columns(con) if kind == "VARCHAR" and column in NUMBERS]
        union = " union ".join(f"select {column} from raw.{table}" for table, column in numbers)  # noqa: S608
        known = {value for (value,) in con.execute(union).fetchall() if value and len(value) >= SHORTEST_NUMBER}
        for table, column in (place.split(".") for place in TEXTS):
            texts = con.execute(f"select distinct {column} from raw.{table} where {column} is not null").fetchall()  # noqa: S608
            marked = [(text, re.sub(r"\w+", lambda word: _marked(word[0], known), text)) for (text,) in texts]
            con.execute("create or replace temp table marked (plain varchar, text varchar)")
            if marked:
                con.executemany("insert into marked values (?, ?)", marked)
            con.execute(f"update raw.{table} set {column} = text from marked where {column} = plain")  # noqa: S608


def _marked(word: str, known: set[str]) -> str:
    return word + MARK if word in known else word


def _columns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Table, column and type of every raw table of the build file itself."""
    asked = "select table_name, column_name, data_type from duckdb_columns() where database_name = current_database()"
    return con.execute(f"{asked} and schema_name = 'raw' order by table_name, column_index").fetchall()


def write_copies(settings: Settings, quarter: Path, entities: int) -> dict[str, int]:
    """Fill a fresh build file with every quarter of every entity; gives the rows of its main tables."""
    for folder in (settings.landing, settings.warehouse):
        folder.mkdir(parents=True)
    ingest(settings, [settings.landing])
    with connect(settings.build_path, settings) as con:
        con.execute(f"attach '{quarter}' as quarter (read_only)")
        grown = con.execute(GROWN).fetchall()[0][0] or 0
        con.execute("delete from raw.run")
        con.execute("begin")
        for table, parts in groupby(_columns(con), key=itemgetter(0)):
            columns = [(column, kind, kind == "VARCHAR" and _is_own(con, table, column)) for _, column, kind in parts]
            for entity, number in product(range(entities), range(QUARTERS)):
                left_out = _left_out(entity, number)
                if table in left_out:
                    continue
                copied = Copy(entity, number, grown)
                chosen = ", ".join(copied.expression(table, *column) for column in columns)
                counted = f"where record not in {(*left_out, '')}" if table == "file_records" else ""
                con.execute(f"insert into raw.{table} select {chosen} from quarter.raw.{table} {counted}")  # noqa: S608
        con.execute("commit")
        con.execute(ONE_CONTRACT)
        return {name: con.execute(f"select count(*) from raw.{name}").fetchall()[0][0] for name in COUNTED}  # noqa: S608


def _left_out(entity: int, number: int) -> set[str]:
    """The tables of which a copy holds nothing, because another copy does."""
    return (ONCE if entity else set()) | (LAST_ONLY if number < QUARTERS - 1 else set())


def _is_own(con: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    """Whether a column ever names the simulated practice."""
    found = " or ".join(f"contains({column}, '{name}')" for name in OWN)
    return con.execute(f"select count(*) > 0 from quarter.raw.{table} where {found}").fetchall()[0][0]  # noqa: S608


def write_project(folder: Path, entities: int) -> None:
    """A copy of the dbt project whose seeds know every entity as they knew the simulated practice."""
    shutil.copytree(DBT_PROJECT, folder, ignore=shutil.ignore_patterns("target", "logs"))
    for path in (folder / "seeds").rglob("*.csv"):
        if path.stem in SEEDS:
            header, *lines = path.read_text(encoding="utf-8").splitlines()
            rows = [seed_line(line, entity) for entity in reversed(range(entities)) for line in lines]
            by_key = {row.split(",")[0]: row for row in rows}
            path.write_text("\n".join([header, *by_key.values()]) + "\n", encoding="utf-8")
