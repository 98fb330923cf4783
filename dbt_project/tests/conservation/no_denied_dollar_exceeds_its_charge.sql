-- Denied charges are a part of the charges decided on; a denial is on a claim that decided something.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "denials"}}}) }}

with
adjudications as (
    select * from {{ ref('adjudications') }}
),

orphans as (
    select denials.denial_id as offender
    from {{ ref('denials') }} as denials
    left join adjudications on denials.adjudication_id = adjudications.adjudication_id
    where adjudications.adjudication_id is null
),

excesses as (
    select adjudication_id as offender
    from adjudications
    where denied_charge_amount > adjudicated_charge_amount
)

select offender from orphans
union all
select offender from excesses
