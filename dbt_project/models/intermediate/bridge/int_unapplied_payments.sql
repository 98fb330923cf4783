-- The payments that ever stood on no charge line, with where they are followed. Patients have no name here.
with
headers as (
    select
        payments.pm_payment_id as unapplied_id,
        cells.entity_id,
        cells.account_number,
        cells.channel,
        payments.payer_type,
        payments.payment_number as reference,
        payments._file_id,
        payments._line
    from {{ ref('stg_pm_payments') }} as payments
    inner join {{ ref('int_money_payments') }} as posted
        on payments.pm_payment_id = posted.pm_payment_id
    inner join {{ ref('int_money_cells') }} as cells
        on posted.money_id = cells.money_id
),

movements as (
    select
        movements.unapplied_id,
        entities.money_entity_id as entity_id,
        'not banked' as account_number,
        'other' as channel,
        case
            when movements.payer_sequence in ('patient', 'other') then movements.payer_sequence
            else 'insurance'
        end as payer_type,
        movements.reference,
        movements._file_id,
        movements._line
    from {{ ref('int_unapplied_movements') }} as movements
    inner join {{ ref('int_money_entities') }} as entities
        on movements.entity_id = entities.entity_id
    where movements.side = 'new'
),

final as (
    select * from headers
    union all
    select * from movements
)

select * from final
