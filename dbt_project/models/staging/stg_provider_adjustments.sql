with
latest as (
    {{ latest_delivery('provider_adjustment', ['transaction_digest', 'adjustment_position']) }}
),

remittances as (
    select
        transaction_digest,
        entity_id
    from {{ ref('stg_remittance_payments') }}
),

final as (
    select
        {{ surrogate_key(['latest.transaction_digest', 'latest.adjustment_position']) }} as provider_adjustment_id,
        latest.transaction_digest as remittance_id,
        coalesce(remittances.entity_id, 'unassigned') as entity_id,
        latest.transaction_digest,
        latest.adjustment_position,
        latest.provider_identifier,
        latest.fiscal_period_date,
        latest.reason_code,
        latest.reference,
        latest.amount,
        latest._file_id,
        latest._line
    from latest
    left join remittances
        on latest.transaction_digest = remittances.transaction_digest
)

select * from final
