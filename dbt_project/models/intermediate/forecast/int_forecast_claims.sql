-- Claims as each origin knew them: sent by then, how old, settled or not, and what they may bring: what the contract
-- allows, and of other charges the share the payer had allowed until then.
with
settings as (
    {{ settings_of('payer_settings', {
        'usual_share': 'forecast_allowed_share',
        'memory_days': 'forecast_memory_days',
    }) }}
),

origins as (
    select * from {{ ref('int_forecast_origins') }}
),

priced as (
    select
        entity_id,
        payer_name,
        adjudication_date,
        sum(allowed_amount) as allowed_amount,
        sum(charge_amount) as charge_amount
    from {{ ref('int_priced_lines') }}
    group by entity_id, payer_name, adjudication_date
),

shares as (
    select
        origins.origin_date,
        priced.entity_id,
        priced.payer_name,
        sum(priced.allowed_amount) as allowed_amount,
        sum(priced.charge_amount) as charge_amount
    from origins
    inner join priced on origins.origin_date >= priced.adjudication_date
    group by origins.origin_date, priced.entity_id, priced.payer_name
),

known as (
    select
        origins.origin_date,
        claims.claim_id,
        claims.entity_id,
        claims.payer_name,
        origins.closed_number - claims.sent_number as age_days,
        case
            when claims.settled_number <= origins.closed_number then claims.settled_number - claims.sent_number
        end as lag_days,
        case when claims.settled_number <= origins.closed_number then claims.receipt_amount else 0 end
            as receipt_amount,
        claims.contract_amount,
        claims.other_charge_amount
    from origins
    inner join {{ ref('int_claim_receipts') }} as claims on origins.origin_date >= claims.first_submission_date
    cross join settings
    where origins.closed_number - claims.sent_number <= settings.memory_days
),

final as (
    select
        known.origin_date,
        known.claim_id,
        known.entity_id,
        known.payer_name,
        known.age_days,
        known.lag_days,
        known.receipt_amount,
        cast(
            known.contract_amount
            + round(
                known.other_charge_amount * coalesce(
                    cast(shares.allowed_amount / nullif(shares.charge_amount, 0) as decimal(9, 6)),
                    settings.usual_share
                ), 2
            ) as decimal(18, 2)
        ) as allowed_amount
    from known
    cross join settings
    left join shares
        on
            known.origin_date = shares.origin_date
            and known.entity_id = shares.entity_id
            and known.payer_name = shares.payer_name
)

select * from final
