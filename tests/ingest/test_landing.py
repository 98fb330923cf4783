"""The landing folders are looked at, never changed; every path that counts is named once."""

import os
from pathlib import Path

import pytest

from pipeline.ingest import landing
from pipeline.ingest.landing import list_landed


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "landing"
    (folder / "bank").mkdir(parents=True)
    return folder


def put(path, content=b"content"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def outcomes(*roots):
    return {file.name: file.outcome for file in list_landed(list(roots))}


def test_files_are_listed_by_name_with_slashes(root):
    put(root / "b.txt", b"1")
    put(root / "bank" / "a.txt", b"2")
    put(root / "a.txt", b"3")
    assert list(outcomes(root)) == ["a.txt", "b.txt", "bank/a.txt"]


def test_hidden_files_and_folders_and_links_are_passed_over(root):
    real = put(root / "real.txt")
    put(root / ".hidden", b"x")
    put(root / ".git" / "config", b"y")
    (root / "link.txt").symlink_to(real)
    (root / "linked").symlink_to(root / "bank")
    os.mkfifo(root / "pipe")
    assert list(outcomes(root)) == ["real.txt"]


def test_of_identical_bytes_the_smallest_name_counts(root):
    for name in ("c.txt", "a.txt", "bank/b.txt"):
        put(root / name, b"same")
    assert outcomes(root) == {"a.txt": None, "bank/b.txt": "duplicate", "c.txt": "duplicate"}
    assert {file.reason for file in list_landed([root]) if file.outcome} == {"the same bytes as a.txt"}
    assert len({file.file_id for file in list_landed([root])}) == 1


def test_an_empty_file_is_incomplete_and_no_duplicate_of_another(root):
    put(root / "a.txt", b"")
    put(root / "b.txt", b"")
    assert outcomes(root) == {"a.txt": "incomplete", "b.txt": "incomplete"}


def test_a_file_that_grows_while_it_is_read_is_incomplete(root, monkeypatch):
    path = put(root / "a.txt", b"begin")
    digest = landing.hashlib.file_digest

    def grow(file, name):
        result = digest(file, name)
        with path.open("ab") as more:
            more.write(b" and more")
        return result

    monkeypatch.setattr(landing.hashlib, "file_digest", grow)
    [file] = list_landed([root])
    assert file.outcome == "incomplete"
    assert "changed while it was being read" in file.reason


def test_a_file_that_cannot_be_opened_is_quarantined_with_a_reason(root, monkeypatch):
    put(root / "a.txt")
    put(root / "b.txt", b"other")
    opened = Path.open

    def refuse(self, *args, **kwargs):
        if self.name == "a.txt":
            raise PermissionError
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    closed, fine = list_landed([root])
    assert (closed.outcome, closed.sha256) == ("quarantined", "")
    assert closed.reason == "the file cannot be opened: check its permissions"
    assert fine.outcome is None
    assert closed.file_id != fine.file_id


def test_a_file_that_vanishes_never_landed(root, monkeypatch):
    put(root / "a.txt")
    monkeypatch.setattr(landing, "walk", lambda _: iter([(root / "a.txt", False), (root / "gone.txt", False)]))
    assert list(outcomes(root)) == ["a.txt"]


def test_a_folder_that_cannot_be_opened_is_named(root, monkeypatch):
    monkeypatch.setattr(landing, "walk", lambda _: iter([(root / "bank", True)]))
    [folder] = list_landed([root])
    assert (folder.name, folder.outcome) == ("bank", "quarantined")


def test_a_second_root_leads_with_its_own_name(root, tmp_path):
    put(root / "a.txt", b"1")
    put(tmp_path / "decisions" / "d.json", b"2")
    assert list(outcomes(root, tmp_path / "decisions")) == ["a.txt", "decisions/d.json"]


def test_a_root_inside_another_is_not_read_twice(root):
    put(root / "decisions" / "d.json")
    assert outcomes(root, root / "decisions") == {"decisions/d.json": None}


def test_two_files_of_one_name_are_both_listed(root, tmp_path):
    put(root / "decisions" / "d.json", b"1")
    put(tmp_path / "decisions" / "d.json", b"2")
    assert outcomes(root, tmp_path / "decisions") == {"1:decisions/d.json": None, "decisions/d.json": None}


def test_a_root_that_is_not_there_holds_nothing(tmp_path):
    assert list_landed([tmp_path / "nowhere"]) == []


@pytest.mark.parametrize("name", ["it's.txt", "=cmd.txt", "%s{}.txt", "ünï.txt"])
def test_a_name_is_text_and_nothing_else(root, name):
    put(root / name)
    assert list(outcomes(root)) == [name]


def test_a_name_is_shown_on_one_line(root):
    put(root / "two\nlines.txt")
    put(root / "two\\nlines.txt", b"other")
    assert list(outcomes(root)) == ["0:two\\nlines.txt", "two\\nlines.txt"]


def test_a_name_that_is_no_text_is_still_a_name(root):
    try:
        put(Path(os.fsdecode(os.fsencode(root) + b"/bad\xff.txt")))
    except OSError:
        pytest.skip("this file system takes only names that are text")
    assert list(outcomes(root)) == ["bad\\xff.txt"]
