"""An independent look at each format: how many lines a file has, and which of them are details worth how many cents.

Here: some lines of code per format that share nothing with `pipeline.formats`, and know only what cannot be wrong. Not
here: what an adapter has to make of it (`oracle`). A splitter that cannot be sure says nothing (None): of a line's
cents, or of a whole file. An adapter without a splitter is held to everything else.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Seen:
    """Lines of a file; its details as (line, absolute cents); the record and column they have to be found in."""

    lines: int | None
    record: str = ""
    column: str = ""
    details: list[tuple[int, int | None]] = field(default_factory=list)
    cells: dict[int, list[str]] = field(default_factory=dict)
    """Where nobody knows which cell is the amount: all cells of each line."""


def cents(text: str) -> int | None:
    """Absolute cents of an amount with point or without; None where it is not surely one."""
    found = re.fullmatch(r"[+-]?([0-9]{0,15})(?:\.([0-9]{0,2})0*)?", text.strip())
    return int(f"0{found[1]}{(found[2] or '').ljust(2, '0')}") if found and (found[1] or found[2]) else None


def whole(text: str) -> int | None:
    """Digits that are cents already."""
    text = text.strip().removeprefix("+")
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


def physical(data: bytes) -> list[str]:
    """Lines by LF, CRLF or CR, each in UTF-8 where it is."""
    data = data.removeprefix(BOM).rstrip(b"\x1a\0").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return [line.decode("utf-8" if is_utf8(line) else "latin-1") for line in data.removesuffix(b"\n").split(b"\n")]


def split_x12(data: bytes, record: str, segment: str, element: int, column: str) -> Seen | None:
    """Segments by the terminator of the first ISA; nothing where there is none, or a second one differs."""
    text = data.removeprefix(BOM).lstrip(b" \t\r\n").decode("latin-1")
    head = re.match(r"ISA([^\w\s])(?:[^\x00-\x1f]*?\1){15}([^\w\s])([^\w\s]|[\r\n])", text)
    if not head or len({*head.groups()}) < 3 or re.search(r"[^\x20-\x7e\r\n]", text):
        return None
    star, _, tilde = head.groups()
    if len(re.findall(r"ISA[^\w]", text)) > 1 or star in "\r\n":
        return None
    parts = text.replace("\n" if tilde == "\r" else "\r", "").split(tilde)
    segments = [part.replace("\n", "").strip(" ").split(star) for part in parts if part.replace("\n", "").strip(" ")]
    details = [(at, cents(part[element]) if len(part) > element else None) for at, part in enumerate(segments, 1)
               if part[0].strip() == segment]  # fmt: skip
    return Seen(len(segments), record, column, details)


def split_nacha(data: bytes) -> Seen:
    """Lines, or records of 94; entries (6) with their cents, which stand elsewhere below an ADV batch header (5)."""
    lines, is_adv, details = physical(data), False, []
    if sum(bool(line.strip()) for line in lines) == 1:
        alone = max(lines, key=len)
        lines = [alone[at : at + 94] for at in range(0, len(alone), 94)]
    for at, line in enumerate(lines, 1):
        is_adv = line[50:53].upper() == "ADV" if line.startswith("5") else is_adv
        if line.startswith("6"):
            details.append((at, None if is_adv or len(line) > 94 else whole(line[29:39])))
    return Seen(len(lines), "ach_entry", "amount", details)


def split_bai2(data: bytes) -> Seen:
    """Lines that start as a 16 record, with the third field; lines that a transfer may have wrapped say nothing.

    What stands behind the code may be a comma, a colon or a slash: the rest of the record is read all the same.
    """
    lines, is_plain = physical(data), all(len(line) < 70 and not line[:1].isspace() for line in physical(data))
    is_alone = sum(bool(line.strip()) for line in lines) == 1
    fields = [(at, re.split("[,/]", line[3:])) for at, line in enumerate(lines, 1) if re.match("16[,:/]", line)]
    details = [(at, whole(found[1]) if len(found) > 2 else None) for at, found in fields]
    is_sure = is_plain and not is_alone and b"," in data
    return Seen(None if is_alone else len(lines), "bank_transaction", "amount", details if is_sure else [])


def split_lockbox(data: bytes) -> Seen:
    """Checks (6) with the amount at its place of every known arrangement."""
    lines = physical(data)
    details = [(at, whole(line[7:17])) for at, line in enumerate(lines, 1) if line.startswith("6")]
    is_alone = sum(bool(line.strip()) for line in lines) == 1
    return Seen(None if is_alone else len(lines), "lockbox_item", "amount", [] if is_alone else details)


def split_iif(data: bytes) -> Seen | None:
    """TRNS and SPL lines with the cell under AMOUNT of the header above them; quoted lines without cents."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        return None
    headers: dict[str, list[str]] = {}
    details = []
    for at, line in enumerate(physical(data), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        word = cells[0].upper()
        headers |= {word[1:]: [cell.upper() for cell in cells]} if word.startswith("!") else {}
        if word in ("TRNS", "SPL"):
            place = headers[word].index("AMOUNT") if "AMOUNT" in headers.get(word, []) else len(cells)
            details.append((at, cents(cells[place]) if place < len(cells) and '"' not in line else None))
    return Seen(None, "ledger_entry", "amount", details)


def split_ofx(data: bytes) -> Seen | None:
    """Each start tag STMTTRN with the first TRNAMT behind it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data or b"<![CDATA[" in data:
        return None
    text = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8" if is_utf8(data) else "latin-1")
    starts = [(found.start(), found.end()) for found in re.finditer(r"<STMTTRN\s*/?>", text, re.IGNORECASE)]
    ends = [*(start for start, _ in starts[1:]), len(text)][: len(starts)]
    details = []
    for (start, end), following in zip(starts, ends, strict=True):
        amounts = re.findall(
            r"<TRNAMT\s*/?>([^<&]*)", re.split(r"(?i)</STMTTRN\s*>", text[end:following])[0], re.IGNORECASE
        )
        details.append((text.count("\n", 0, start) + 1, cents(amounts[0]) if len(amounts) == 1 else None))
    return Seen(text.removesuffix("\n").count("\n") + 1, "bank_transaction", "amount", details)


def split_camt(data: bytes) -> Seen | None:
    """Each element Ntry with the Amt it opens with."""
    if (
        data.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"\0" in data
        or b"\r" in data
        or b"<![" in data
        or b"<!--" in data
    ):
        return None
    text = data.decode("latin-1")
    details = []
    for found in re.finditer(r"<(?:\w+:)?Ntry(?=[\s>/])", text):
        amount = re.match(r"<[^<>]*>\s*<(?:\w+:)?Amt\b[^<>/]*>([^<&]*)</", text[found.start() :])
        details.append((text.count("\n", 0, found.start()) + 1, cents(amount[1]) if amount else None))
    return Seen(text.removesuffix("\n").count("\n") + 1, "bank_transaction", "amount", details)


def split_delimited(data: bytes) -> Seen | None:
    """Records as the csv module cuts them; every cell of each, under every delimiter."""
    if b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    text = data.removeprefix(BOM).decode("utf-8" if is_utf8(data) else "cp1252", "replace")
    marks = ",\t;|"
    rows = [list(csv.reader(io.StringIO(text, newline=""), delimiter=mark)) for mark in marks]
    if len({len(cut) for cut in rows}) > 1:  # quotes and delimiters are at odds: not for ten lines to tell
        return None
    reader, cells, start = csv.reader(io.StringIO(text, newline="")), {}, 1
    for number, _ in enumerate(reader):
        cells[start], start = [cell for cut in rows for cell in cut[number]], reader.line_num + 1
    return Seen(len(rows[0]), cells=cells)


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def split_decision(data: bytes) -> Seen:
    """The lines of the one object."""
    return Seen(len(physical(data)) if b"\x1a" not in data and b"\0" not in data and not data.startswith(BOM) else None)


SPLITTERS: dict[str, Callable[[bytes], Seen | None]] = {
    "ach_nacha": split_nacha,
    "ack_277ca": lambda data: split_x12(data, "claim_acknowledgment", "STC", 4, "charge_amount"),
    "ack_999": lambda data: split_x12(data, "", "", 0, ""),
    "bank_bai2": split_bai2,
    "bank_camt": split_camt,
    "bank_ofx": split_ofx,
    "claim_837": lambda data: split_x12(data, "claim_submission", "CLM", 2, "charge_amount"),
    "claim_status_277": lambda data: split_x12(data, "claim_status", "STC", 99, ""),
    "delimited": split_delimited,
    "desk_decision": split_decision,
    "era_835": lambda data: split_x12(data, "remittance_claim", "CLP", 4, "paid_amount"),
    "ledger_iif": split_iif,
    "lockbox_bai": split_lockbox,
}
