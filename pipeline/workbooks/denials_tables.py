"""The tables of the denials workbook: for each sheet its columns and the query over the marts.

Here: which columns, in which order, under which header. Not here: the sheets of formulas (`denials_sheets`) and the
order of sheets (`denials`). Amounts in US dollars.
"""

from pipeline.workbooks.sheets import Field

MOST_LINES = 60_000
"""More denied lines than this stay in the mart: the workbook then holds the newest months that fit."""
PAYER, REASON, OVERTURNED, DENIED = 2, 9, 14, 17
"""Where a row of `LINES` says its payer, its reason, whether it was overturned, and the dollars denied."""
TREND = (
    [
        Field("Month", 9),
        Field("Payer", 24),
        Field("Class", 18),
        Field("Decided", 10, "count"),
        Field("Denied", 10, "count"),
        Field("Rate", 8, "percent", "=IF({Decided}=0,0,{Denied}/{Decided})"),
        Field("Not overturned", 10, "count"),
        Field("Preventable", 11, "count"),
        Field("Charges decided", 15, "money"),
        Field("Charges denied", 14, "money"),
        Field("Rate of charges", 9, "percent", "=IF({Charges decided}=0,0,{Charges denied}/{Charges decided})"),
        Field("Charges not overturned", 14, "money"),
        Field("Charges preventable", 14, "money"),
    ],
    """
    select period, payer_name, financial_class, cast(sum(decided_count) as integer), cast(sum(denied_count) as integer),
        sum(denied_count) / sum(decided_count), cast(sum(not_overturned_count) as integer),
        cast(sum(preventable_count) as integer), sum(decided_amount), sum(denied_amount),
        coalesce(cast(sum(denied_amount) as double) / nullif(cast(sum(decided_amount) as double), 0), 0),
        sum(not_overturned_amount), sum(preventable_amount)
    from marts.denial_trends
    group by period, payer_name, financial_class
    order by period, payer_name, financial_class
    """,
)
LINES = (
    [
        Field("Month", 9),
        Field("Decided", 11, "date"),
        Field("Payer", 22),
        Field("Class", 16),
        Field("Claim", 14),
        Field("Line", 6, "count"),
        Field("Procedure", 10),
        Field("Group", 7),
        Field("Code", 7),
        Field("Reason", 20),
        Field("What the code says", 36, "wrap"),
        Field("Remarks", 12),
        Field("Kind", 9),
        Field("First answer", 8),
        Field("Overturned", 8),
        Field("Preventable", 11),
        Field("Charged", 13, "money"),
        Field("Denied", 13, "money"),
        Field("Age, days", 8, "count"),
        Field("Source", 40),
    ],
    """
    with months as (
        select strftime(adjudication_date, '%Y-%m') as period, count(*) as lines
        from marts.denials group by period
    ),
    kept as (
        select period from months
        qualify sum(lines) over (order by period desc) <= $most or row_number() over (order by period desc) = 1
    )
    select strftime(d.adjudication_date, '%Y-%m') as period, d.adjudication_date, coalesce(d.payer_name, 'not known'),
        d.financial_class, d.claim_number, d.service_position, d.procedure_code, d.group_code, d.reason_code,
        coalesce(d.category, 'not mapped'), d.reason, d.remark_codes, d.denial_kind,
        case when d.is_initial then 'yes' else 'no' end, case when d.is_overturned then 'yes' else 'no' end,
        case when d.is_preventable then 'yes' else 'no' end,
        case when d.is_leading_reason then d.charge_amount else 0 end, d.denied_amount, d.age_days,
        f.file_name || ', ' || f.unit || ' ' || d._line
    from marts.denials as d
    inner join kept on strftime(d.adjudication_date, '%Y-%m') = kept.period
    left join marts.file_names as f on f.file_id = d._file_id
    order by d.adjudication_date desc, d.denied_amount desc, d.denial_id
    """,
)
OVERTURNS = (
    [
        Field("Reason", 24),
        Field("Payer", 26),
        Field("Lines denied", 10, "count", "=COUNTIFS(tblLines[Reason],{Reason},tblLines[Payer],{Payer})"),
        Field("Overturned", 10, "count",
              '=COUNTIFS(tblLines[Reason],{Reason},tblLines[Payer],{Payer},tblLines[Overturned],"yes")'),
        Field("Rate", 9, "percent", "=IF({Lines denied}=0,0,{Overturned}/{Lines denied})"),
        Field("Denied", 15, "money", "=SUMIFS(tblLines[Denied],tblLines[Reason],{Reason},tblLines[Payer],{Payer})"),
        Field("Of it overturned", 15, "money",
              '=SUMIFS(tblLines[Denied],tblLines[Reason],{Reason},tblLines[Payer],{Payer},tblLines[Overturned],"yes")'),
        Field("Still denied", 15, "money", "=ROUND({Denied}-{Of it overturned},2)"),
    ],
    "",
)  # fmt: skip
"""Computed from the rows of `LINES`, so that every figure of the sheet can be a formula over them."""
KPIS = """select coalesce(cast(sum(numerator) as integer), 0) from marts.kpi_values
where kpi_id = 'K20c' and grain = 'practice' and is_measurable"""
