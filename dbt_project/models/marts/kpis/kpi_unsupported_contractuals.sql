-- The net collection rate as booked less the rate with contractual write-offs limited to what remittances support:
-- what calling a lost dollar contractual adds to the rate.
with
run as (
    select {{ month_of('as_of') }} as period
    from {{ ref('stg_run') }}
),

booked as (
    select * from {{ ref('kpi_net_collection_rate_of_ledger') }}
),

support as (
    select
        run.period,
        lines_held.entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        lines_held.financial_class,
        lines_held.unsupported_amount as amount,
        case when lines_held.is_remitted then 1 else 0 end as item_count,
        case when lines_held.is_remitted then 0 else 1 end as unmeasured_count
    from {{ ref('int_contractual_support') }} as lines_held
    cross join run
),

unsupported as (
    {{ amount_by_grain('K10x', 'support') }}
),

final as (
    select
        'K10x' as kpi_id,
        booked.period,
        booked.entity_id,
        booked.grain,
        booked.grain_value,
        unsupported.numerator,
        cast(booked.denominator + unsupported.numerator as decimal(18, 2)) as denominator,
        case
            when unsupported.n > 0
                then
                    booked.kpi_value
                    - {{ ratio('booked.numerator', '(booked.denominator + unsupported.numerator)') }}
        end as kpi_value,
        unsupported.unmeasured_count,
        unsupported.n
    from booked
    inner join unsupported
        on
            booked.period = unsupported.period
            and booked.entity_id = unsupported.entity_id
            and booked.grain = unsupported.grain
            and booked.grain_value = unsupported.grain_value
)

select * from final
