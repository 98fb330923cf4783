"""BAI2 cash-management files as columns: physical records, continuations, funds types.

Here: where a record starts and ends, which record an 88 continues, which field is which. Not here: signs, dates,
decimals, what a type code means and whether a value is right (`pipeline.adapters.bank_bai2` and the contracts).

Rules of the syntax as this module reads it:

- One physical record a line (LF, CRLF or CR). A file without any line end is cut at the record length its 01 states.
- `/` ends a record and may be missing or doubled, with blanks behind it. In 16 records and their 88s a slash may be
  text, so only slashes at the end are taken off; in every other record the first slash ends the record.
- 88 goes on with whatever record came before. For 03 the fields simply continue. For 16 the fields continue as long as
  the transaction misses some, then each 88 is one more line of text. Where a bank leaves the references away and goes
  on with text, the rule is: a funds type is one of 0 1 2 S V D Z, a reference holds no blank, and an 88 without any
  comma is text.
- Funds type S is followed by three amounts, V by a date and a time, D by a count and that many pairs of days and
  amount.
"""

import re
from dataclasses import dataclass

import polars as pl

CODES = ("01", "02", "03", "16", "49", "88", "98", "99")
FUNDS_TYPES = ("", "0", "1", "2", "S", "V", "D", "Z")
SUMMARY_SCHEMA = {
    "account": pl.Int64,
    "type_code": pl.String,
    "amount": pl.String,
    "item_count": pl.String,
    "funds_type": pl.String,
}
TRANSACTION_SCHEMA = {
    "line": pl.Int64,
    "lines": pl.Int64,
    "account": pl.Int64,
    "type_code": pl.String,
    "amount": pl.String,
    "funds_type": pl.String,
    "value_date": pl.String,
    "bank_reference": pl.String,
    "customer_reference": pl.String,
    "text": pl.String,
    "row_text": pl.String,
}


@dataclass(frozen=True)
class Record:
    """A header or trailer (01, 02, 03, 49, 98, 99) with the fields of its continuations.

    `file`, `group` and `account` count the 01, 02 and 03 records from the top of the file; `position` counts the
    records that are not blank, so the difference of two positions is a number of physical records.
    """

    line: int
    lines: int
    position: int
    code: str
    file: int
    group: int
    account: int
    fields: list[str]

    def field(self, number: int) -> str:
        """Field by its number in the record, the record code being 1; empty when the record is shorter."""
        return self.fields[number - 2].strip() if number - 2 < len(self.fields) else ""


@dataclass(frozen=True)
class Wire:
    """A whole BAI2 file: headers and trailers, 03 summaries, 16 transactions, and lines of no known record code.

    Amounts are the text of the file, without decimal point; a blank field is null. `summaries` and `transactions` point
    to their 03 by its number from the top (`account`); a transaction before any 03 has account 0.
    """

    lines: int
    blank_lines: int
    records: list[Record]
    summaries: pl.DataFrame
    transactions: pl.DataFrame
    strangers: pl.DataFrame


def is_bai2(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a BAI2 file: an 01 header record of version 2."""
    first = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:200]
    return (
        re.match(rb"01,[^,\n]{0,20},[^,\n]{0,20},\d{6,8},[^,\n]{0,5},[^,\n]{0,20},[\d ]*,[\d ]*, *2\b", first)
        is not None
    )


def read_wire(data: bytes) -> Wire:
    """Cut a BAI2 file into its records.

    Never fails: lines of an unknown record code come back in `strangers`, and a truncated file gives what is there.
    """
    raw = _split_lines(data)
    table = (
        pl.DataFrame({"line": pl.int_range(1, len(raw) + 1, eager=True, dtype=pl.Int64), "raw": raw})
        .with_columns(pl.col("raw").str.strip_chars())
        .filter(pl.col("raw") != "")
        .with_columns(position=pl.int_range(pl.len(), dtype=pl.Int64))
    )
    blank_lines = len(raw) - len(table)
    table = table.with_columns(code=pl.col("raw").str.slice(0, 2))
    known = pl.col("code").is_in(CODES) & pl.col("raw").str.contains(r"^..(?:[,:/]|$)")
    strangers = table.filter(~known).select("line", "raw")
    table = table.filter(known).with_columns(
        body=pl.col("raw").str.slice(3),
        owner=pl.when(pl.col("code") != "88").then(pl.col("line")).forward_fill(),
        owner_code=pl.when(pl.col("code") != "88").then(pl.col("code")).forward_fill(),
        file=(pl.col("code") == "01").cum_sum().cast(pl.Int64),
        group=(pl.col("code") == "02").cum_sum().cast(pl.Int64),
        account=(pl.col("code") == "03").cum_sum().cast(pl.Int64),
    )
    detail = pl.col("owner_code") == "16"
    records = _records(table.filter(detail.not_() & pl.col("owner").is_not_null()))
    orphans = table.filter(pl.col("owner").is_null()).select("line", "raw")
    blank_is_null = pl.col(pl.String).str.strip_chars().replace("", None)
    return Wire(
        lines=len(raw),
        blank_lines=blank_lines,
        records=records,
        summaries=_summaries(records).with_columns(blank_is_null),
        transactions=_transactions(table.filter(detail)).with_columns(blank_is_null),
        strangers=pl.concat([strangers, orphans]).sort("line"),
    )


def _split_lines(data: bytes) -> pl.Series:
    """Physical records as text; a file without line ends is cut at the record length field of its 01."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a\x00")
    if "\n" not in text.strip():
        length = re.match(r"\s*01(?:,[^,/]*){5},(\d{2,4}),", text)
        if length:
            size = int(length[1])
            text = "\n".join(text[start : start + size] for start in range(0, len(text), size))
    pieces = text.split("\n")
    if pieces and pieces[-1] == "":
        pieces.pop()
    return pl.Series("raw", pieces, dtype=pl.String)


def _records(table: pl.DataFrame) -> list[Record]:
    """Headers and trailers with the fields of their 88s joined."""
    records: list[Record] = []
    columns = ("line", "position", "code", "file", "group", "account", "body")
    for line, position, code, file, group, account, body in table.select(columns).iter_rows():
        fields = body.split("/", 1)[0].split(",")
        if code == "88":
            last = records[-1]
            records[-1] = Record(**{**last.__dict__, "lines": last.lines + 1, "fields": last.fields + fields})
        else:
            records.append(Record(line, 1, position, code, file, group, account, fields))
    return records


def _summaries(records: list[Record]) -> pl.DataFrame:
    """The repeating groups of the 03 records: type code, amount, item count, funds type with its own fields."""
    rows = []
    for record in records:
        if record.code != "03":
            continue
        fields, at = [field.strip() for field in record.fields], 2
        while at < len(fields):
            if not fields[at]:  # a spare comma before the end of a record
                at += 1
                continue
            type_code, amount, items, funds = (fields[at : at + 4] + [""] * 3)[:4]
            rows.append((record.account, type_code, amount, items, funds.upper()))
            at += 4 + _funds_width(funds, fields[at + 4 : at + 5])
    return pl.DataFrame(rows, schema=SUMMARY_SCHEMA, orient="row")


def _funds_width(funds_type: str, following: list[str]) -> int:
    """How many fields a funds type drags behind it; `following` holds the field after it (the count of D)."""
    if funds_type.upper() == "D":
        count = following[0].strip() if following else ""
        return 1 + 2 * int(count) if re.fullmatch(r"[0-9]{1,3}", count) else 1
    return {"S": 3, "V": 2}.get(funds_type.upper(), 0)


def _transactions(table: pl.DataFrame) -> pl.DataFrame:
    """The 16 records with their texts; complete ones by column operations, the rare others one by one."""
    table = table.with_columns(body=pl.col("body").str.strip_chars_end("/ \t"))
    more = (
        table.filter(pl.col("code") == "88")
        .group_by("owner", maintain_order=True)
        .agg(
            more=pl.col("body").filter(pl.col("body") != "").str.join("\n"),
            count=pl.len().cast(pl.Int64),
        )
    )
    cut = (
        table.filter(pl.col("code") == "16")
        .join(more, left_on="line", right_on="owner", how="left", maintain_order="left")
        .with_columns(pl.col("count").fill_null(0), head=pl.col("body").str.splitn(",", 4))
        .with_columns(
            type_code=pl.col("head").struct[0],
            amount=pl.col("head").struct[1],
            funds_type=pl.col("head").struct[2].str.strip_chars().str.to_uppercase(),
            tail=pl.col("head").struct[3],
        )
        .with_columns(timed=pl.col("tail").str.splitn(",", 3), spread=pl.col("tail").str.splitn(",", 4))
        .with_columns(
            value_date=pl.when(pl.col("funds_type") == "V").then(pl.col("timed").struct[0]),
            tail=pl.when(pl.col("funds_type") == "V")
            .then(pl.col("timed").struct[2])
            .when(pl.col("funds_type") == "S")
            .then(pl.col("spread").struct[3])
            .otherwise(pl.col("tail")),
        )
        .with_columns(rest=pl.col("tail").str.splitn(",", 3))
        .with_columns(
            bank_reference=pl.col("rest").struct[0],
            customer_reference=pl.col("rest").struct[1],
            text=pl.concat_str(
                pl.col("rest").struct[2].replace("", None), pl.col("more").replace("", None), separator="\n",
                ignore_nulls=True,
            ),
        )
        .with_columns(
            lines=pl.col("count") + 1,
            row_text=pl.concat_str("body", "more", separator="\n", ignore_nulls=True),
        )
    )  # fmt: skip
    odd = pl.col("funds_type").eq_missing("D") | (pl.col("customer_reference").is_null() & (pl.col("count") > 0))
    bodies = table.join(cut.filter(odd).select(owner="line"), on="owner", how="semi").group_by("owner").agg("body")
    bodies = dict(bodies.iter_rows())
    singly = [_read_singly(row, bodies[row["line"]]) for row in cut.filter(odd).iter_rows(named=True)]
    whole = cut.filter(odd.not_()).select(*TRANSACTION_SCHEMA)
    return pl.concat([whole, pl.DataFrame(singly, schema=TRANSACTION_SCHEMA)]).sort("line")


def _read_singly(row: dict, bodies: list[str]) -> dict:
    """One transaction whose fields run into its continuations, or whose funds type is a counted list."""
    queue = [body.split(",") for body in bodies]
    fresh = False  # whether the next field opens an 88

    def take(limit: str = "") -> str | None:
        nonlocal fresh
        while queue and not queue[0]:
            queue.pop(0)
            fresh = True
        if not queue:
            return None
        as_text = fresh and limit and (len(queue[0]) == 1 or not re.fullmatch(limit, queue[0][0].strip().upper()))
        if as_text:
            return None
        fresh = False
        return queue[0].pop(0)

    type_code, amount, funds = take(), take(), take("[012SVDZ]?")
    fields = {"type_code": type_code, "amount": amount, "funds_type": (funds or "").strip().upper(), "value_date": None}
    if fields["funds_type"] == "V":
        fields["value_date"], _ = take(), take()
    elif fields["funds_type"] == "S":
        _ = take(), take(), take()
    elif fields["funds_type"] == "D":
        count = (take() or "").strip()
        _ = [take() for _ in range(2 * int(count))] if re.fullmatch(r"[0-9]{1,3}", count) else []
    bank = take(r"\S*")
    customer = take(r"\S*") if bank is not None else None
    texts = [",".join(cells) for cells in queue if cells]
    row |= fields | {"bank_reference": bank, "customer_reference": customer}
    return {name: row[name] for name in TRANSACTION_SCHEMA} | {"text": "\n".join(text for text in texts if text)}
