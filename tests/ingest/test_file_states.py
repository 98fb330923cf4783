"""Every state a file can be in when it lies in the landing folder: it ends with an outcome, and nothing of it is lost.

What two deliveries of the same thing mean for the books (latest wins, a reversal and its correction) is dbt's to say;
here every row of both has to be there.
"""

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipeline.ingest import ingest
from pipeline.settings import PROJECT, Settings

GOLDEN = PROJECT / "data" / "samples" / "golden"
ERA = (GOLDEN / "era_835" / "paid_and_denied.835").read_bytes()
REVERSAL = (GOLDEN / "era_835" / "reversal_and_zero_pay.835").read_bytes()
PRACTICE = PROJECT / "data" / "samples" / "practice"
BANK = min((PRACTICE / "bank").glob("*.bai")).read_bytes()
CHARGES = b"".join(min((PRACTICE / "pm").glob("charges_*.csv")).read_bytes().splitlines(keepends=True)[:4])
STRIPE = (GOLDEN / "card_stripe_payout_reconciliation" / "payouts_202607.csv").read_bytes()

Check = Callable[[duckdb.DuckDBPyConnection], None]


@dataclass(frozen=True)
class State:
    """Files as they land, the outcome of each, words one reason must hold, and what else must be true."""

    name: str
    files: dict[str, bytes]
    outcomes: dict[str, str]
    says: str = ""
    check: Check | None = None


def rows(record: str, count: int) -> Check:
    """The raw table holds this many rows."""

    def check(raw: duckdb.DuckDBPyConnection) -> None:
        assert len(raw.table(f"raw.{record}")) == count

    return check


def column(record: str, name: str, *values: object) -> Check:
    """A column holds exactly these values, in their order."""

    def check(raw: duckdb.DuckDBPyConnection) -> None:
        found = raw.table(f"raw.{record}").project(f"cast({name} as varchar)").distinct().fetchall()
        assert sorted(value for (value,) in found) == sorted(values)

    return check


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def stripe(gross: str, fee: str = "1.00", net: str = "9.00") -> bytes:
    """The header and one charge with these amounts, as a spreadsheet may have left them."""
    header, first = STRIPE.decode("utf-8-sig").splitlines()[:2]
    cells = dict(zip(header.split(","), first.split(","), strict=True)) | {"gross": gross, "fee": fee, "net": net}
    quoted = (f'"{cell}"' if "," in cell else cell for cell in cells.values())
    return f"{header}\n{','.join(quoted)}\n".encode()


def one(content: bytes, outcome: str = "accepted", says: str = "", name: str = "a.txt") -> dict:
    return {"files": {name: content}, "outcomes": {name: outcome}, "says": says}


ERAS, CLAIMS = ERA.count(b"~BPR*") + ERA.count(b"\nBPR*"), ERA.count(b"CLP*")
STATES = [
    State(
        "renamed copy",
        {"a.835": ERA, "b.835": ERA},
        {"a.835": "accepted", "b.835": "duplicate"},
        "the same bytes as a.835",
        rows("remittance_claim", CLAIMS),
    ),
    State(
        "the same name in another folder",
        {"a/x.835": ERA, "b/x.835": ERA},
        {"a/x.835": "accepted", "b/x.835": "duplicate"},
        "",
        rows("remittance_claim", CLAIMS),
    ),
    State(
        "sent again under a new control number",
        {"a.835": ERA, "b.835": ERA.replace(b"000000041", b"000000942")},
        {"a.835": "accepted", "b.835": "accepted"},
        "",
        rows("remittance_claim", 2 * CLAIMS),
    ),
    State("reversal and its correction, one line damaged", **one(REVERSAL, "partly_accepted", "segment 29")),
    State("zero bytes", **one(b"", "incomplete", "empty")),
    State("two files in one", **one(ERA + ERA)),
    State(
        "one file cut in two",
        {"a.835": ERA[:600], "b.835": ERA[600:]},
        {"a.835": "incomplete", "b.835": "unrecognised"},
        "end mark",
    ),
    State("the advice before its claim and its money", {"a.835": ERA}, {"a.835": "accepted"}),
    State("another practice", **one(ERA.replace(b"841234567", b"999999999"))),
    State("another period", **one(ERA.replace(b"2026", b"2019"))),
    State(
        "zip",
        {"a.zip": zipped(**{"x.835": ERA, "y.bai": BANK})},
        {"a.zip": "accepted", "a.zip/x.835": "accepted", "a.zip/y.bai": "accepted"},
    ),
    State(
        "zip in zip",
        {"a.zip": zipped(**{"b.zip": zipped(**{"x.835": ERA})})},
        {"a.zip": "accepted", "a.zip/b.zip/x.835": "accepted"},
    ),
    State("zip bomb", **one(zipped(**{"x.835": bytes(4_000_000)}), "quarantined", "unpacks to more", "a.zip")),
    State("zip cut off", **one(zipped(**{"x.835": ERA})[:300], "incomplete", "land it again", "a.zip")),
    State(
        "segments on lines ended by CRLF", **one(ERA.replace(b"\r", b"").replace(b"\n", b"").replace(b"~", b"~\r\n"))
    ),
    State("segments on lines ended by LF", **one(ERA.replace(b"\r", b"").replace(b"\n", b"").replace(b"~", b"~\n"))),
    State("segments on one long line", **one(ERA.replace(b"\r", b"").replace(b"\n", b""))),
    State("rows ended by CRLF", **one(CHARGES.replace(b"\r", b"").replace(b"\n", b"\r\n"))),
    State("rows ended by LF, the last by nothing", **one(CHARGES.replace(b"\r", b"").rstrip(b"\n"))),
    State("byte order mark before an advice", **one(b"\xef\xbb\xbf" + ERA)),
    State("byte order mark before a table", **one(b"\xef\xbb\xbf" + CHARGES)),
    State("UTF-16 table", **one(CHARGES.decode("utf-8-sig").encode("utf-16"))),
    State("cp1252 table", **one(CHARGES.decode("utf-8-sig").replace("Cedar", "Cédar").encode("cp1252"))),
    State("NUL bytes behind the rows of a table", **one(CHARGES + b"\0" * 512, "partly_accepted", "line")),
    State(
        "negative",
        **one(stripe("-10.00", "-1.00", "-9.00")),
        check=column("card_transaction", "gross_amount", "-10.00"),
    ),
    State("a number in scientific notation", **one(stripe("1e9"), "quarantined", "gross_amount")),
    State("not a number", **one(stripe("NaN"), "quarantined", "gross_amount")),
    State(
        "a thousands comma and a minus behind",
        **one(stripe("1,234.50-")),
        check=column("card_transaction", "gross_amount", "-1234.50"),
    ),
    State("parentheses", **one(stripe("(12.00)")), check=column("card_transaction", "gross_amount", "-12.00")),
    State("a third decimal", **one(stripe("10.005"), "quarantined", "gross_amount")),
    State("a name with quotes", **one(ERA, name='it\'s "x".835')),
    State("a name with a line break", {"a\nb.835": ERA}, {"a\\nb.835": "accepted"}),
    State("a name with dots", **one(ERA, name="x..835")),
    State("a name like a formula", **one(ERA, name="=cmd|' /C calc'!A0.835")),
    State("a picture", **one(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "unrecognised", "this is a picture")),
    State("text of no system", **one(b"hello\nworld\n", "unrecognised", "no reader knows")),
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(data=tmp_path / "data", practice_name="Test Practice")
    settings.landing.mkdir(parents=True)
    return settings


def land(settings: Settings, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = settings.landing / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def run(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Ingest, and see that no line and no cent is lost, whatever the outcome."""
    ingest(settings, [settings.landing])
    raw = duckdb.connect(str(settings.build_path), read_only=True)
    lost = "select file_name from raw.files where record_count <> accepted_count + quarantined_count"
    assert raw.execute(f"{lost} or line_count <> envelope_count + record_count").fetchall() == []
    cents = "select record from raw.file_records where cents_read <> cents_accepted + cents_refused"
    assert raw.execute(f"{cents} or rows_read <> rows_accepted + rows_refused").fetchall() == []
    silent = "select file_name from raw.files where outcome not in ('accepted') and coalesce(reason, '') = ''"
    assert raw.execute(silent).fetchall() == []
    return raw


def outcomes(raw: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(raw.execute("select file_name, outcome from raw.files order by file_name").fetchall())


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_file_in_any_state_ends_with_an_outcome_and_loses_nothing(settings, state):
    land(settings, state.files)
    with run(settings) as raw:
        assert outcomes(raw) == state.outcomes
        said = " ".join(reason or "" for (reason,) in raw.execute("select reason from raw.files").fetchall())
        said += " ".join(name for (name,) in raw.execute("select column_name from raw.quarantined_rows").fetchall())
        assert state.says in said
        if state.check:
            state.check(raw)


def test_an_advice_cut_after_any_segment_is_incomplete_or_whole(settings):
    ends = [place + 1 for place, byte in enumerate(ERA) if byte == ord("~")]
    land(settings, {f"{end:06d}.835": ERA[:end] for end in ends})
    with run(settings) as raw:
        found = list(outcomes(raw).values())
    assert set(found[:-1]) <= {"incomplete", "unrecognised"}
    assert found[-1] == "accepted"


def test_a_half_written_file_is_read_when_it_is_complete(settings):
    land(settings, {"a.835": ERA[:700]})
    with run(settings) as raw:
        assert outcomes(raw) == {"a.835": "incomplete"}
    land(settings, {"a.835": ERA})
    with run(settings) as raw:
        assert outcomes(raw) == {"a.835": "accepted"}


def test_a_file_taken_out_of_the_folder_takes_its_rows_along(settings):
    land(settings, {"a.835": ERA, "b.835": REVERSAL})
    run(settings).close()
    (settings.landing / "a.835").unlink()
    with run(settings) as raw:
        assert outcomes(raw) == {"b.835": "partly_accepted"}
        rows("remittance_claim", REVERSAL.count(b"CLP*"))(raw)


def test_files_landing_in_any_order_give_the_same_tables(tmp_path):
    files = {"a.835": ERA, "b.bai": BANK, "c.csv": CHARGES}
    found = []
    for number, names in enumerate((["a.835", "b.bai", "c.csv"], ["c.csv", "a.835", "b.bai"])):
        practice = Settings(data=tmp_path / str(number), practice_name="Test Practice")
        practice.landing.mkdir(parents=True)
        for name in names:
            land(practice, {name: files[name]})
            run(practice).close()
        tables = ("files", "remittance_claim", "bank_transaction", "pm_charge")
        with duckdb.connect(str(practice.build_path), read_only=True) as raw:
            found.append([raw.table(f"raw.{table}").fetchall() for table in tables])
    assert found[0] == found[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file")
def test_a_file_that_may_not_be_opened_is_quarantined(settings):
    land(settings, {"a.835": ERA})
    (settings.landing / "a.835").chmod(0)
    with run(settings) as raw:
        assert outcomes(raw) == {"a.835": "quarantined"}


def test_a_link_is_passed_over(settings, tmp_path):
    (tmp_path / "elsewhere.835").write_bytes(ERA)
    (settings.landing / "a.835").symlink_to(tmp_path / "elsewhere.835")
    with run(settings) as raw:
        assert outcomes(raw) == {}


def test_fifty_megabytes_on_one_line_end_with_an_outcome(settings):
    header = CHARGES.splitlines(keepends=True)[0]
    land(settings, {"a.csv": header + b"x" * 50_000_000, "b.835": ERA[:106] + b"x" * 50_000_000})
    with run(settings) as raw:
        assert set(outcomes(raw).values()) <= {"quarantined", "incomplete", "unrecognised"}
