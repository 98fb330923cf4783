"""A large 835 (about 25 MB, 50,000 claims): our line beside a plain split and the libraries for X12."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa

from benchmarks.measuring import TIEOUT, read_and_store, store

TITLE, SIZE, REPEATS = "835, one large file", 50_000, 5
CLAIMS_PER_PAYMENT, PART_BYTES = 500, 4 * 1024**2
PROCEDURES = ("99213", "99214", "93000", "36415", "80053")


def write(landing: Path, claims: int) -> None:
    """One file of so many claims."""
    write_remittance(landing / "large.835", claims)


def write_remittance(path: Path, claims: int, first_claim: int = 0) -> None:
    """An interchange of fictional payments, with line charges, adjustments, remarks and provider adjustments."""
    payments = -(-claims // CLAIMS_PER_PAYMENT)
    with path.open("w", encoding="ascii", newline="") as file:
        file.write(
            "ISA*00*          *00*          *ZZ*BLUEPRAIRIE    *ZZ*CEDARHOLLOW    *260901*0600*^*00501*000000001"
            "*0*P*:~\nGS*HP*BLUEPRAIRIE*CEDARHOLLOW*20260901*0600*1*X*005010X221A1~\n"
        )
        for payment in range(payments):
            first = first_claim + payment * CLAIMS_PER_PAYMENT
            numbers = range(first, min(first + CLAIMS_PER_PAYMENT, first_claim + claims))
            segments = list(_payment(first, numbers))
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


def split_only(landing: Path, _: Path) -> int:
    """The floor of Python: every segment and element an object, nothing understood, nothing kept."""
    return sum(len(segment.split(b"*")) > 0 for path in landing.iterdir() for segment in path.read_bytes().split(b"~"))


def oxedi_store(landing: Path, folder: Path) -> int:
    """The fastest library we know (Rust): its tables as it gives them, to rows in the same kind of file.

    Less is in them than in ours: text stays bytes; modifiers, remark codes (MOA, LQ) and dates of receipt (DTM*050) of
    this file are left out; no row is judged, digested or counted again after it is written.
    """
    import oxedi  # noqa: PLC0415  (each way imports only its own)

    tables: dict[str, list[pa.Table]] = {}
    for path in sorted(landing.iterdir()):
        parsed = oxedi.parse(path.read_bytes()).tables
        for name in parsed:
            tables.setdefault(name, []).append(pa.table(parsed[name]))
    return store({name: pa.concat_tables(parts, promote_options="default") for name, parts in tables.items()}, folder)


def reader_alone(landing: Path, folder: Path) -> int:
    """Our reader at the work of the library above: its text, as it is, to rows in the same kind of file."""
    from polars import CompatLevel  # noqa: PLC0415  (each way imports only its own)

    from pipeline.adapters import era_835  # noqa: PLC0415

    tables: dict[str, list[pa.Table]] = {}
    for path in sorted(landing.iterdir()):
        with path.open("rb") as content:
            for part in era_835.read_parts(path.name, iter(partial(content.read, PART_BYTES), b"")):
                for record, frame in part.records.items():
                    tables.setdefault(record, []).append(frame.to_arrow(compat_level=CompatLevel.newest()))
    return store({record: pa.concat_tables(parts) for record, parts in tables.items()}, folder)


WAYS: dict[str, Callable[[Path, Path], int]] = {
    TIEOUT: read_and_store,
    "oxedi, as it reads": oxedi_store,
    "tieout, its reader alone": reader_alone,
    "bytes.split, nothing kept": split_only,
}

LESS = {
    "oxedi, as it reads": "bytes for text; no modifiers, remark codes, days of receipt, tax id or control numbers; "
    "no line is accounted for; nothing judged by contract, digested or counted again",
    "tieout, its reader alone": "text as it stands: nothing judged by contract, cast or counted again",
    "bytes.split, nothing kept": "no row at all: what Python takes to make an object of every segment",
}
"""What a way delivers less than ours does."""
