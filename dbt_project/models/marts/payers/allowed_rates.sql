with
rates as (
    select * from {{ ref('int_rates') }}
),

-- what the payers' own advices show of each rate
support as (
    select
        rate_id,
        count(*) as line_count,
        sum(case when priced_amount = expected_amount then 1 else 0 end) as support_count,
        min(case when priced_amount = expected_amount then service_date end) as first_seen_date,
        max(case when priced_amount = expected_amount then service_date end) as last_seen_date
    from {{ ref('int_line_rates') }}
    group by rate_id
),

aliases as (
    select distinct
        payer_id,
        payer_name
    from {{ ref('int_priced_lines') }}
    qualify row_number() over (partition by payer_id order by payer_name) = 1
),

final as (
    select
        rates.rate_id as allowed_rate_id,
        rates.entity_id,
        rates.payer_id,
        coalesce(payers.payer_name, aliases.payer_name, rates.payer_id) as payer_name,
        rates.procedure_code,
        rates.modifier,
        rates.effective_date,
        rates.until_date,
        rates.rate_source,
        rates.rate_amount,
        rates.previous_amount,
        cast(coalesce(support.line_count, 0) as integer) as line_count,
        cast(coalesce(support.support_count, 0) as integer) as support_count,
        support.first_seen_date,
        support.last_seen_date,
        rates._file_id,
        rates._line
    from rates
    left join support on rates.rate_id = support.rate_id
    left join {{ ref('payers') }} as payers on rates.payer_id = payers.payer_id
    left join aliases on rates.payer_id = aliases.payer_id
)

select * from final
