"""The data folder during a run: private, locked, swept, with room to work.

Here: rights, the lock with its holder's name, sweeping what a killed run left, the check of free space. Not here: what
a run does there (`pipeline.run`).
"""

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.failure import TryLaterError
from pipeline.settings import Settings

SPARE_BYTES = 100 * 1024**2
UNFINISHED = ".tmp-"
"""Prefix of a snapshot folder that is still being written."""


@contextmanager
def hold_lock(settings: Settings) -> Iterator[None]:
    """Be the only run of this data folder, with files readable by the owner only.

    Raises:
        TryLaterError: another run holds the lock; names its process and start time.
    """
    umask = os.umask(0o077)
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        holder = settings.lock_path.with_suffix(".holder")
        try:
            lock = FileLock(settings.lock_path).acquire(blocking=False)
        except Timeout:
            raise TryLaterError(f"Another run is at work{_describe(holder)}: try again when it is done.") from None
        with lock:
            started = time.strftime("%Y-%m-%d %H:%M:%S")
            holder.write_text(json.dumps({"pid": os.getpid(), "started": started}))
            yield
            holder.unlink(missing_ok=True)
    finally:
        os.umask(umask)


def _describe(holder: Path) -> str:
    try:
        known = json.loads(holder.read_text())
    except (OSError, ValueError):
        return ""
    return f" (process {known['pid']}, since {known['started']})"


def sweep(settings: Settings) -> None:
    """Make the folders of a run and remove what a killed run may have left: spill files and half-written snapshots."""
    for spilled in (settings.spill, settings.build_path.with_name(f"{settings.build_path.name}.tmp")):
        shutil.rmtree(spilled, ignore_errors=True)
    for folder in (settings.landing, settings.warehouse, settings.spill, settings.published, settings.logs):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in settings.published.glob(f"{UNFINISHED}*"):
        remove_tree(left)


def remove_tree(folder: Path) -> None:
    """Remove a folder even when it was sealed read-only; a link is removed, not followed."""
    if folder.is_symlink():
        folder.unlink()
        return
    if not folder.exists():
        return
    for path in [folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())]:
        path.chmod(0o700)
    shutil.rmtree(folder)


def require_room(settings: Settings, roots: list[Path]) -> None:
    """Refuse to start without free space for three times the landed bytes and twice the last build.

    Raises:
        TryLaterError: too little space; says how much is missing. Nothing has been touched.
    """
    landed = sum(_size(path) for root in roots for path in root.rglob("*"))
    last_build = settings.build_path.stat().st_size if settings.build_path.exists() else 0
    needed = 3 * landed + 2 * last_build + SPARE_BYTES
    free = shutil.disk_usage(settings.data).free
    if free < needed:
        missing = (needed - free) // 1024**2 + 1
        raise TryLaterError(f"Too little disk space: free another {missing:,} MB, then run again. Nothing was touched.")


def _size(path: Path) -> int:
    """Bytes of a path; none for what vanished or may not be looked at, which the run will say itself."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0
