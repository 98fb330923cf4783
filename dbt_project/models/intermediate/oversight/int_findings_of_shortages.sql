-- Cashiers whose drawer is short again and again within a quarter, told with the last shortage. One row per cashier and
-- quarter.
with
limits as (
    {{ settings_of('tolerances', {'shortages': 'drawer_shortages'}, type='integer') }}
),

drawers as (
    select * from {{ ref('int_drawer_counts') }}
),

short as (
    select
        drawer_day_id,
        entity_id,
        lower(trim(cashier)) as cashier,
        business_date,
        over_short_amount,
        batch_number,
        concat(
            substr(cast(business_date as {{ type_text() }}), 1, 4), ' quarter ',
            cast(cast(floor((extract(month from business_date) + 2) / 3) as integer) as {{ type_text() }})
        ) as quarter_name,
        _file_id,
        _line
    from drawers
    where
        is_beyond_tolerance
        and over_short_amount < 0
        and cashier is not null
),

counted as (
    select
        *,
        count(*) over (partition by entity_id, cashier, quarter_name) as shortage_count,
        sum(over_short_amount) over (partition by entity_id, cashier, quarter_name) as short_amount,
        row_number() over (
            partition by entity_id, cashier, quarter_name order by business_date desc, drawer_day_id desc
        ) as latest_rank
    from short
),

final as (
    select
        'drawer_short_again' as control,
        counted.entity_id,
        'drawer' as item_kind,
        counted.drawer_day_id as item_id,
        counted.batch_number as reference,
        cast(null as {{ type_text() }}) as claim_number,
        cast(null as {{ type_text() }}) as payer_name,
        counted.cashier as user_name,
        cast(null as {{ type_text() }}) as approver,
        cast(-counted.short_amount as decimal(18, 2)) as amount,
        counted.business_date as posting_date,
        cast(null as date) as entered_date,
        false as has_evidence,
        concat(
            cast(counted.shortage_count as {{ type_text() }}), ' shortages of this cashier in ', counted.quarter_name,
            ', the last one shown'
        ) as happened,
        counted._file_id,
        counted._line
    from counted
    cross join limits
    where
        counted.latest_rank = 1
        and counted.shortage_count >= limits.shortages
)

select * from final
