"""Names that follow from content: the version of the code and the id of a run.

Here: hashing our own sources, files, and what a run was made of. Not here: what the hashes are compared with.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from pipeline.settings import DBT_PROJECT, PROJECT, SCHEMAS

LENGTH = 12
SOURCES = {PROJECT / "pipeline": (".py",), DBT_PROJECT: (".sql", ".yml", ".csv", ".py"), SCHEMAS: (".yaml", ".yml")}
MADE_BY_DBT = {"target", "logs", "dbt_packages"}


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def code_version() -> str:
    """First 12 hex digits over every source that can change a figure, and the DuckDB that computes it."""
    digest = hashlib.sha256(version("duckdb").encode())
    for folder, endings in SOURCES.items():
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.suffix in endings and inside.parts[0] not in MADE_BY_DBT:
                digest.update(f"\n{folder.name}/{inside.as_posix()} {sha256_of(path)}".encode())
    return digest.hexdigest()[:LENGTH]


def run_id_of(code: str, practice: str, as_of: date, files: Iterable[tuple[str, str]]) -> str:
    """`<as_of>-<12 hex>`: equal for equal code, practice, as-of date and landed files, whatever the clock says.

    Args:
        code: the code version.
        practice: the practice's name, which is printed in marts and workbooks.
        as_of: the day the figures stand for.
        files: name and sha256 of every landed file.
    """
    lines = [code, practice, as_of.isoformat(), *(f"{name}\t{digest}" for name, digest in sorted(files))]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return f"{as_of.isoformat()}-{digest[:LENGTH]}"
