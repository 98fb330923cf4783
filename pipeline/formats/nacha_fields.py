"""Which field stands at which position of which record of an ACH file.

Here: headers and entries, by entry class. Not here: which record is which (`pipeline.formats.nacha`), addenda and
controls (`pipeline.formats.nacha_*`). Source: appendix 3 of the Nacha operating rules; CTX and its kin, CIE, IAT and
ADV have positions of their own.
"""

from collections.abc import Iterable
from functools import cache

import polars as pl
from polars import col, lit, when

from pipeline.formats.bank_lines import slice_at

FILE = {"origin_identifier": (14, 23), "file_date": (24, 29), "file_time": (30, 33), "file_modifier": (34, 34)}
BATCH = {
    "company_name": (5, 20),
    "company_identifier": (41, 50),
    "entry_class": (51, 53),
    "entry_description": (54, 63),
    "receiving_currency": (67, 69),
    "effective_date": (70, 75),
    "batch_number": (88, 94),
}
_ENTRY = {
    "transaction_code": (2, 3),
    "receiving_bank": (4, 12),
    "receiving_account": (13, 29),
    "amount": (30, 39),
    "individual_identifier": (40, 54),
    "addenda_count": None,
    "individual_name": (55, 76),
    "entry_trace_number": (80, 94),
}
_COUNTED = {"addenda_count": (55, 58), "individual_name": (59, 74)}
_BY_CLASS = {
    **dict.fromkeys(("CTX", "ATX", "TRX", "ENR"), _COUNTED),
    "CIE": {"individual_name": (40, 61), "individual_identifier": (62, 76)},
    "IAT": {
        "addenda_count": (13, 16),
        "receiving_account": (40, 74),
        "individual_identifier": None,
        "individual_name": None,
    },
    "ADV": {
        "receiving_account": (13, 27),
        "amount": (28, 39),
        "individual_identifier": (49, 53),
        "individual_name": (55, 76),
    },
}


def cut(fields: dict[str, tuple[int, int]]) -> list[pl.Expr]:
    """Fields of the column `text` by first and last position, both counted from 1; blank is null."""
    return [slice_at(place).alias(name) for name, place in fields.items()]


def entry_fields(classes: Iterable[str | None]) -> list[pl.Expr]:
    """The fields of an entry in the column `text`, in a file with entries of these classes."""
    return _fields(frozenset(_BY_CLASS).intersection(classes))


@cache
def _fields(classes: frozenset[str]) -> list[pl.Expr]:
    fields = []
    for name, place in _ENTRY.items():
        text = _field(place)
        for entry_class in sorted(classes):
            places = _BY_CLASS[entry_class]
            if name in places:
                text = when(col("entry_class") == entry_class).then(_field(places[name])).otherwise(text)
        fields.append(text.alias(name))
    return fields


def _field(place: tuple[int, int] | None) -> pl.Expr:
    return slice_at(place) if place else lit(None, pl.String)
