"""A large OFX statement, beside a plain expression.

ofxtools builds a tree of the whole file: it read 1.1 MB a second, and its licence (GPL) keeps it out of the lock.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from benchmarks.measuring import TIEOUT, read_and_store, store

TITLE, SIZE, REPEATS = "OFX, one file of 100 MB, beside a plain expression", 613_000, 1
_ENTRY = re.compile(r"<TRNTYPE>(.*)\n<DTPOSTED>(.*)\n<TRNAMT>(.*)\n<FITID>(.*)\n<NAME>(.*)\n<MEMO>(.*)\n")


def write(landing: Path, entries: int) -> None:
    """One account in SGML, as banks write it."""
    amounts = [f"{100 + number * 7_919 % 9_000}.{number % 100:02d}" for number in range(entries)]
    head = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:NONE\n"
    head += "COMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX>\n<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0"
    head += "<SEVERITY>INFO</STATUS><DTSERVER>20260903060000<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>\n<BANKMSGSRSV1>"
    head += "<STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>\n<STMTRS><CURDEF>USD<BANKACCTFROM>"
    head += "<BANKID>021000000<ACCTID>4400012345<ACCTTYPE>CHECKING</BANKACCTFROM>\n<BANKTRANLIST>"
    head += "<DTSTART>20260901<DTEND>20260902\n"
    body = "".join(
        f"<STMTTRN>\n<TRNTYPE>CREDIT\n<DTPOSTED>20260901\n<TRNAMT>{amount}\n<FITID>F{number:09d}\n"
        f"<NAME>BLUE PRAIRIE HEALTH\n<MEMO>HCCLAIMPMT TRN*1*EFT{number:09d}*1470000033\n</STMTTRN>\n"
        for number, amount in enumerate(amounts)
    )
    tail = "</BANKTRANLIST>\n<LEDGERBAL><BALAMT>9150.50<DTASOF>20260902</LEDGERBAL>\n</STMTRS></STMTTRNRS>"
    (landing / "bank.ofx").write_text(f"{head}{body}{tail}</BANKMSGSRSV1>\n</OFX>\n", encoding="ascii")


def match_store(landing: Path, folder: Path) -> int:
    """Entries of this one arrangement of tags; nothing checked."""
    rows = [found for path in landing.iterdir() for found in _ENTRY.findall(path.read_text())]
    names = ("kind", "posted", "amount", "identifier", "name", "memo")
    return store({"entries": pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))}, folder)


WAYS: dict[str, Callable[[Path, Path], int]] = {TIEOUT: read_and_store, "one expression, not checked": match_store}
