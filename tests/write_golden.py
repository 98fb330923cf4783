"""Golden samples: what an adapter makes of a sample file, as JSON a person can read.

`python -m tests.write_golden FILE ...` writes `FILE.expected.json`; read it by eye before committing it. The test
`tests/adapters/test_golden_samples.py` compares every sample under data/samples/golden with its expected file.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.adapters import HEAD_BYTES, Reading, recognise

TOTAL_KEYS = ("scope", "name", "kind", "stated", "found", "severity")


def read_sample(path: Path) -> tuple[str, Reading]:
    """What the file is recognised as, and its reading."""
    data = path.read_bytes()
    known = recognise(path.name, data[:HEAD_BYTES])
    assert known, f"no adapter knows {path.name}"
    return known[0], known[1].read(path.name, data)


def describe(path: Path) -> dict[str, Any]:
    """The content of the sample's expected file."""
    recognised_as, reading = read_sample(path)
    ignored = {"ignored": dict(sorted(reading.ignored.items()))} if reading.ignored else {}
    return {
        "recognised_as": recognised_as,
        "lines": reading.lines,
        "envelope": reading.envelope,
        "records": {record: _rows(frame) for record, frame in reading.records.items()},
        "refused": reading.refused.select("_line", "reason").to_dicts(),
        "totals": [{key: asdict(total)[key] for key in TOTAL_KEYS} for total in reading.totals],
        "delivered_at": reading.delivered_at,
        "notes": reading.notes,
        **ignored,
    }


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    rows = frame.drop("_parent").to_dicts()
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def main() -> None:
    """Write the expected file of every sample named on the command line."""
    for name in sys.argv[1:]:
        text = json.dumps(describe(Path(name)), indent=2, ensure_ascii=False)
        Path(f"{name}.expected.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
