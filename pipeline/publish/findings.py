"""What a run found, read from the marts of a build or of a snapshot.

Here: the proof, the files that were not accepted, the checks, the open exceptions and what changed. Not here: how they
are told (`pipeline.commands.telling`). Marts that a blocked build does not have are simply not told of.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from pipeline.publish.manifest import WAREHOUSE, Check

PROOF_CHECK = "bank_credits_add_up"


@dataclass(frozen=True)
class Proof:
    """Every bank credit is matched, classified or an open exception; in cents."""

    bank_credit_cents: int
    matched_cents: int
    classified_cents: int
    exception_cents: int

    @property
    def difference_cents(self) -> int:
        """What is left unexplained; zero when the proof holds."""
        return self.bank_credit_cents - self.matched_cents - self.classified_cents - self.exception_cents


@dataclass(frozen=True)
class OpenExceptions:
    """The open exceptions of one code: how many, how many dollars, and what to do next."""

    code: str
    title: str
    count: int
    amount: Decimal
    next_action: str


@dataclass(frozen=True)
class Changes:
    """Exceptions that appeared and that went away since the last snapshot, with their dollars."""

    new_count: int
    new_amount: Decimal
    gone_count: int
    gone_amount: Decimal


@dataclass
class Findings:
    """Everything a reader is told about a build or snapshot."""

    marts: frozenset[str] = frozenset()
    as_of: date | None = None
    proof: Proof | None = None
    checks: list[Check] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    not_accepted: list[tuple[str, str, str]] = field(default_factory=list)
    exceptions: list[OpenExceptions] = field(default_factory=list)
    changes: Changes | None = None

    @property
    def files_table(self) -> str:
        """Where the outcome of every landed file stands: in the marts, or before they are built in raw."""
        return "marts.landed_files" if "landed_files" in self.marts else "raw.files"


def read_findings(con: duckdb.DuckDBPyConnection, previous: Path | None = None) -> Findings:
    """What the marts of this connection say, compared with the snapshot folder `previous` where there is one."""
    known = frozenset(name for (name,) in con.execute(MARTS).fetchall())
    found = Findings(known)
    if "run_context" in known:
        found.as_of = con.execute("select as_of from marts.run_context").fetchall()[0][0]
    if "deposits" in known:
        found.proof = _proof(con)
    if "checks" in known:
        found.checks = [Check(*row) for row in con.execute(CHECKS).fetchall()]
    found.files = dict(con.execute(FILES_BY_OUTCOME.format(found.files_table)).fetchall())
    found.not_accepted = con.execute(FILES_NOT_ACCEPTED.format(found.files_table)).fetchall()
    if "exceptions" in known:
        found.exceptions = [OpenExceptions(*row) for row in con.execute(EXCEPTIONS_BY_CODE).fetchall()]
        found.changes = _changes(con, previous) if previous else None
    if found.proof:
        found.checks.append(_proof_check(found.proof))
    return found


def _proof(con: duckdb.DuckDBPyConnection) -> Proof:
    sums = con.execute(PROOF).fetchall()[0]
    return Proof(*(int(cents) for cents in sums))


def _proof_check(proof: Proof) -> Check:
    """Our own second look at the proof, beside the one the marts take."""
    left = Decimal(proof.bank_credit_cents) / 100
    difference = Decimal(proof.difference_cents) / 100
    status = "fail" if proof.difference_cents else "pass"
    says = "Every bank credit is matched, classified or an open exception."
    return Check(PROOF_CHECK, left, left - difference, difference, status, "block", says)


def _changes(con: duckdb.DuckDBPyConnection, previous: Path) -> Changes | None:
    warehouse = str((previous / WAREHOUSE).resolve()).replace("'", "''")
    try:
        con.execute(f"attach '{warehouse}' as previous (read_only)")
        return Changes(*con.execute(CHANGES).fetchall()[0])
    except duckdb.Error:
        return None


MARTS = "select table_name from duckdb_tables() where schema_name = 'marts'"
PROOF = """
select
    coalesce(sum(amount) * 100, 0), coalesce(sum(matched_amount) * 100, 0),
    coalesce(sum(classified_amount) * 100, 0), coalesce(sum(exception_amount) * 100, 0)
from marts.deposits
"""
CHECKS = """
select
    check_id, coalesce(left_amount, 0), coalesce(right_amount, 0), coalesce(difference_amount, 0), status, severity,
    concat_ws(' ', description, left_label, left_amount, 'against', right_label, right_amount)
from marts.checks
order by check_id <> 'bank_credits_proved', check_id
"""
FILES_BY_OUTCOME = "select outcome, count(*) from {} group by outcome order by outcome"
FILES_NOT_ACCEPTED = """
select file_name, outcome, coalesce(reason, '') from {} where outcome <> 'accepted'
order by outcome = 'superseded', outcome = 'duplicate', file_name
"""
EXCEPTIONS_BY_CODE = """
select code, min(title), count(*), coalesce(sum(amount), 0), coalesce(min(next_action), '')
from marts.exceptions where is_open
group by code order by sum(abs(amount)) desc nulls last, code
"""
CHANGES = """
with
now as (select exception_id, amount from marts.exceptions where is_open),
before as (select exception_id, amount from previous.marts.exceptions where is_open),
appeared as (select * from now anti join before using (exception_id)),
gone as (select * from before anti join now using (exception_id))
select
    (select count(*) from appeared), (select coalesce(sum(amount), 0) from appeared),
    (select count(*) from gone), (select coalesce(sum(amount), 0) from gone)
"""
