-- What payers add to or take from a payment outside its claims (PLB), each with its code in words.
with
adjustments as (
    select
        provider_adjustment_id,
        remittance_id,
        entity_id,
        adjustment_position,
        reason_code,
        amount,
        _file_id,
        _line
    from {{ ref('stg_provider_adjustments') }}
),

routes as (
    select
        reason_code,
        route,
        gloss
    from {{ ref('plb_routes') }}
),

final as (
    select
        adjustments.provider_adjustment_id,
        adjustments.remittance_id,
        adjustments.entity_id,
        cast(adjustments.adjustment_position as integer) as adjustment_position,
        adjustments.reason_code,
        routes.route,
        routes.gloss,
        cast(adjustments.amount as decimal(18, 2)) as amount,
        adjustments._file_id,
        adjustments._line
    from adjustments
    left join routes
        on adjustments.reason_code = routes.reason_code
)

select * from final
