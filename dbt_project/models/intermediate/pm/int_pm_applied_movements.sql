-- Money, write-offs and transfers that a PM system with a ledger has put on charge lines; what a movement does not say
-- itself stands at the movement or payment it applies. An application counts where it puts money or a write-off on a
-- charge line: PM systems list the same match once more from the other side.
with
movements as (
    select * from {{ ref('int_pm_live_transactions') }}
    where
        kind <> 'charge'
        and charge_number is not null
),

charges as (
    select * from {{ ref('int_pm_charges') }}
),

sources as (
    select * from {{ ref('int_pm_live_transactions') }}
    where kind <> 'application'
    qualify
        row_number() over (
            partition by practice_id, transaction_number
            order by case when kind = 'payment' then 0 else 1 end, kind, occurrence
        ) = 1
),

known_sources as (
    select distinct
        practice_id,
        transaction_number
    from {{ ref('stg_pm_transactions') }}
    where kind <> 'application'
),

payments as (
    select * from {{ ref('stg_pm_payments') }}
),

final as (
    select
        movements.pm_transaction_id,
        movements.practice_id,
        charges.charge_number is not null as is_of_charge,
        coalesce(charges.entity_id, movements.entity_id) as entity_id,
        movements.charge_number,
        coalesce(sources.payment_number, movements.payment_number) as payment_number,
        coalesce(movements.reference_number, sources.reference_number, payments.reference_number) as reference_number,
        case when movements.kind = 'application' then sources.kind else movements.kind end as kind,
        coalesce(movements.payer_sequence, sources.payer_sequence) as stated_sequence,
        case
            when payments.payer_type = 'insurance' or payments.payer_type is null
                then coalesce(movements.payer_name, sources.payer_name, payments.payer_name)
        end as payer_name,
        payments.payer_type,
        charges.payer_name as primary_payer_name,
        charges.secondary_payer_name,
        coalesce(movements.posting_date, sources.posting_date, payments.posting_date, charges.posting_date)
            as posting_date,
        coalesce(movements.adjustment_kind, sources.adjustment_kind) as adjustment_kind,
        coalesce(movements.adjustment_code, sources.adjustment_code) as adjustment_code,
        movements.amount,
        movements._file_id,
        movements._line
    from movements
    left join charges
        on
            movements.practice_id = charges.practice_id
            and movements.charge_number = charges.charge_number
    left join sources
        on
            movements.practice_id = sources.practice_id
            and movements.payment_number = sources.transaction_number
    left join known_sources
        on
            movements.practice_id = known_sources.practice_id
            and movements.payment_number = known_sources.transaction_number
    left join payments
        on
            movements.practice_id = payments.practice_id
            and coalesce(sources.payment_number, movements.payment_number) = payments.payment_number
    where
        -- money of a voided payment counts for nothing
        (known_sources.transaction_number is null or sources.transaction_number is not null)
        and not {{ is_void('payments') }}
        and (movements.kind <> 'application' or (sources.kind <> 'charge' and charges.charge_number is not null))
)

select * from final
