"""How the bank's credits are explained: the questions behind the proof and the strip of days.

Here: sums over deposits. An exception stays one in the proof when a person has resolved it; `resolved` says how much.
Not here: laying out the answers (`morning`).
"""

PROOF = """select count(*) as deposits, min(d.deposit_date) as first_day, sum(d.amount) as credit,
       sum(d.matched_amount) as matched, sum(d.classified_amount) as classified, sum(d.exception_amount) as exceptions,
       coalesce(sum(d.exception_amount) filter (not e.is_open), 0) as resolved
from marts.deposits as d left join marts.exceptions as e on d.exception_id = e.exception_id
where d.deposit_date >= coalesce($day, d.deposit_date)"""
DAYS = "select distinct statement_date as day from marts.deposit_chain order by day desc limit $most"
STRIP = """select d.deposit_date, list_sort(list(distinct d.channel)) as channels, count(*) as deposits,
       case when d.channel in ('eft', 'check', 'card', 'desk') then d.channel else 'other' end as strip_channel,
       sum(d.amount) as credit, sum(d.matched_amount) as matched, sum(d.classified_amount) as classified,
       sum(d.exception_amount) as exceptions,
       coalesce(sum(d.exception_amount) filter (not e.is_open), 0) as resolved
from marts.deposits as d left join marts.exceptions as e on d.exception_id = e.exception_id
where d.deposit_date >= $first group by all"""
