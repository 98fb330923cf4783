"""The manifest of a snapshot: what it is made of and what was found, outside the database so that it can be checked.

Here: its parts, reading and writing it without a clock, and which marts dbt says there are. Not here: making the files
it speaks of (`pipeline.publish.snapshot`) and comparing them (`pipeline.publish.verify`).
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
WAREHOUSE = "warehouse.duckdb"
MARTS = "marts"


@dataclass(frozen=True)
class Mart:
    """A mart as dbt describes it: its key (the order of its export) and its main money column, when it says one."""

    name: str
    key: tuple[str, ...]
    money: str | None = None


@dataclass(frozen=True)
class MartFigures:
    """What a mart's export holds: rows, sha256 of its Parquet file, cents of its main `money` column (None without)."""

    name: str
    rows: int
    sha256: str
    cents: int | None
    money: str | None


@dataclass(frozen=True)
class Check:
    """One thing that must hold: dollars (or counts) on the left, on the right, and what lies between.

    `status` is pass or fail; `severity` is block or warn.
    """

    id: str
    left: Decimal
    right: Decimal
    difference: Decimal
    status: str
    severity: str
    says: str = ""

    @property
    def is_blocking(self) -> bool:
        """Whether this check stops publishing."""
        return self.status != "pass" and self.severity == "block"

    @property
    def is_warning(self) -> bool:
        """Whether this check is shown but stops nothing."""
        return self.status != "pass" and self.severity == "warn"


def load_marts(dbt_target: Path) -> list[Mart]:
    """The marts of dbt's own manifest by name, with `meta.key` and `meta.money`.

    Raises:
        OSError, ValueError: dbt has not written its manifest.
    """
    nodes = json.loads((dbt_target / MANIFEST).read_text())["nodes"].values()
    return sorted(
        (
            Mart(node["name"], tuple(meta.get("key", ())), meta.get("money"))
            for node in nodes
            if node["resource_type"] == "model" and node["schema"] == MARTS
            if node["config"].get("materialized") != "ephemeral"
            for meta in [node["config"].get("meta") or {}]
        ),
        key=lambda mart: mart.name,
    )


def amount_as_json(amount: Decimal) -> int | float | str:
    """An amount as a JSON number that reads back exactly, or as text where a number could not."""
    if amount == amount.to_integral_value():
        return int(amount)
    number = float(amount)
    return number if Decimal(repr(number)) == amount else str(amount)


def check_as_json(check: Check) -> dict[str, Any]:
    """A check as the manifest carries it."""
    amounts = {side: amount_as_json(getattr(check, side)) for side in ("left", "right", "difference")}
    return {"id": check.id, **amounts, "status": check.status, "severity": check.severity}


def check_from_json(entry: dict[str, Any], says: str = "") -> Check:
    """A check as the manifest carries it, read back."""
    amounts = {side: Decimal(str(entry[side])) for side in ("left", "right", "difference")}
    return Check(entry["id"], **amounts, status=entry["status"], severity=entry["severity"], says=says)


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest with sorted keys; the same content gives the same bytes."""
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a snapshot.

    Raises:
        OSError, ValueError: there is none, or it is damaged.
    """
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
