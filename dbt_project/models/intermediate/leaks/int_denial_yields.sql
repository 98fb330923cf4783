-- What a payer allows of charges it does not deny, in hundredths of a percent: so much a denied charge would have been
-- worth.
with
decisions as (
    select
        entity_id,
        payer_name,
        charge_amount,
        paid_amount + patient_amount as allowed_amount
    from {{ ref('adjudications') }}
    where
        is_latest
        and payer_sequence = 1
        and denied_charge_amount = 0
        and charge_amount > 0
        and not is_reversal
        and not is_predetermination
),

sums as (
    select
        entity_id,
        payer_name,
        sum(charge_amount) as charge_amount,
        sum(allowed_amount) as allowed_amount
    from decisions
    group by entity_id, payer_name
    union all
    select
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        sum(charge_amount) as charge_amount,
        sum(allowed_amount) as allowed_amount
    from decisions
    group by entity_id
),

-- No payer is taken to allow more than is charged.
final as (
    select
        entity_id,
        payer_name,
        least(cast(round({{ ratio('allowed_amount', 'charge_amount') }} * 10000) as integer), 10000)
            as yield_basis_points
    from sums
)

select * from final
