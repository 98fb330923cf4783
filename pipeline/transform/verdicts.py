"""What came of every node of dbt: checks for the manifest, and the models that were built or could not be.

Here: the words of dbt made ours. Not here: what follows from a failed test (`pipeline.publish`).
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipeline.publish.manifest import Check

SEVERITY = {"warn": "warn"}
"""Severity by dbt's status; a test that fails, or cannot run, blocks."""


@dataclass(frozen=True)
class Transformation:
    """What dbt did: the verdict of every test, the models that could not be built, those that were, in their order."""

    tests: list[Check] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    built: list[str] = field(default_factory=list)


def judge(results: list[dict[str, Any]]) -> Transformation:
    """Tests as checks; a test of a model that is not there says nothing the missing model does not say."""
    built = {one["node"]: one["status"] == "success" for one in results if not _is_test(one)}
    tests = [one for one in results if _is_test(one) and all(built.get(node, True) for node in one["on"])]
    broken = sorted(_name(one) for one in results if not _is_test(one) and one["status"] == "error")
    made = [_name(one) for one in results if not _is_test(one) and one["status"] == "success"]
    return Transformation(sorted(map(_check, tests), key=lambda check: check.id), broken, made)


def _is_test(result: dict[str, Any]) -> bool:
    return result["node"].startswith("test.")


def _name(result: dict[str, Any]) -> str:
    return result["node"].split(".")[2]


def _check(result: dict[str, Any]) -> Check:
    """A dbt test as a check: its failures should be none."""
    failures = Decimal(result["failures"] or 0)
    passed = "pass" if result["status"] == "pass" else "fail"
    severity = SEVERITY.get(result["status"], "block")
    return Check(_name(result), failures, Decimal(0), failures, passed, severity, result.get("says", ""))
