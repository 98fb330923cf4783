-- Payments that a PM system exports as movements and that name no charge line: on account, until an application puts
-- them on one. One row per payment and movement of it.
with
movements as (
    select * from {{ ref('int_pm_live_transactions') }}
    where posting_date is not null
),

on_account as (
    select
        movements.*,
        {{ surrogate_key(['movements.practice_id', 'movements.transaction_number', 'movements.occurrence']) }}
            as unapplied_id
    from movements
    where
        movements.kind = 'payment'
        and movements.charge_number is null
        and movements.payment_number is null
        -- a PM that never says which charge line a payment is for cannot say that one is for none
        and movements.practice_id in (
            select named.practice_id from movements as named
            where named.kind in ('payment', 'application') and named.charge_number is not null
        )
),

put_on_charges as (
    select
        on_account.unapplied_id,
        movements.posting_date,
        sum(movements.amount) as amount
    from on_account
    inner join movements
        on
            on_account.practice_id = movements.practice_id
            and on_account.transaction_number = movements.payment_number
            and movements.kind = 'application'
            and movements.charge_number is not null
    group by on_account.unapplied_id, movements.posting_date
),

final as (
    select
        unapplied_id,
        'new' as side,
        posting_date as flow_date,
        entity_id,
        payer_sequence,
        coalesce(reference_number, batch_number, transaction_number) as reference,
        -amount as amount,
        _file_id,
        _line
    from on_account
    union all
    select
        put_on_charges.unapplied_id,
        'resolved' as side,
        put_on_charges.posting_date as flow_date,
        on_account.entity_id,
        on_account.payer_sequence,
        coalesce(on_account.reference_number, on_account.batch_number, on_account.transaction_number) as reference,
        put_on_charges.amount,
        on_account._file_id,
        on_account._line
    from put_on_charges
    inner join on_account
        on put_on_charges.unapplied_id = on_account.unapplied_id
)

select * from final
