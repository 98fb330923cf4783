"""The tables of the worklists workbook: for each sheet its columns and the query over the marts.

Here: which columns, in which order, under which header. Not here: the sums by kind and payer (`worklists`). Amounts in
US dollars.
"""

from pipeline.workbooks.sheets import Field

MOST = 20_000
"""More claims than this stay in the mart: a list that long is not worked from a workbook."""
WORK = (
    [
        Field("Rank", 6, "count"),
        Field("Claim", 13),
        Field("Payer", 21),
        Field("Kind", 19),
        Field("Code", 9),
        Field("What the code says", 28, "wrap"),
        Field("Open", 13, "money"),
        Field("Expected", 12, "money", "=ROUND({At stake}*{Chance},2)"),
        Field("Deadline", 11, "date"),
        Field("Days left", 8, "count", '=IF({Deadline}="","",{Deadline}-As_Of)'),
        Field("Minutes", 8, "count"),
        Field("Score per hour", 12, "money", "=ROUND({Expected}*{Weight}*60/{Minutes},2)"),
        Field("Why", 64, "wrap"),
        Field("Next step", 44, "wrap"),
        Field("Worked by", 14),
        Field("Outcome", 24),
        Field("Charge", 11),
        Field("Class", 17),
        Field("Category", 19),
        Field("Remarks", 10),
        Field("At stake", 13, "money"),
        Field("Chance", 8, "percent"),
        Field("Chance rests on", 28, "wrap"),
        Field("Span", 17),
        Field("Weight", 8, "money"),
        Field("Similar", 8, "count"),
        Field("Service", 11, "date"),
        Field("First sent", 11, "date"),
        Field("Last sent", 11, "date"),
        Field("Times sent", 8, "count"),
        Field("Decided", 11, "date"),
        Field("Source", 38),
    ],
    """
    select w.work_rank, w.claim_number, w.payer_name, w.kind, concat_ws(' ', w.group_code, w.reason_code), w.reason,
        w.open_amount, w.expected_value, w.deadline_date, w.days_left, w.effort_minutes, w.priority_score, w.why,
        w.next_step, null, null, w.charge_number, w.financial_class, w.category, w.remark_codes, w.amount_at_stake,
        w.chance, w.chance_support, w.urgency, w.urgency_weight, w.similar_count, w.service_date,
        w.first_submission_date, w.latest_submission_date, w.submission_count, w.adjudication_date,
        f.file_name || ', ' || f.unit || ' ' || w._line
    from marts.worklist as w
    left join marts.file_names as f on f.file_id = w._file_id
    where w.work_rank <= $most
    order by w.work_rank
    """,
)
PRINTED = 15
"""The last column that is printed; those behind it are for pivots."""
PAYER, KIND, OPEN, EXPECTED, DAYS_LEFT, MINUTES, STAKE, SPAN = 2, 3, 6, 7, 9, 10, 20, 23
"""Where a row of `WORK` has what the summary adds up."""
REJECTIONS = (
    [
        Field("Claim", 13),
        Field("Payer", 22),
        Field("Class", 18),
        Field("Service", 11, "date"),
        Field("Sent", 11, "date"),
        Field("Rejected", 11, "date"),
        Field("Category", 9),
        Field("Status code", 9),
        Field("What the code says", 40, "wrap"),
        Field("Charged", 13, "money"),
        Field("Age, days", 9, "count", "=As_Of-{Rejected}"),
        Field("Source", 40),
    ],
    """
    select r.claim_number, r.payer_name, r.financial_class, r.service_date, r.submission_date, r.rejected_date,
        r.status_category, r.status_code, r.reason, r.charge_amount, r.age_days,
        f.file_name || ', ' || f.unit || ' ' || r._line
    from marts.claim_rejections as r
    left join marts.file_names as f on f.file_id = r._file_id
    where r.is_standing and $most > 0
    order by r.rejected_date, r.charge_amount desc, r.claim_rejection_id
    """,
)
NO_ANSWER = (
    [
        Field("Claim", 13),
        Field("Payer", 22),
        Field("Class", 18),
        Field("Service", 11, "date"),
        Field("Last sent", 11, "date"),
        Field("Times sent", 8, "count"),
        Field("Charged", 13, "money"),
        Field("Waits, days", 9, "count", "=As_Of-{Last sent}"),
        Field("Half of the answers within", 11, "count"),
        Field("Usual within", 9, "count"),
        Field("Days over", 9, "count", "={Waits, days}-{Usual within}"),
        Field("Learned from answers", 11, "count"),
        Field("Source", 40),
    ],
    """
    select c.claim_number, c.payer_name, c.financial_class, c.service_date, c.latest_submission_date,
        c.submission_count, c.charge_amount, c.waited_days, c.median_days, c.usual_days, c.waited_days - c.usual_days,
        c.answered_count, f.file_name || ', ' || f.unit || ' ' || c._line
    from marts.claim_waits as c
    left join marts.file_names as f on f.file_id = c._file_id
    where c.is_late
    order by c.waited_days desc, c.charge_amount desc, c.claim_id
    limit $most
    """,
)
TABLES = {
    "Worklist": (WORK, "Claims to work, best first", "No claim needs work: nothing is open and in trouble."),
    "Rejections": (REJECTIONS, "Rejected before the payer read them, not sent again", "No claim stands rejected."),
    "NoAnswer": (NO_ANSWER, "Waiting longer than the payer usually takes", "No claim waits longer than usual."),
}
"""Each sheet that is a table: its columns and query, its title, and what it says when it is empty."""
