with
charges as (
    select * from {{ ref('int_charges_with_payers') }}
),

payments as (
    select * from {{ ref('int_pm_line_payments') }}
),

adjustments as (
    select * from {{ ref('int_pm_line_adjustments') }}
),

movements as (
    select
        practice_id,
        charge_number,
        entity_id,
        'charge' as source_block,
        'charge' as movement,
        'charge' as movement_class,
        0 as refunded_amount,
        posting_date as movement_date,
        amount,
        _file_id,
        _line
    from charges
    union all
    select
        practice_id,
        charge_number,
        entity_id,
        source_block,
        case when payer_sequence = 'patient' then 'patient payment' else 'insurance payment' end as movement,
        case when payer_sequence = 'patient' then 'patient payment' else 'insurance payment' end as movement_class,
        refunded_amount,
        posting_date as movement_date,
        -amount as amount,
        _file_id,
        _line
    from payments
    union all
    select
        practice_id,
        charge_number,
        entity_id,
        source_block,
        case when adjustment_kind like '%contractual' then 'contractual' else 'other adjustment' end as movement,
        case when adjustment_class = 'bad debt' and amount < 0 then 'reinstatement' else adjustment_class end
            as movement_class,
        0 as refunded_amount,
        posting_date as movement_date,
        -amount as amount,
        _file_id,
        _line
    from adjustments
),

final as (
    select
        {{ surrogate_key(['movements.practice_id', 'movements.charge_number', 'movements.source_block']) }}
            as ar_ledger_id,
        movements.entity_id,
        movements.practice_id,
        charges.location_id,
        charges.provider_id,
        movements.charge_number,
        charges.claim_number,
        coalesce(charges.payer_name, 'Unknown') as payer_name,
        coalesce(charges.financial_class, 'unknown') as financial_class,
        movements.movement,
        movements.movement_class,
        movements.movement_date,
        cast(movements.amount as decimal(18, 2)) as amount,
        cast(movements.refunded_amount as decimal(18, 2)) as refunded_amount,
        movements._file_id,
        movements._line
    from movements
    left join charges
        on
            movements.practice_id = charges.practice_id
            and movements.charge_number = charges.charge_number
)

select * from final
