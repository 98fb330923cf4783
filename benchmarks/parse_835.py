"""How fast a large 835 becomes typed rows in a DuckDB file: our line beside a plain split and the fastest library.

Here: one synthetic file (about 25 MB, 50,000 claims, the same bytes every time), every way in a child process of its
own, all in the same run, so that the ratios hold on any machine. Not here: correctness (`tests/`). Run: `make bench`.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

CLAIMS, CLAIMS_PER_PAYMENT, REPEATS = 50_000, 500, 3
PROCEDURES = ("99213", "99214", "93000", "36415", "80053")


def write_remittance(path: Path, claims: int = CLAIMS) -> None:
    """An interchange of fictional payments, with line charges, adjustments, remarks and provider adjustments."""
    payments = -(-claims // CLAIMS_PER_PAYMENT)
    with path.open("w", encoding="ascii", newline="") as file:
        file.write(
            "ISA*00*          *00*          *ZZ*BLUEPRAIRIE    *ZZ*CEDARHOLLOW    *260901*0600*^*00501*000000001"
            "*0*P*:~\nGS*HP*BLUEPRAIRIE*CEDARHOLLOW*20260901*0600*1*X*005010X221A1~\n"
        )
        for payment in range(payments):
            first = payment * CLAIMS_PER_PAYMENT
            segments = list(_payment(payment, range(first, min(first + CLAIMS_PER_PAYMENT, claims))))
            file.write("".join(f"{segment}~\n" for segment in [f"ST*835*{payment + 1:04d}", *segments]))
            file.write(f"SE*{len(segments) + 2}*{payment + 1:04d}~\n")
        file.write(f"GE*{payments}*1~\nIEA*1*000000001~\n")


def _payment(payment: int, claims: range) -> Iterator[str]:
    body, paid = [], 0
    for claim in claims:
        charges = [5_000 + (claim * 7_919 + line * 104_729) % 35_000 for line in range(1 + claim % 4)]
        payments = [charge * 6 // 10 for charge in charges]
        paid += sum(payments)
        body += _claim(claim, charges, payments)
    taken = 12_500
    amount = _money(paid - taken + 125)
    yield f"BPR*I*{amount}*C*ACH*CCP*01*011000015*DA*1234567*1470000033**01*021000021*DA*4400012345*20260901"
    yield f"TRN*1*EFT{payment:09d}*1470000033"
    yield from ("DTM*405*20260831", "N1*PR*BLUE PRAIRIE HEALTH*XV*00882", "N3*PO BOX 1", "N4*DENVER*CO*80201")
    yield from ("PER*BL*PROVIDER SERVICES*TE*8005550100", "N1*PE*CEDAR HOLLOW FAMILY MEDICINE*XX*1999999984")
    yield from ("REF*TJ*841234567", "LX*1", *body)
    yield f"PLB*1999999984*20261231*WO:ENC{payment:08d}*{_money(taken)}*L6*-1.25"


def _claim(claim: int, charges: list[int], payments: list[int]) -> Iterator[str]:
    patient = sum(charge // 10 for charge in charges)
    amounts = f"{_money(sum(charges))}*{_money(sum(payments))}*{_money(patient)}"
    yield f"CLP*ENC{claim:08d}*1*{amounts}*MB*88{claim:011d}*11*1"
    yield f"NM1*QC*1*SAMPLE{claim % 977}*PAT{claim % 311}****MI*M{claim:09d}"
    yield "NM1*82*1*RENDER*DOC****XX*1999999984"
    if claim % 3 == 0:
        yield "MOA***MA01*MA07"
    yield from ("DTM*232*20260810", "DTM*050*20260815")
    for line, (charge, paid) in enumerate(zip(charges, payments, strict=True)):
        share = charge // 20
        yield f"SVC*HC:{PROCEDURES[(claim + line) % 5]}:25*{_money(charge)}*{_money(paid)}**1"
        yield "DTM*472*20260810"
        yield f"CAS*CO*45*{_money(charge - paid - 2 * share)}"
        yield f"CAS*PR*1*{_money(share)}**2*{_money(share)}"
        yield from (f"REF*6R*CH{claim:08d}{line}", f"AMT*B6*{_money(charge * 7 // 10)}")
        if claim % 5 == 0:
            yield "LQ*HE*N130"


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def split_only(path: Path, _: Path) -> int:
    """The floor of Python: every segment and element an object, nothing understood."""
    return sum(len(segment.split(b"*")) > 0 for segment in path.read_bytes().split(b"~"))


def read_only(path: Path, _: Path) -> int:
    """Our adapter alone: bytes to columns of text."""
    from pipeline.adapters import era_835  # noqa: PLC0415  (each way imports only its own)

    return sum(map(len, era_835.read(path.name, path.read_bytes()).records.values()))


def read_and_store(path: Path, folder: Path) -> int:
    """Our line: recognised, read, judged by contract, cast, counted again in the DuckDB file."""
    from pipeline.ingest.batch import judge_batch  # noqa: PLC0415
    from pipeline.ingest.build import open_build  # noqa: PLC0415
    from pipeline.ingest.landing import list_landed  # noqa: PLC0415
    from pipeline.ingest.reading import read_file  # noqa: PLC0415
    from pipeline.settings import Settings  # noqa: PLC0415

    settings = Settings(data=folder)
    settings.warehouse.mkdir()
    with open_build(settings, "benchmark") as build:
        judged = judge_batch([read_file(file) for file in list_landed([path.parent])])
        build.store.save(judged)
    return sum(map(len, judged.accepted.values()))


def ingest_whole(path: Path, folder: Path) -> int:
    """Our whole ingestion: as above, then copied in a fixed order into the run's build file."""
    from pipeline.ingest import ingest  # noqa: PLC0415
    from pipeline.settings import Settings  # noqa: PLC0415

    settings = Settings(data=folder)
    settings.warehouse.mkdir()
    ingest(settings, [path.parent])
    with duckdb.connect(str(settings.build_path), read_only=True) as connection:
        return connection.execute("select sum(rows_accepted) from raw.file_records").fetchall()[0][0]


def oxedi_store(path: Path, folder: Path) -> int:
    """The fastest library we know (Rust): its tables, unjudged, into a DuckDB file."""
    import oxedi  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    tables = oxedi.parse(path.read_bytes()).tables
    rows = 0
    with duckdb.connect(str(folder / "oxedi.duckdb")) as connection:
        for name in tables:
            arrow = pa.table(tables[name])
            connection.register("incoming", arrow)
            connection.execute(f'create table "{name}" as from incoming')
            connection.unregister("incoming")
            rows += arrow.num_rows
    return rows


WAYS: dict[str, Callable[[Path, Path], int]] = {
    "bytes.split, nothing kept": split_only,
    "tieout: read": read_only,
    "tieout: read, judge, store": read_and_store,
    "tieout: whole ingestion": ingest_whole,
    "oxedi -> DuckDB": oxedi_store,
}


def measure_here(way: str, path: Path) -> None:
    """Run one way in this process and print its figures as JSON; imports are warmed up on a small file first."""
    with tempfile.TemporaryDirectory() as scratch:
        small = Path(scratch, "small")
        small.mkdir()
        write_remittance(small / "small.835", claims=50)
        for number, file in enumerate((small / "small.835", path)):
            folder = Path(scratch, str(number))
            folder.mkdir()
            wall, cpu = time.perf_counter(), time.process_time()
            rows = WAYS[way](file, folder)
            seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_mb": peak, "rows": rows}))


def main() -> None:
    """Write the file, run every way a few times in turn, print the best of each."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "large.835")
        write_remittance(path)
        megabytes = path.stat().st_size / 1e6
        best: dict[str, dict] = {}
        for _ in range(REPEATS):
            for way in WAYS:
                command = [sys.executable, __file__, way, str(path)]
                output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                figures = json.loads(output.splitlines()[-1])
                if way not in best or figures["seconds"] < best[way]["seconds"]:
                    best[way] = figures
    print(f"835 of {megabytes:.1f} MB, {CLAIMS:,} claims; best of {REPEATS}, each in its own process")
    print(f"{'way':28}{'s':>8}{'CPU s':>8}{'MB/s':>8}{'oxedi = 1':>11}{'peak MB':>9}{'rows':>11}")
    peer = best["oxedi -> DuckDB"]["seconds"]
    for way, figures in best.items():
        seconds = figures["seconds"]
        print(
            f"{way:28}{seconds:8.2f}{figures['cpu_seconds']:8.2f}{megabytes / seconds:8.1f}{peer / seconds:11.2f}"
            f"{figures['peak_mb']:9.0f}{figures['rows']:11,}"
        )


if __name__ == "__main__":
    if len(sys.argv) > 2:  # noqa: PLR2004  (a child: way and path)
        measure_here(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
