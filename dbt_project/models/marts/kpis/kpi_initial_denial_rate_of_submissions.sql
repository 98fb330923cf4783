with
run as (
    select as_of from {{ ref('stg_run') }}
),

firsts as (
    select
        firsts.*,
        {{ month_number('firsts.adjudication_date') }} as month_number
    from {{ ref('int_first_decisions') }} as firsts
    inner join run on firsts.adjudication_date <= run.as_of
),

claims as (
    select
        *,
        {{ month_number('first_submission_date') }} as month_number
    from {{ ref('claims') }}
    where first_submission_date is not null
),

months as (
    select distinct
        entity_id,
        month_number,
        {{ month_of('adjudication_date') }} as period
    from firsts
),

-- Each of the three months before counts in the average in which the entity sent claims at all.
sent as (
    select distinct
        entity_id,
        month_number
    from claims
),

shares as (
    select
        months.entity_id,
        months.month_number,
        months.period,
        count(*) as sent_month_count
    from months
    inner join sent
        on
            months.entity_id = sent.entity_id
            and months.month_number - sent.month_number between 1 and 3
    group by months.entity_id, months.month_number, months.period
),

facts as (
    select
        {{ month_of('adjudication_date') }} as period,
        entity_id,
        payer_name,
        financial_class,
        case when is_denied then 1 else 0 end as numerator,
        0 as denominator,
        0 as unmeasured_count,
        1 as item_count
    from firsts
    union all
    select
        shares.period,
        claims.entity_id,
        claims.payer_name,
        claims.financial_class,
        0 as numerator,
        1 as denominator,
        0 as unmeasured_count,
        0 as item_count
    from shares
    inner join claims
        on
            shares.entity_id = claims.entity_id
            and shares.month_number - claims.month_number between 1 and 3
),

rates as (
    {{ rate_by_grain('K20s', 'facts', counted='item_count') }}
),

-- People read the average of a month to the hundredth; the rate itself is divided unrounded.
final as (
    select
        rates.kpi_id,
        rates.period,
        rates.entity_id,
        rates.grain,
        rates.grain_value,
        rates.numerator,
        cast(rates.denominator / coalesce(shares.sent_month_count, 1) as decimal(18, 2)) as denominator,
        rates.kpi_value * coalesce(shares.sent_month_count, 1) as kpi_value,
        rates.unmeasured_count,
        rates.n
    from rates
    left join shares
        on
            rates.entity_id = shares.entity_id
            and rates.period = shares.period
)

select * from final
