with
run as (
    select as_of from {{ ref('stg_run') }}
),

firsts as (
    select adjudications.*
    from {{ ref('int_first_decision_parts') }} as parts
    inner join {{ ref('adjudications') }} as adjudications on parts.adjudication_id = adjudications.adjudication_id
    inner join run on adjudications.adjudication_date <= run.as_of
),

-- Lines in dollars the payer would allow; those of mere duplicates are decided elsewhere.
lines as (
    select
        firsts.entity_id,
        firsts.payer_name,
        firsts.financial_class,
        firsts.adjudication_date,
        firsts.is_denied_full or verdicts.is_denied as is_denied,
        expected.expected_amount
    from firsts
    inner join {{ ref('int_line_verdicts') }} as verdicts
        on
            firsts.remittance_id = verdicts.transaction_digest
            and firsts.claim_position = verdicts.claim_position
    inner join {{ ref('int_remitted_charges') }} as remitted
        on
            verdicts.transaction_digest = remitted.transaction_digest
            and verdicts.claim_position = remitted.claim_position
            and verdicts.service_position = remitted.service_position
    left join {{ ref('int_expected_allowed') }} as expected
        on
            firsts.entity_id = expected.entity_id
            and upper(remitted.charge_number) = expected.charge_key
    where verdicts.bears_charge and not verdicts.is_duplicate and not verdicts.is_capitated
),

facts as (
    select
        {{ month_of('adjudication_date') }} as period,
        entity_id,
        payer_name,
        financial_class,
        case when is_denied then coalesce(expected_amount, 0) else 0 end as numerator,
        coalesce(expected_amount, 0) as denominator,
        case when expected_amount is null then 1 else 0 end as unmeasured_count
    from lines
),

final as (
    {{ rate_by_grain('K20e', 'facts') }}
)

select * from final
