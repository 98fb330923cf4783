"""What is known of the SQL project is kept once for all data folders."""

import os

from pipeline.transform.parsed import OWN, SHARED, keep_known, known_before


def folders(tmp_path):
    project, target = tmp_path / "project", tmp_path / "warehouse" / "target"
    project.mkdir()
    target.mkdir(parents=True)
    return project, target


def test_a_new_data_folder_starts_from_what_another_has_read(tmp_path):
    project, target = folders(tmp_path)
    assert known_before(project, target) == []
    (target / OWN).write_bytes(b"read")
    keep_known(project, target)
    assert (project / SHARED).read_bytes() == b"read"
    assert known_before(project, target) == []
    assert known_before(project, tmp_path / "new") == ["--partial-parse-file-path", str(project / SHARED)]


def test_what_is_older_than_what_is_kept_is_not_kept(tmp_path):
    project, target = folders(tmp_path)
    (target / OWN).write_bytes(b"new")
    keep_known(project, target)
    (target / OWN).write_bytes(b"old")
    os.utime(target / OWN, (0, 0))
    keep_known(project, target)
    assert (project / SHARED).read_bytes() == b"new"
    assert [path.name for path in (project / SHARED).parent.iterdir()] == [SHARED.name]


def test_nothing_is_kept_where_dbt_wrote_nothing(tmp_path):
    project, target = folders(tmp_path)
    keep_known(project, target)
    assert not (project / SHARED).exists()
