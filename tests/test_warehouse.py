"""Connections close whatever happens, and leave nothing readable behind."""

import stat

import duckdb
import pytest

from pipeline.settings import Settings
from pipeline.warehouse import connect


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data")


def test_a_connection_is_private_and_fetches_nothing(settings):
    wanted = {
        "temp_directory": str(settings.spill.resolve()),
        "temp_file_encryption": True,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": 2,
    }
    with connect(":memory:", settings) as connection:
        for name, value in wanted.items():
            assert connection.execute("select current_setting(?)", [name]).fetchall() == [(value,)]


def test_files_and_folders_are_for_their_owner_only(settings):
    path = settings.warehouse / "build.duckdb"
    with connect(path, settings) as connection:
        connection.execute("create table t (i integer)")
    for made in (path, settings.warehouse, settings.spill):
        assert stat.S_IMODE(made.stat().st_mode) & 0o077 == 0


def test_an_error_inside_releases_the_file(settings):
    path = settings.warehouse / "build.duckdb"
    with pytest.raises(RuntimeError), connect(path, settings):
        raise RuntimeError
    with duckdb.connect(str(path), config={"threads": 1}) as other:  # another configuration: refused while still open
        assert other.execute("select 1").fetchall() == [(1,)]


def test_a_read_only_connection_cannot_write(settings):
    path = settings.warehouse / "build.duckdb"
    with connect(path, settings):
        pass
    with connect(path, settings, read_only=True) as connection, pytest.raises(duckdb.InvalidInputException):
        connection.execute("create table t (i integer)")
