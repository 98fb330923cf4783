"""Invented rows of the books: the worked four-column proof of one account, two control accounts, one proposed entry.

Here: table shapes and rows of proof of cash and ledger tie-out. Not here: other marts (`synthetic_snapshot`).
"""

import datetime as dt
from decimal import Decimal
from typing import Any

Rows = list[dict[str, Any]]
FOUR = "prior_amount receipts_amount disbursements_amount current_amount"
SHAPES = {
    "proof_of_cash": (
        f"proof_line_id entity_id account_number period period_date line_order line_name side title is_total {FOUR}"
    ),
    "proof_of_cash_items": (
        "proof_of_cash_item_id entity_id account_number period kind side money_column item_kind item_id reference "
        "opened_date cleared_date cleared_later_date age_business_days amount prior_amount current_amount _file_id "
        "_line"
    ),
    "gl_tieout": (
        "gl_tieout_id entity_id period role title gl_account gl_opening_amount gl_amount gl_closing_amount "
        "subledger_amount difference_amount timing_amount unbooked_amount booked_elsewhere_amount manual_amount "
        "not_at_bank_amount another_amount differs_from_pm_amount residual_amount item_count"
    ),
    "gl_tieout_items": (
        "gl_tieout_item_id entity_id role gl_account period kind subject_kind subject_id reference amount _file_id "
        "_line"
    ),
    "journal_entries": (
        "journal_entry_id entry_number entity_id period template title entry_date reversal_date is_reversing basis "
        "state booked_date "
        "debit_amount credit_amount line_count is_mapped entry_memo subject_kind subject_id reference preparer "
        "approver "
        "idempotency_key _file_id _line"
    ),
    "journal_entry_lines": (
        "journal_entry_line_id journal_entry_id line_number entity_id role gl_account debit_amount credit_amount "
        "entry_memo"
    ),
}
PLACE = {"entity_id": "841234567", "account_number": "4400012345", "period": "2026-09"}
LINES = [
    ("per_bank", "Balance per bank", "1000.00", "5000.00", "4200.00", "1800.00"),
    ("deposits_in_transit_prior", "Deposits in transit - prior", "150.00", "-150.00", "0.00", "0.00"),
    ("deposits_in_transit_current", "Deposits in transit - current", "0.00", "220.00", "0.00", "220.00"),
    ("outstanding_prior", "Outstanding checks - prior", "-80.00", "0.00", "-80.00", "0.00"),
    ("outstanding_current", "Outstanding checks - current", "0.00", "0.00", "60.00", "-60.00"),
    ("returned_and_redeposited", "Returned and deposited again", "0.00", "-35.00", "-35.00", "0.00"),
    ("bank_errors", "Bank errors the bank corrected itself", "0.00", "0.00", "0.00", "0.00"),
    ("adjusted_bank", "Adjusted bank", "1070.00", "5035.00", "4145.00", "1960.00"),
    ("per_books", "Balance per books", "1070.00", "5017.00", "4108.00", "1979.00"),
    ("unrecorded_receipts_current", "Unrecorded receipts - current", "0.00", "18.00", "0.00", "18.00"),
    ("unrecorded_debits_current", "Unrecorded fees and debits - current", "0.00", "0.00", "12.00", "-12.00"),
    ("returned_items_current", "Returned items unrecorded - current", "0.00", "0.00", "25.00", "-25.00"),
    ("opening_difference", "Difference before the first day", "0.00", "0.00", "0.00", "0.00"),
    ("adjusted_books", "Adjusted books", "1070.00", "5035.00", "4145.00", "1960.00"),
    ("difference", "Difference", "0.00", "0.00", "0.00", "0.00"),
]
"""The worked example of the proof of cash."""
TIES = [
    ("patient_ar", "Patient A/R", "900.00", "-412.50", "0.00", "manual_amount"),
    ("remittance_clearing", "Remittance Clearing", "200.00", "0.00", "200.00", None),
]


def _row(mart: str, **cells: Any) -> dict[str, Any]:
    return {name: cells.get(name) for name in SHAPES[mart].split()}


def rows() -> dict[str, Rows]:
    """Make the rows of the proof of cash, the tie-out and the entries."""
    proof = [
        _row("proof_of_cash", **PLACE, proof_line_id=name, period_date=dt.date(2026, 9, 30), line_order=order,
             line_name=name, side="bank", title=title, is_total=name.startswith(("adjusted", "difference")),
             **{column: Decimal(cell) for column, cell in zip(FOUR.split(), cells, strict=True)})
        for order, (name, title, *cells) in enumerate(LINES, start=1)
    ]  # fmt: skip
    items = [
        _row("proof_of_cash_items", **PLACE, proof_of_cash_item_id=f"i{number}", kind=kind, reference=f"SLIP{number}",
             opened_date=dt.date(2026, 9, 29), age_business_days=1, prior_amount=Decimal(0),
             current_amount=Decimal(amount), _file_id="f" * 16, _line=number)
        for number, (kind, amount) in enumerate((("deposit_in_transit", "220.00"), ("outstanding", "-60.00")), start=1)
    ]  # fmt: skip
    ties = []
    for role, account, ledger, left, subledger, why in TIES:
        named = dict.fromkeys((name for name in SHAPES["gl_tieout"].split() if name.endswith("_amount")), Decimal(0))
        named |= {"gl_amount": Decimal(ledger), "gl_closing_amount": Decimal(ledger),
                  "subledger_amount": Decimal(ledger) - Decimal(left), "difference_amount": Decimal(left)}  # fmt: skip
        named |= {why: Decimal(left)} if why else {"subledger_amount": Decimal(subledger)}
        ties.append(_row("gl_tieout", **PLACE, gl_tieout_id=role, role=role, gl_account=account, item_count=1) | named)
    hand = _row("gl_tieout_items", **PLACE, gl_tieout_item_id="h", role="patient_ar", gl_account="Patient A/R",
                kind="manual", subject_kind="ledger_entry", reference="JE-1041", amount=Decimal("-412.50"),
                _file_id="f" * 16, _line=9)  # fmt: skip
    entry = _row("journal_entries", **PLACE, journal_entry_id="e1", template="J13", title="Bank fee or interest",
                 entry_date=dt.date(2026, 9, 30), state="proposed", debit_amount=Decimal(12),
                 credit_amount=Decimal(12), _file_id="f" * 16, _line=3)  # fmt: skip
    lines = [
        _row("journal_entry_lines", journal_entry_line_id=str(number), journal_entry_id="e1", line_number=number,
             gl_account=account, debit_amount=Decimal(debit), credit_amount=Decimal(credit),
             entry_memo="Bank fee or interest")
        for number, account, debit, credit in ((1, "Bank Fees", 12, 0), (2, "Operating Checking", 0, 12))
    ]  # fmt: skip
    return {"proof_of_cash": proof, "proof_of_cash_items": items, "gl_tieout": ties, "gl_tieout_items": [hand],
            "journal_entries": [entry], "journal_entry_lines": lines}  # fmt: skip
