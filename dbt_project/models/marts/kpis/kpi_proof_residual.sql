-- Differences of single accounts, without their signs: one over and one short must not cancel out.
with
reconciliations as (
    select * from {{ ref('bank_reconciliations') }}
),

facts as (
    select
        period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        abs(difference_amount) as amount,
        case when difference_amount is null then 0 else 1 end as item_count,
        case when difference_amount is null then 1 else 0 end as unmeasured_count
    from reconciliations
),

final as (
    {{ amount_by_grain('K57', 'facts') }}
)

select * from final
