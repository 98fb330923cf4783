-- Adding up the parts of a KPI over its payers or classes gives no more than the practice, and where every row has a
-- class, exactly the practice. What is counted at the bank, in drawers or in exceptions has no class and often no
-- payer. Days in A/R divide by a daily average, denials of claims submitted by a monthly one, and these are rounded per
-- cut: their numerators only.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "kpi_values"}}}) }}

with
sums as (
    select
        kpi_id,
        period,
        entity_id,
        sum(case when grain = 'practice' then numerator end) as practice_numerator,
        sum(case when grain = 'payer' then numerator end) as payer_numerator,
        sum(case when grain = 'financial_class' then numerator end) as class_numerator,
        sum(case when grain = 'practice' then denominator end) as practice_denominator,
        sum(case when grain = 'financial_class' then denominator end) as class_denominator
    from {{ ref('kpi_values') }}
    group by kpi_id, period, entity_id
)

select
    kpi_id,
    period,
    entity_id
from sums
where
    (
        (kpi_id = 'K50c' or kpi_id not like 'K5%')
        and kpi_id not in ('K45', 'K46')
        and (practice_numerator <> class_numerator or practice_numerator <> payer_numerator)
    )
    or (kpi_id not in ('K01', 'K01a', 'K09', 'K20s') and practice_denominator < class_denominator)
