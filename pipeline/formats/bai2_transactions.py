"""The 16 records of a BAI2 file with their continuations: which field is which, and where the text begins.

Here: funds types, references, text. Not here: cutting records (`pipeline.formats.bai2`), what a value means.

Most transactions have their fields in the 16 record and are cut all at once; those whose fields run into
continuations, or whose funds type is a counted list, are read one by one. Where a bank leaves the references away and
goes on with text, the rule is: a funds type is one of 0 1 2 S V D Z, a reference holds no blank, and an 88 without any
comma is text.
"""

import re

import polars as pl

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


def read_transactions(table: pl.DataFrame) -> pl.DataFrame:
    """The 16 records with their texts; complete ones by column operations, the rare others one by one."""
    table = table.with_columns(body=pl.col("body").str.strip_chars_end("/ \t"))
    more = (
        table.filter(pl.col("code") == "88")
        .group_by("owner", maintain_order=True)
        .agg(
            more=pl.col("body").filter(pl.col("body") != "").str.join("\n"),
            count=pl.len().cast(pl.Int64),
            sizes=pl.col("size").sum(),
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
            lines=pl.col("size") + pl.col("sizes").fill_null(0),
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
