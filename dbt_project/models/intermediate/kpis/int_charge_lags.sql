-- Days from the service to the posting of its charge. A charge posted before its service is an error, no lag; where one
-- day stands for service and posting, none is known.
with
run as (
    select as_of from {{ ref('stg_run') }}
),

charges as (
    select * from {{ ref('int_charges_with_payers') }}
),

final as (
    select
        {{ month_of('charges.service_date') }} as period,
        charges.entity_id,
        charges.payer_name,
        charges.financial_class,
        concat(charges.practice_id, '|', charges.charge_number) as item_id,
        case
            when charges.is_posting_day_stated and charges.posting_date >= charges.service_date
                then {{ days_between('charges.service_date', 'charges.posting_date') }}
        end as lag_days,
        case
            when charges.is_posting_day_stated and charges.posting_date >= charges.service_date then 1
            else 0
        end as weight
    from charges
    inner join run on charges.service_date <= run.as_of
)

select * from final
