"""Is this installation sound? Each check says in a sentence what is wrong and what to do.

Here: what can be known without a run. Not here: whether the money is right (`pipeline.publish.audit`).
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import yaml
from packaging.requirements import Requirement

from pipeline.bound import bound_command
from pipeline.failure import border
from pipeline.publish.verify import verify
from pipeline.settings import DBT_PROJECT, PROJECT, Settings
from pipeline.transform import dbt_environment, dbt_places

OLDEST, NEWEST = (3, 11), (3, 13)
ENOUGH_BYTES = 2 * 1024**3
OTHERS = 0o077
SILENT = {
    DBT_PROJECT / "dbt_project.yml": ("flags", "send_anonymous_usage_stats"),
    PROJECT / "dagster.yaml": ("telemetry", "enabled"),
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `state` is ok, warn or fail."""

    name: str
    state: str
    says: str

    def as_json(self) -> dict[str, str]:
        """The finding as JSON carries it."""
        return asdict(self)


def examine(settings: Settings) -> list[Finding]:
    """Every finding, in the order a person would fix them; a check that cannot be made is a finding too."""
    findings: list[Finding] = []
    for check in CHECKS:
        name = check.__name__.strip("_").replace("_", " ")
        try:
            with border("doctor"):
                findings += _worded(name, check, settings)
        except Exception as error:  # noqa: BLE001  (worded by the border)
            findings.append(Finding(name, "fail", str(error)))
    return findings


def _worded(name: str, check: Callable[[Settings], Iterator[tuple[str, str]]], settings: Settings) -> list[Finding]:
    found = [Finding(name, state, says) for state, says in check(settings)]
    return found or [Finding(name, "ok", (check.__doc__ or "").strip())]


def _python(_settings: Settings) -> Iterator[tuple[str, str]]:
    """The Python version is one that was tested."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        yield (
            "fail",
            f"Python {sys.version_info.major}.{sys.version_info.minor} was not tested: use 3.11, 3.12 or 3.13.",
        )


def _packages(_settings: Settings) -> Iterator[tuple[str, str]]:
    """Every package is there in a version that was asked for."""
    for wanted in map(Requirement, requires("tieout") or []):
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(wanted.name)
        except PackageNotFoundError:
            yield "fail", f"{wanted.name} is missing: run `make setup`."
        else:
            if not wanted.specifier.contains(found, prereleases=True):
                yield "fail", f"{wanted.name} {found} is not {wanted.specifier}: run `make setup`."


def _rights(settings: Settings) -> Iterator[tuple[str, str]]:
    """Only the owner can read what lies in the data folder."""
    if not settings.data.exists() or not settings.data.stat().st_mode & OTHERS:
        return
    for folder in (settings.landing, settings.warehouse, settings.published, settings.logs):
        if folder.exists() and folder.stat().st_mode & OTHERS:
            yield "fail", f"Others can read {folder}: run `chmod 700 {folder}`."


def _room(settings: Settings) -> Iterator[tuple[str, str]]:
    """There is room on the disk."""
    place = next(folder for folder in (settings.data, *settings.data.resolve().parents) if folder.exists())
    if (free := shutil.disk_usage(place).free) < ENOUGH_BYTES:
        yield "warn", f"Only {free // 1024**2:,} MB are free where the data folder lies."


def _telemetry(_settings: Settings) -> Iterator[tuple[str, str]]:
    """No library reports to anybody."""
    for path, (section, key) in SILENT.items():
        if (yaml.safe_load(path.read_text()) or {}).get(section, {}).get(key) is not False:
            yield "fail", f"{path.name} must say `{section}: {{{key}: false}}`."
    streamlit = PROJECT / ".streamlit" / "config.toml"
    if not streamlit.exists() or "gatherUsageStats = false" not in streamlit.read_text():
        yield "fail", ".streamlit/config.toml must say `gatherUsageStats = false`."


def _sql_project(settings: Settings) -> Iterator[tuple[str, str]]:
    """The SQL project can be read, and the orchestrator has its manifest."""
    done = subprocess.run(
        bound_command("dbt.cli.main", "parse", "--log-format", "json", *dbt_places(settings, DBT_PROJECT / "target")),
        env=dbt_environment(settings),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield "fail", f"dbt cannot read the SQL project: {_first_error(done.stdout)}"


def _first_error(said: str) -> str:
    """What dbt says about our own sources; parsing looks at no data, so there is no value in it."""
    for line in said.splitlines():
        try:
            info = json.loads(line)["info"]
        except (ValueError, KeyError):
            continue
        if info["level"] == "error":
            return " ".join(info["msg"].split())
    return "run `dbt parse` in dbt_project to see why."


def _snapshot(settings: Settings) -> Iterator[tuple[str, str]]:
    """The published snapshot is whole, or there is none yet."""
    if settings.current.exists():
        current = Path(settings.current).resolve()
        yield from (("fail", f"{problem}: run `tieout run` to publish it anew.") for problem in verify(current))


CHECKS = (_python, _packages, _rights, _room, _telemetry, _sql_project, _snapshot)
