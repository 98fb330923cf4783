"""What fuzzing starts from: the golden samples of every adapter, with a canary in every private place.

Here: which samples are whose, and what stands for a patient in them. Not here: damage (`mutate`), promises (`oracle`).
Nothing is listed by hand: samples come from the folder, private places from the contracts.
"""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from pipeline.adapters import HEAD_BYTES, Reading, UnreadableFileError, recognise
from pipeline.contracts import load_contracts
from pipeline.settings import PROJECT

GOLDEN = PROJECT / "data" / "samples" / "golden"
CANARY = "ZQX"
"""Every private word of a seed starts with it, and no word of any format does."""
_LONG_ENOUGH, _DIGITS = 4, 7
_EXPECTED = ".expected.json"


@dataclass(frozen=True)
class Seed:
    """One file to start from, with the private numbers that were planted in it."""

    name: str
    data: bytes
    numbers: frozenset[str]


def samples_of(adapter: str) -> list[Path]:
    """The golden samples that an adapter reads."""
    paths = [path for path in sorted(GOLDEN.rglob("*")) if path.is_file() and not path.name.endswith(_EXPECTED)]
    return [path for path in paths if _read_by(path) == adapter]


@cache
def seed_of(path: Path) -> Seed:
    """A sample with its canaries."""
    return plant(path.name, path.read_bytes())


def _read_by(path: Path) -> str:
    """The adapter that reads a sample, as its expected file says."""
    expected = json.loads(Path(f"{path}{_EXPECTED}").read_text(encoding="utf-8"))
    return expected["recognised_as"].split("/")[0]


def private_words(reading: Reading) -> set[str]:
    """The words of the private columns of a reading that stand in no other column and can be told from other text."""
    private, public = set(), set()
    for record, frame in reading.records.items():
        for column in load_contracts()[record].columns:
            values = frame[column.name].drop_nulls().to_list() if column.name in frame.columns else []
            words = {word for value in values for word in re.split(r"[^A-Za-z0-9]+", value)}
            private |= words if column.private else set()
            public |= set() if column.private else words
    return {word for word in private - public if len(word) >= (_DIGITS if word.isdigit() else _LONG_ENOUGH)}


def plant(name: str, data: bytes) -> Seed:
    """The file with its private words and numbers replaced by canaries of the same length.

    A word that also says what the file is (it stands in a header) stays as it is.
    """
    known = recognise(name, data[:HEAD_BYTES])
    assert known, f"no adapter knows {name}"
    reader = known[1]
    reading, size = reader.read(name, data), _size(reader, name, data)
    words = sorted(private_words(reading), key=lambda text: (-len(text), text))
    for together in (words, *([word] for word in words)):
        planted = data
        for word in together:
            whole = rb"(?<![A-Za-z0-9])" + re.escape(word.encode()) + rb"(?![A-Za-z0-9])"
            planted = _in_members(planted, whole, canary_for(word).encode())
        if recognise(name, planted[:HEAD_BYTES]) == known and _size(reader, name, planted) == size:
            data = planted
        if together is words and data is planted:
            break
    return Seed(name, data, frozenset(canary_for(word) for word in words if word.isdigit()))


def canary_for(word: str) -> str:
    """A word or number of the same length that stands for a patient."""
    return ("97" * len(word))[: len(word)] if word.isdigit() else (CANARY + "JKVWY" * len(word))[: len(word)]


def _size(reader: ModuleType, name: str, data: bytes) -> tuple[int, ...]:
    """Lines, envelope, rows and refused rows of a file; nothing where it cannot be read."""
    try:
        reading = reader.read(name, data)
    except UnreadableFileError:
        return ()
    return reading.lines, reading.envelope, sum(map(len, reading.records.values())), len(reading.refused)


def _in_members(data: bytes, whole: bytes, canary: bytes) -> bytes:
    """Replace in the file, or in the members of a workbook."""
    if not data.startswith(b"PK"):
        return re.sub(whole, canary, data)
    return pack({name: re.sub(whole, canary, content) for name, content in unpack(data).items()})


def unpack(data: bytes) -> dict[str, bytes]:
    """The members of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(members: dict[str, bytes]) -> bytes:
    """A workbook of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()
