"""A practice of eight bank credits with a hand-made answer key: small enough to check by eye."""

from dataclasses import replace
from datetime import date

import polars as pl

from pipeline.bench.answers import COLUMNS
from pipeline.bench.members import members_of_pairs


def deposit(day, kind, cents, bank_reference, customer_reference="", occurrence=1):
    return f"4400|2026-09-{day:02}|{kind}|{cents}|{bank_reference}|{customer_reference}|{occurrence}"


SERVED, CLASS = date(2026, 8, 1), "medicare"
EFT, MISSING = deposit(1, 142, 40000, "B1"), deposit(9, 142, 21400, "B6")
TWIN_1, TWIN_2 = deposit(2, 142, 125000, "B2"), deposit(2, 142, 125000, "B3")
GROUP = deposit(3, 142, 90000, "B4")
FEE = deposit(12, 698, -4500, "B9")
CARD, DESK, INTEREST = deposit(4, 165, 9700, "B5"), deposit(5, 301, 7500, "B7", "DSK1"), deposit(30, 354, 44, "B8")
REMIT, REMIT_1, REMIT_2 = "1|TRACE1|2026-09-01|40000", "1|TRACE2|2026-09-02|125000", "1|TRACE3|2026-09-02|125000"
PART_1, PART_2, UNPAID = "2|TRACE4|2026-09-03|50000", "2|TRACE5|2026-09-03|40000", "1|TRACE6|2026-09-04|18800"
PAIRS = [
    (EFT, "remittance", REMIT, 40000),
    (TWIN_1, "remittance", REMIT_1, 125000),
    (TWIN_2, "remittance", REMIT_2, 125000),
    (GROUP, "remittance", PART_1, 50000),
    (GROUP, "remittance", PART_2, 40000),
    (CARD, "card_payout", "po_1", 9700),
    (DESK, "pm_batch", "1001|DSK1", 7500),
]
STATES = {
    EFT: "matched", TWIN_1: "matched", TWIN_2: "matched", GROUP: "matched", CARD: "matched", DESK: "matched",
    MISSING: "exception", INTEREST: "classified",
}  # fmt: skip
EXCEPTIONS = [("BNK-NOERA", "deposit", "TRACE9", 21400), ("ERA-NOEFT", "remittance", "TRACE6", 18800)]
ROWS = {
    "deposits": [
        (ref, int(ref.split("|")[3]), state, "BNK-NOERA" if state == "exception" else "",
         "missing_remit" if state == "exception" else "")
        for ref, state in STATES.items()
    ],
    "matches": PAIRS,
    "bank_debits": [(FEE, "classified")],
    "exceptions": [(*row, name, "") for row, name in zip(EXCEPTIONS, ("missing_remit", "missing_cash"), strict=True)],
    "postings": [("c1", "primary", True), ("c2", "primary", True), ("c2", "secondary", False)],
    "open_items": [("c1", "patient", 2500), ("c2", "insurance", 10000)],
    "open_spans": [
        ("c1", date(2026, 9, 2), date(2026, 9, 7), "insurance", 11500, SERVED, date(2026, 9, 3), SERVED, CLASS, True),
        ("c1", date(2026, 9, 8), date(2026, 9, 30), "patient", 2500, SERVED, None, date(2026, 9, 8), CLASS, True),
        ("c2", date(2026, 9, 2), date(2026, 9, 30), "insurance", 10000, SERVED, None, SERVED, CLASS, True),
        ("c3", date(2026, 9, 9), date(2026, 9, 12), "insurance", 700, SERVED, None, SERVED, CLASS, False),
    ],
    "claims": [("v1", True, False), ("v2", False, None), ("v9", None, None)],
    "denials": [("v1", "2026-09-08", "CO", "97", 5000)],
    "underpayments": [("c1", 461)],
    "ledger_days": [("medicare", 20000, 5000, 1000, 4000, 0), ("medicare", 0, 0, 500, 0, 0)],
    "kpis": [
        ("K30", "2026-09", "practice", "all", 1.0, 2.0, 0.5),
        ("K01", "2026-09", "practice", "all", 12500.0, 434.78260869565, 28.75),
        ("K50d", "2026-09", "practice", "all", None, None, None),
    ],
    "bridge": [("bank credits", 418644, "2026-09")],
    "proof_of_cash": [("2026-09", "4400", "per bank", 0, 418644, 0, 418644)],
    "scenarios": [
        ("twins", 2, "Two equal amounts"), ("group", 1, "One credit for two remittances"), ("desk", 1, "Desk deposit"),
        ("missing_remit", 1, "Money without advice"), ("missing_cash", 1, "Advice without money"),
        ("rejected", 1, "Rejected claim"), ("lapping", 1, "Nothing here can see it"), ("fee", 1, "Fee of the bank"),
        ("priced", 1, "Care priced in advance"), ("export", 1, "Export in another form"),
        ("short", 1, "Line allowed below the contract"),
    ],
    "scenario_items": [
        ("twins", "TRACE2", 125000, None, "", "", []), ("twins", "TRACE3", 125000, None, "", "", []),
        ("group", "TRACE4", 50000, None, "", "", []), ("desk", "DSK1", 7500, None, "", "", []),
        ("missing_remit", "TRACE9", 21400, "BNK-NOERA", "", "", []),
        ("missing_cash", "TRACE6", 18800, "ERA-NOEFT", "", "", []),
        ("rejected", "v2", 0, None, "", "", []), ("lapping", "user 7", 0, None, "", "", []),
        ("fee", "fee 2026-09", -4500, None, "", "", [FEE]), ("priced", "v9", 0, None, "", "", []),
        ("export", "gl/ledger_202609.csv", 0, None, "", "", []),
        ("short", "v1", 461, None, "", "", ["priced c1"]),
    ],
}  # fmt: skip


def frame(name, rows):
    return pl.DataFrame(rows, schema=COLUMNS[name], orient="row")


def write_answers(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in ROWS.items():
        frame(name, rows).write_parquet(folder / f"{name}.parquet")
    return folder


def members(pairs):
    return members_of_pairs(pairs)


def with_exceptions(answers, exceptions):
    """The answer key with other exceptions."""
    return replace(answers, exceptions=exceptions)
