-- Charge lines that a PM system exports only as movements: several movements of one line add up.
with
exported as (
    select
        practice_id,
        charge_number
    from {{ ref('stg_pm_charges') }}
),

movements as (
    select
        movements.*,
        row_number() over (
            partition by movements.practice_id, movements.charge_number
            order by movements.posting_date, movements.transaction_number, movements.occurrence
        ) as movement_rank
    from {{ ref('int_pm_live_transactions') }} as movements
    left join exported
        on
            movements.practice_id = exported.practice_id
            and movements.charge_number = exported.charge_number
    where
        movements.kind = 'charge'
        and movements.charge_number is not null
        and exported.charge_number is null
),

final as (
    select
        practice_id,
        charge_number,
        max(entity_id) as entity_id,
        max(claim_number) as claim_number,
        min(service_date) as service_date,
        min(coalesce(posting_date, service_date)) as posting_date,
        count(case when posting_date is null or is_posting_day_stated = 'N' then 1 end) = 0 as is_posting_day_stated,
        max(procedure_code) as procedure_code,
        case when count(distinct modifiers) = 1 then max(modifiers) end as modifiers,
        cast(sum(amount) as decimal(18, 2)) as amount,
        coalesce(max(payer_name), 'Unknown') as payer_name,
        max(provider_id) as provider_id,
        max(location_id) as location_id,
        max(case when movement_rank = 1 then _file_id end) as _file_id,
        max(case when movement_rank = 1 then _line end) as _line
    from movements
    group by practice_id, charge_number
)

select * from final
