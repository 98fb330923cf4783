"""Where things lie and who we are: the settings of one installation.

Here: paths, the practice's name and time zone, read from the environment (`TIEOUT_*`). Not here: tolerances, windows
and priorities of the subject, which are seeds of the dbt project.
"""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
SCHEMAS = PROJECT / "schemas"
DBT_PROJECT = PROJECT / "dbt_project"


class Settings(BaseSettings):
    """Settings of one installation; every path hangs off `data` (environment variable `TIEOUT_DATA`)."""

    model_config = SettingsConfigDict(env_prefix="TIEOUT_", hide_input_in_errors=True)

    data: Path = Path("data")
    practice_name: str = "This practice"
    timezone: str = "America/New_York"
    threads: int = 2

    @property
    def landing(self) -> Path:
        """Files as they arrived; never edited, never moved."""
        return self.data / "landing"

    @property
    def decisions(self) -> Path:
        """Where the board writes what people decide; read by every run."""
        return self.landing / "decisions"

    def roots(self, landing: Path | None = None) -> list[Path]:
        """The folders a run reads: the landing folder, and what people decided when that lies elsewhere."""
        first = landing or self.landing
        inside = self.decisions.resolve().is_relative_to(first.resolve())
        return [first] if inside else [first, self.decisions]

    @property
    def warehouse(self) -> Path:
        """The cache: parsed files, the build file, dbt's target folder, spill files. Can always be deleted."""
        return self.data / "warehouse"

    @property
    def store_path(self) -> Path:
        """Parsed rows of every file ever landed, by content; rebuilt when the code that reads files changes."""
        return self.warehouse / "store.duckdb"

    @property
    def build_path(self) -> Path:
        """The DuckDB file a run builds; never opened by readers."""
        return self.warehouse / "build.duckdb"

    @property
    def spill(self) -> Path:
        """DuckDB's temporary directory, inside our own folder and swept at the start of each run."""
        return self.warehouse / "spill"

    @property
    def published(self) -> Path:
        """Immutable snapshots, one folder a run."""
        return self.data / "published"

    @property
    def current(self) -> Path:
        """Symbolic link to the newest snapshot."""
        return self.published / "current"

    @property
    def logs(self) -> Path:
        """Log files: counts and hashes, never values."""
        return self.data / "logs"

    @property
    def lock_path(self) -> Path:
        """One run at a time."""
        return self.data / ".lock"
