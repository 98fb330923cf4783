"""What the codes of BAI2 stand for by themselves: directions of type codes, statuses and coverage, currencies.

Here: what follows from the standard alone. Not here: the class of a type code (seed bank_type_codes), which rows are
refused (`pipeline.adapters.bank_bai2`). Source: Cash Management Balance Reporting Specifications, version 2.
"""

import polars as pl
from polars import col, lit, when

CORRECTION, DELETION, UPDATE = "correction", "deletion", "update"
STATUSES = {"1": UPDATE, "2": DELETION, "3": CORRECTION}
"""Group status; 4 is a test and no statement at all."""

COVERAGES = {
    "1": "interim previous day",
    "2": "final previous day",
    "3": "interim same day",
    "4": "final same day",
}
"""As-of-date modifier."""

NO_HUNDREDTHS = "^(?:BHD|BIF|CLP|DJF|GNF|IQD|ISK|JOD|JPY|KMF|KRW|KWD|LYD|OMR|PYG|RWF|TND|UGX|VND|VUV|XAF|XOF|XPF)$"
"""Currencies whose smallest unit is no hundredth, so that an amount without decimal point is not told by two digits."""

_CREDIT = r"^(?:[123][0-9]{2}|7[2-5][0-9]|9[2-5][0-9])$"
_DEBIT = r"^(?:[456][0-9]{2}|7[6-9][0-9]|9[6-9][0-9])$"
_NO_MONEY = "890"


def direction(type_code: pl.Expr) -> pl.Expr:
    """Credit or debit by type code, null where a code is neither.

    100-399 credit, 400-699 debit; loan codes 720-759 (a payment) credit, 760-799 (a disbursement) debit; customised
    codes 920-959 credit, 960-999 debit.
    """
    is_debit = type_code.str.contains(_DEBIT)
    return when(type_code.str.contains(_CREDIT)).then(lit("credit")).when(is_debit).then(lit("debit"))


def carries_no_money() -> pl.Expr:
    """True for a 16 record that only informs: type code 890 with a blank or zero amount."""
    is_nothing = col("amount").str.contains("^[+]?0*$").fill_null(value=True)
    return ((col("type_code") == _NO_MONEY) & is_nothing).fill_null(value=False)
