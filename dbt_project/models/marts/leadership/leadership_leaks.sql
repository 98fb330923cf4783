-- Where money leaks, in dollars a year, largest first, with who acts and the list behind it.
with
run as (
    select
        as_of,
        cast(as_of + interval 1 day - interval 12 month as date) as earliest_start
    from {{ ref('stg_run') }}
),

leaks as (
    select * from {{ ref('leaks') }}
),

items as (
    select items.*
    from {{ ref('int_leak_items') }} as items
    cross join run
    where items.event_date is null or items.event_date between run.earliest_start and run.as_of
),

-- How long each source has been delivered: a year, or from its first day on.
sources as (
    select
        decided.entity_id,
        leaks.source_mart,
        min(decided.adjudication_date) as first_date
    from {{ ref('adjudications') }} as decided
    cross join leaks
    where leaks.source_mart in ('denials', 'underpayments')
    group by decided.entity_id, leaks.source_mart
    union all
    select
        entity_id,
        'card_settlements' as source_mart,
        min(payout_date) as first_date
    from {{ ref('card_settlements') }}
    group by entity_id
),

sums as (
    select
        items.entity_id,
        items.leak,
        max(run.as_of) as window_end,
        greatest(max(run.earliest_start), max(sources.first_date)) as window_start,
        cast(count(*) as integer) as item_count,
        cast(sum(items.listed_amount) as decimal(18, 2)) as listed_amount,
        cast(sum(items.worth_amount) as decimal(18, 2)) as window_amount
    from items
    cross join run
    inner join leaks on items.leak = leaks.leak
    left join sources
        on
            items.entity_id = sources.entity_id
            and leaks.source_mart = sources.source_mart
    group by items.entity_id, items.leak
),

-- A year is 365 days, the factor rounded to hundredths of a percent; less than 30 days tell nothing about a year.
yearly as (
    select
        sums.*,
        leaks.measure,
        case
            when leaks.measure = 'flow' then {{ days_between('sums.window_start', 'sums.window_end') }} + 1
        end as window_days
    from sums
    inner join leaks on sums.leak = leaks.leak
),

factored as (
    select
        *,
        cast(round({{ ratio('3650000', 'window_days') }}) as integer) as year_basis_points
    from yearly
),

valued as (
    select
        *,
        cast(case
            when measure = 'stock' then window_amount
            when window_days >= 30 then {{ percent_of('window_amount', 'year_basis_points') }}
        end as decimal(18, 2)) as annual_amount
    from factored
),

final as (
    select
        {{ surrogate_key(['valued.entity_id', 'valued.leak']) }} as leadership_leak_id,
        valued.entity_id,
        valued.leak,
        leaks.title,
        leaks.measure,
        cast(row_number() over (
            partition by valued.entity_id
            order by coalesce(valued.annual_amount, valued.window_amount) desc, valued.leak asc
        ) as integer) as leak_rank,
        case when valued.measure = 'flow' then valued.window_start end as window_start,
        valued.window_end,
        cast(valued.window_days as integer) as window_days,
        valued.item_count,
        valued.listed_amount,
        valued.window_amount,
        valued.annual_amount,
        leaks.owner,
        leaks.next_action,
        leaks.source_mart,
        leaks.source_filter,
        leaks.method
    from valued
    inner join leaks on valued.leak = leaks.leak
    where valued.window_amount > 0
)

select * from final
