"""A small layout for tests, and what it makes of a text."""

import yaml

from pipeline.formats.delimited import read_heads, read_records
from pipeline.formats.tables import find_header, read_table
from pipeline.layouts import Layout
from pipeline.layouts.applying import shape
from pipeline.layouts.parts import read_rows
from pipeline.layouts.twins import number_twins

PLAIN = """
name: card_s
title: t
system: s
kind: card
evidence: {grade: user-defined, source: x}
header: [Payout, Date]
records:
  - record: card_payout
    fields:
      processor: {constant: s}
      payout_number: Payout
      payout_date: Date
      amount: {column: Net, money: as_written}
"""


def layout_of(change: str = "", **fields) -> Layout:
    """The plain layout with some of its parts changed (YAML), and fields of its block."""
    content = yaml.safe_load(PLAIN) | (yaml.safe_load(change) or {})
    content["records"][0]["fields"] |= {name: yaml.safe_load(field) for name, field in fields.items()}
    return Layout.model_validate(content)


def table_of(layout: Layout, text: str):
    header = find_header(read_heads(text, layout.quotes), layout.header)
    records = read_records(text, header.delimiter, layout.quotes)
    return read_table(records, header, layout.columns, shape(layout))


def reading_of(layout: Layout, text: str, name: str = "x.csv"):
    reading = read_rows(layout, table_of(layout, text), name)
    number_twins(reading.records, [layout])
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def column_of(layout: Layout, text: str, column: str = "amount") -> list[str | None]:
    return reading_of(layout, text).records[layout.records[0].record][column].to_list()
