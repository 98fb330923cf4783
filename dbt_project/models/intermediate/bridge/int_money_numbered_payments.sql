-- PM payments with the entity, payer and number under which money is followed. A payment that the PM exports without
-- its number has that of the one remittance behind it.
with
payments as (
    select * from {{ ref('int_pm_payments') }}
),

final as (
    select
        payments.pm_payment_id,
        entities.money_entity_id as entity_id,
        payments.practice_id,
        payments.payment_number,
        payments.payer_type,
        aliases.payer_id,
        payments.method,
        payments.reference_number,
        payments.batch_number,
        payments.posting_date,
        payments.amount,
        {{ normalise_reference('coalesce(payments.reference_number, found.trace_number)') }} as reference_key,
        {{ normalise_reference('payments.batch_number') }} as batch_key,
        payments._file_id,
        payments._line
    from payments
    inner join {{ ref('int_money_entities') }} as entities
        on payments.entity_id = entities.entity_id
    left join {{ ref('int_payment_remittances') }} as found
        on payments.pm_payment_id = found.pm_payment_id
    left join {{ ref('payer_aliases') }} as aliases
        on
            aliases.alias_kind = 'pm_name'
            and upper(payments.payer_name) = upper(aliases.alias)
)

select * from final
