"""What is known of the SQL project is kept once for all data folders, and only for the files it was read from."""

from pipeline.transform.parsed import OWN, keep_known, known_before, state_of


def folders(tmp_path):
    project, target = tmp_path / "project", tmp_path / "warehouse" / "target"
    (project / "models").mkdir(parents=True)
    (project / "models" / "seeds.yml").write_text("types: {a: varchar}")
    target.mkdir(parents=True)
    return project, target


def keep(project, target, content=b"read"):
    (target / OWN).write_bytes(content)
    keep_known(project, target, state_of(project))


def test_a_new_data_folder_starts_from_what_another_has_read(tmp_path):
    project, target = folders(tmp_path)
    assert known_before(project, target, state_of(project)) == ["--no-partial-parse"]
    keep(project, target)
    option, known = known_before(project, tmp_path / "new", state_of(project))
    assert option == "--partial-parse-file-path"
    assert (project / "target" / known).read_bytes() == b"read"


def test_what_was_read_before_a_file_changed_is_not_used_and_not_kept_on(tmp_path):
    project, target = folders(tmp_path)
    keep(project, target, b"old")
    (project / "models" / "seeds.yml").write_text("types: {a: integer}")
    assert known_before(project, target, state_of(project)) == ["--no-partial-parse"]
    keep(project, target, b"new")
    assert [path.read_bytes() for path in (project / "target").iterdir()] == [b"new"]


def test_what_dbt_makes_is_no_change_of_the_project(tmp_path):
    project, _target = folders(tmp_path)
    state = state_of(project)
    (project / "target").mkdir()
    (project / "target" / "compiled.sql").write_text("select 1")
    assert state_of(project) == state


def test_a_project_that_may_not_be_written_to_is_known_in_the_data_folder(tmp_path):
    project, target = folders(tmp_path)
    (project / "target").write_text("a file where the folder would be")
    keep(project, target)
    assert known_before(project, target, state_of(project))[0] == "--partial-parse-file-path"


def test_nothing_is_kept_where_dbt_wrote_nothing(tmp_path):
    project, target = folders(tmp_path)
    keep_known(project, target, state_of(project))
    assert list((project / "target").iterdir()) == []
