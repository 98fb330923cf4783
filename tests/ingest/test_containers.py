"""An archive's members are landed files, read from memory; what breaks a limit is refused with a sentence."""

import io
import zipfile

import pytest

from pipeline.ingest import containers
from pipeline.ingest.containers import list_members, read_member
from pipeline.ingest.landing import list_landed


def archive(**members):
    """A zip with these members; `__` in a name stands for a slash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def land(tmp_path, content, name="delivery.zip"):
    (tmp_path / name).write_bytes(content)
    return {file.name: file for file in list_landed([tmp_path])}


def test_every_member_is_a_landed_file_behind_its_archive(tmp_path):
    files = land(tmp_path, archive(**{"bank__a.bai": "one", "b.835": "two"}))
    assert {name: file.outcome for name, file in files.items()} == {
        "delivery.zip": "accepted",
        "delivery.zip/b.835": None,
        "delivery.zip/bank/a.bai": None,
    }
    assert files["delivery.zip"].reason == "2 files in it, each read for itself"
    assert files["delivery.zip/bank/a.bai"].read_bytes() == b"one"


@pytest.mark.parametrize(("names", "told"), [(["a.txt"], "one file in it"), ([], "no file in it")])
def test_an_archive_of_one_file_or_none_says_so(tmp_path, names, told):
    assert land(tmp_path, archive(**dict.fromkeys(names, "x")))["delivery.zip"].reason == told


def test_an_archive_in_an_archive_is_opened_too(tmp_path):
    files = land(tmp_path, archive(**{"inner.zip": archive(**{"a.txt": "deep"}), "b.txt": "flat"}))
    assert list(files) == ["delivery.zip", "delivery.zip/b.txt", "delivery.zip/inner.zip/a.txt"]
    assert files["delivery.zip/inner.zip/a.txt"].read_bytes() == b"deep"


def test_the_same_bytes_inside_and_outside_count_once(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"same")
    files = land(tmp_path, archive(**{"a.txt": "same"}))
    assert files["delivery.zip/a.txt"].reason == "the same bytes as a.txt"


def test_a_member_with_a_path_for_a_name_stays_a_text(tmp_path):
    landing = tmp_path / "data" / "landing"
    landing.mkdir(parents=True)
    files = land(landing, archive(**{"../../evil\n.txt": "x", "/etc/passwd": "y"}))
    assert list(files) == ["delivery.zip", "delivery.zip/../../evil\\n.txt", "delivery.zip//etc/passwd"]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["delivery.zip"]


def test_an_office_document_is_one_file(tmp_path):
    files = land(tmp_path, archive(**{"[Content_Types].xml": "<x/>", "xl__workbook.xml": "<x/>"}), "book.xlsx")
    assert {name: file.outcome for name, file in files.items()} == {"book.xlsx": None}


@pytest.mark.parametrize("end", [10, 40, -8])
def test_an_archive_that_is_cut_off_is_incomplete(tmp_path, end):
    files = land(tmp_path, archive(**{"a.txt": "content" * 50})[:end])
    assert files["delivery.zip"].outcome == "incomplete"
    assert "land it again, whole" in files["delivery.zip"].reason


def test_what_unpacks_to_too_much_is_refused_as_a_whole(tmp_path):
    files = land(tmp_path, archive(**{"a.txt": b"\0" * 3_000_000}))
    assert {name: file.outcome for name, file in files.items()} == {"delivery.zip": "quarantined"}
    assert "unpack it elsewhere" in files["delivery.zip"].reason


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "MEMBERS", 2)
    assert land(tmp_path, archive(a="1", b="2", c="3"))["delivery.zip"].outcome == "quarantined"


def test_archives_too_deep_are_refused(tmp_path):
    deep = archive(**{"a.txt": "bottom"})
    for _ in range(containers.LEVELS + 1):
        deep = archive(**{"inner.zip": deep})
    files = land(tmp_path, deep)
    assert files["delivery.zip"].outcome == "quarantined"
    assert "deep" in files["delivery.zip"].reason


def test_an_encrypted_member_is_refused_and_the_others_are_read(tmp_path):
    content = bytearray(archive(**{"a.txt": "secret", "b.txt": "open"}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= containers.ENCRYPTED
    files = land(tmp_path, bytes(content))
    assert files["delivery.zip/a.txt"].outcome == "quarantined"
    assert "encrypted" in files["delivery.zip/a.txt"].reason
    assert files["delivery.zip/b.txt"].read_bytes() == b"open"


def test_a_damaged_member_is_refused_and_the_others_are_read(tmp_path):
    content = bytearray(archive(**{"a.txt": "abcdefgh" * 40, "b.txt": "open"}))
    content[content.index(b"a.txt") + 12] ^= 0xFF
    files = land(tmp_path, bytes(content))
    assert files["delivery.zip/a.txt"].outcome == "quarantined"
    assert "damaged" in files["delivery.zip/a.txt"].reason
    assert files["delivery.zip/b.txt"].outcome is None


def test_an_empty_member_is_incomplete_and_hidden_ones_are_passed_over(tmp_path):
    files = land(tmp_path, archive(**{"a.txt": "", ".hidden": "x", "bank__.DS_Store": "y"}))
    assert {name: file.outcome for name, file in files.items()} == {
        "delivery.zip": "accepted",
        "delivery.zip/a.txt": "incomplete",
    }


def test_a_member_is_found_by_its_place_not_its_name(tmp_path):
    path = tmp_path / "twins.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("a.txt", "second")
    assert [read_member(path, member.place) for member in list_members(path)] == [b"first", b"second"]
    assert len(list_landed([tmp_path])) == 3
