"""What a run did and found, as one object: told to people by `pipeline.commands.telling`, to programs as JSON.

Here: the report, and reading it back from a published snapshot. Not here: the run itself (`pipeline.run`).
"""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.publish.findings import Findings, read_findings
from pipeline.publish.manifest import WAREHOUSE, check_from_json, read_manifest
from pipeline.publish.snapshot import open_reading

PUBLISHED, NOTHING_NEW, SAME_AGAIN = "published", "nothing new", "rebuilt the same"
BLOCKED, DIFFERS, CURRENT = "blocked", "rebuilt differently", "current"


@dataclass
class RunReport:
    """What a run did and found.

    `snapshot` is the folder readers see now, `broken` names the models that could not be built, `differing` the marts
    that a rebuild gave other content, `seconds` the time of each step.
    """

    run_id: str = ""
    outcome: str = BLOCKED
    snapshot: Path | None = None
    findings: Findings = field(default_factory=Findings)
    broken: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether readers now see what this run stands for."""
        return self.outcome in (PUBLISHED, NOTHING_NEW, SAME_AGAIN, CURRENT)

    def count_checks(self) -> dict[str, int]:
        """How many checks passed, failed (they block) and warned."""
        checks = self.findings.checks
        failed, warned = sum(check.is_blocking for check in checks), sum(check.is_warning for check in checks)
        return {"passed": len(checks) - failed - warned, "failed": failed, "warned": warned}

    def as_json(self) -> dict[str, Any]:
        """The object `tieout run --json` ends with; cents are whole numbers, `proof` is null without deposits."""
        proof = self.findings.proof
        return {
            "run_id": self.run_id,
            "published": self.is_good,
            "snapshot": str(self.snapshot.resolve()) if self.snapshot else None,
            "files": self.findings.files,
            "proof": asdict(proof) if proof else None,
            "checks": self.count_checks(),
            "seconds": self.seconds,
        }


def describe(snapshot: Path) -> RunReport:
    """The report of a published snapshot, read back from its manifest and marts.

    Raises:
        OSError, ValueError, KeyError: the manifest is missing or damaged.
        duckdb.Error: the warehouse is missing or damaged.
    """
    manifest = read_manifest(snapshot)
    with open_reading(snapshot / WAREHOUSE) as con:
        findings = read_findings(con)
    told = {check.id: check.says for check in findings.checks}
    findings.checks = [check_from_json(entry, told.get(entry["id"], "")) for entry in manifest["checks"]]
    return RunReport(manifest["run_id"], CURRENT, snapshot, findings)
