"""The tables of the controls workbook: for each sheet its columns and the query over the marts.

Here: findings, duties, work and what each control could see, the order of sheets, and what an empty sheet says. Not
here: tables of money on its way (`controls_money`) and the summary (`controls_summary`). Amounts in US dollars.
"""

from pipeline.workbooks.controls_money import CREDITS, PRIOR_PERIODS, REFUNDS, WRITE_OFFS
from pipeline.workbooks.sheets import Field

FINDING = [
    Field("Severity", 9),
    Field("Control", 34, "wrap"),
    Field("What happened, what to do", 66, "wrap"),
    Field("Amount", 13, "money"),
    Field("Item", 11),
    Field("Reference", 16),
    Field("Claim", 10),
    Field("Login", 12),
    Field("Approver", 12),
    Field("Posted for", 11, "date"),
    Field("Keyed or voided", 11, "date"),
    Field("Approval tier", 11),
    Field("Who acts", 15),
    Field("Source", 40),
]
_FOUND = """
    select i.severity, i.title, i.words, i.amount, i.item_kind, i.reference, i.claim_number, i.user_name, i.approver,
        i.posting_date, i.entered_date, i.tier, i.owner, f.file_name || ', ' || f.unit || ' ' || i._line
    from marts.adjustment_controls as i
    inner join marts.control_coverage as c on c.control = i.control
    {source}
    where {which}
    order by i.severity = 'high' desc, c.control_order, i.amount desc, i.reference, i.adjustment_control_id
    """


def _found(which: str) -> str:
    return _FOUND.replace("{which}", which)


DUTIES = (
    [
        Field("Two duties in one hand", 38, "wrap"),
        Field("Login", 14),
        Field("Money", 12),
        Field("Reference", 16),
        Field("Amount", 13, "money"),
        Field("One duty", 18),
        Field("On", 11, "date"),
        Field("Other duty", 18),
        Field("Also on", 11, "date"),
        Field("What it risks, what to do", 60, "wrap"),
        Field("Source", 34, "wrap"),
    ],
    """
    select i.title, i.user_name, i.money_kind, i.reference, i.amount, i.first_duty, i.first_date, i.second_duty,
        i.second_date, i.words, f.file_name || ', ' || f.unit || ' ' || i._line
    from marts.duty_conflicts as i
    {source}
    order by i.title, i.amount desc, i.reference, i.duty_conflict_id
    """,
)
PRODUCTIVITY = (
    [
        Field("Month", 9),
        Field("Login", 14),
        Field("Work", 30),
        Field("Items", 9, "count"),
        Field("Weight", 8, "money"),
        Field("Weighted", 11, "money", "=ROUND({Items}*{Weight},2)"),
        Field("Amount", 15, "money"),
        Field("Own ones reversed", 10, "count"),
        Field("Wrong items", 9, "count"),
        Field("Wrong by", 13, "money"),
    ],
    """
    select month, user_name, title, touch_count, weight, weighted_touches, amount, reversed_count, variance_count,
        variance_amount
    from marts.productivity order by month desc, user_name, work_kind, entity_id
    """,
)
CONTROLS = (
    [
        Field("Control", 38, "wrap"),
        Field("Watches", 11),
        Field("Severity", 9),
        Field("Looked at", 10, "count"),
        Field("Not told", 10, "count"),
        Field("Findings", 9, "count", "=COUNTIFS(tblFindings[Control],{Control})"),
        Field("Amount", 14, "money", "=SUMIFS(tblFindings[Amount],tblFindings[Control],{Control})"),
        Field("What it could see", 60, "wrap"),
        Field("What to do", 50, "wrap"),
        Field("Who acts", 16),
    ],
    """
    select title, area, severity, examined_count, unknown_count, finding_count, finding_amount, says, next_action,
        owner
    from marts.control_coverage order by control_order
    """,
)
DEFINITIONS = (
    [Field("Table", 26), Field("Column", 26), Field("Means", 100, "wrap")],
    """
    select parent, name, description from marts.catalog
    where kind = 'column' and parent in ('adjustment_controls', 'control_coverage', 'write_offs', 'refund_controls',
        'credit_controls', 'duty_conflicts', 'productivity', 'prior_period_adjustments') and left(name, 1) <> '_'
    order by parent, name
    """,
)
NOBODY = "Not provided: who did what. Without logins no duty, limit or productivity can be told; nothing is guessed."
TABLES = {
    "Findings": ((FINDING, _found("true")), "What the controls name", "No control names anything it could see."),
    "WriteOffs": (WRITE_OFFS, "Write-offs no contract asks for, by tier and approval",
                  "Not provided: write-offs of the PM system. Nobody can tell what was given up."),
    "Voids": ((FINDING, _found("i.area in ('voids', 'postings', 'cash')")), "Voids, postings and cash",
              "No void, back-dated posting, deletion or late deposit that the sources show."),
    "Refunds": (REFUNDS, "Refunds from request to posting",
                "Not provided: the refund register. Approval, payment and posting of refunds cannot be told."),
    "Credits": (CREDITS, "Money of others and its clock", "No credit balance: nobody is owed anything back."),
    "Duties": (DUTIES, "Two duties in one hand", "No login held two duties on the same money, as far as sources say."),
    "Sequences": ((FINDING, _found("i.area = 'sequences'")), "Numbers missing in sequences",
                  "No number is missing in a sequence that runs on."),
    "Productivity": (PRODUCTIVITY, "Work by login and kind, with its quality; no ranking", NOBODY),
    "PriorPeriods": (PRIOR_PERIODS, "Late data by the month it belongs to", "Nothing reached a closed month late."),
    "Controls": (CONTROLS, "What each control looked at, and what it could not see", "No control is defined."),
    "Definitions": (DEFINITIONS, "What the columns mean", "No definition was published."),
}  # fmt: skip
"""Each sheet that is a table: its columns and query, its title, and what it says when it is empty."""
NOT_PROVIDED = {"Duties": "write_off_over_limit", "Sequences": "sequence_gap"}
"""Sheets that, when empty, are empty for want of a source whenever this control had none."""
