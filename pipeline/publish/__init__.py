"""Write, audit, publish: a snapshot becomes visible whole and checked, or not at all.

Here: the order of things and the refusals. Not here: the files themselves (`pipeline.publish.snapshot`), the audit of a
published one (`pipeline.publish.verify`), what was found (`pipeline.publish.findings`).
"""

import shutil
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.failure import StepFailedError
from pipeline.publish import manifest as manifests
from pipeline.publish.manifest import Check, Mart
from pipeline.publish.snapshot import point_to, seal, write_documents, write_marts
from pipeline.publish.verify import verify
from pipeline.settings import Settings
from pipeline.workspace import UNFINISHED, remove_tree


@dataclass(frozen=True)
class Candidate:
    """A build that wants to become a snapshot."""

    run_id: str
    as_of: date
    code_version: str
    build: Path
    marts: list[Mart]
    files: list[dict[str, Any]]
    checks: list[Check]
    docs: Path | None = None
    broken: list[str] = field(default_factory=list)

    @property
    def may_publish(self) -> bool:
        """Whether every model was built and every blocking check passed."""
        return bool(self.marts) and not self.broken and not any(check.is_blocking for check in self.checks)


def is_published(settings: Settings, run_id: str) -> bool:
    """Whether this very run was published before and its snapshot is still whole."""
    folder = settings.published / run_id
    return folder.is_dir() and not verify(folder)


def republish(settings: Settings, run_id: str) -> Path:
    """Point `current` to a snapshot that is there already; gives its folder."""
    folder = settings.published / run_id
    if settings.current.resolve() != folder.resolve():
        point_to(settings.current, folder)
    return folder


def publish(settings: Settings, candidate: Candidate) -> Path:
    """Write the snapshot aside, check it against its own manifest, and only then show it; gives its folder.

    A snapshot of the same run that is no longer whole is replaced.

    Raises:
        StepFailedError: the candidate may not be published, or what was written is not what was built.
    """
    if not candidate.may_publish:
        raise StepFailedError("publish", "BlockedError", "A blocking check failed; nothing was published.")
    written = _write(settings, candidate)
    folder = settings.published / candidate.run_id
    remove_tree(folder)
    written.rename(folder)
    point_to(settings.current, folder)
    return folder


def rebuild_differences(settings: Settings, candidate: Candidate) -> list[str]:
    """The marts whose export differs from the published snapshot of the same run, built again and thrown away."""
    written = _write(settings, candidate)
    new = _hashes(written)
    remove_tree(written)
    old = _hashes(settings.published / candidate.run_id)
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def _hashes(folder: Path) -> dict[str, str]:
    return {mart["name"]: mart["sha256"] for mart in manifests.read_manifest(folder)["marts"]}


def _write(settings: Settings, candidate: Candidate) -> Path:
    """The snapshot in a folder no reader looks at, sealed and verified."""
    folder = settings.published / f"{UNFINISHED}{candidate.run_id}"
    remove_tree(folder)
    folder.mkdir(mode=0o700)
    figures = write_marts(settings, candidate.build, folder, candidate.marts)
    documents = write_documents(folder, candidate.docs)
    manifests.write_manifest(
        folder,
        {
            "run_id": candidate.run_id,
            "as_of": candidate.as_of.isoformat(),
            "code_version": candidate.code_version,
            "files": candidate.files,
            "marts": [asdict(mart) for mart in figures],
            "checks": [manifests.check_as_json(check) for check in candidate.checks],
            "warnings": [_warning(check) for check in candidate.checks if check.is_warning],
            "documents": documents,
        },
    )
    seal(folder)
    if problems := verify(folder):
        raise StepFailedError("publish", "NotAsBuiltError", f"What was written is not what was built: {problems[0]}.")
    return folder


def _warning(check: Check) -> str:
    return check.says or f"{check.id}: {check.difference:,} too many"


def export_workbook(snapshot: Path, workbook: str, target: Path) -> Path:
    """Copy a published workbook to a file or into a folder, readable by its owner only; gives the copy's path.

    Raises:
        FileNotFoundError: the snapshot has no such workbook.
    """
    source = snapshot / "workbooks" / f"{workbook.removesuffix('.xlsx')}.xlsx"
    target = target / source.name if target.is_dir() else target
    shutil.copyfile(source, target)
    target.chmod(0o600)
    return target
