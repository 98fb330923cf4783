-- Everything that leaks, one row an item, with its day and its worth; a stock has no day.
with
denials as (
    select
        denials.*,
        denial_leaks.leak
    from {{ ref('denials') }} as denials
    inner join {{ ref('denial_leaks') }} as denial_leaks
        on denials.category = denial_leaks.category
    where denials.is_initial and denials.is_leading_reason and not denials.is_overturned
),

yields as (
    select * from {{ ref('int_denial_yields') }}
),

-- Without a decision of the payer to learn from, what the practice's payers allow; without any, the charge itself.
denied as (
    select
        denials.leak,
        denials.entity_id,
        denials.denial_id as item_id,
        denials.adjudication_date as event_date,
        denials.denied_amount as listed_amount,
        {{ percent_of(
            'denials.denied_amount',
            'coalesce(of_payer.yield_basis_points, of_all.yield_basis_points, 10000)',
        ) }} as worth_amount
    from denials
    left join yields as of_payer
        on
            denials.entity_id = of_payer.entity_id
            and denials.payer_name = of_payer.payer_name
    left join yields as of_all
        on
            denials.entity_id = of_all.entity_id
            and of_all.payer_name is null
),

ages as (
    select
        leak,
        least_age
    from {{ ref('leaks') }}
),

newest as (
    select {{ month_of('as_of') }} as period
    from {{ ref('stg_run') }}
),

final as (
    select * from denied
    union all
    select
        'card_fees' as leak,
        entity_id,
        card_payout_id as item_id,
        payout_date as event_date,
        fee_amount as listed_amount,
        fee_amount as worth_amount
    from {{ ref('card_settlements') }}
    where fee_amount <> 0
    union all
    select
        'underpayments' as leak,
        entity_id,
        underpayment_id as item_id,
        adjudication_date as event_date,
        disputed_amount as listed_amount,
        disputed_amount as worth_amount
    from {{ ref('underpayments') }}
    where kind = 'underpaid'
    union all
    {%- for cash in ['unposted_cash', 'unidentified_cash'] %}
    select
        ages.leak,
        items.entity_id,
        items.{{ cash }}_item_id as item_id,
        cast(null as date) as event_date,
        items.ending_amount as listed_amount,
        items.ending_amount as worth_amount
    from {{ ref(cash ~ '_items') }} as items
    inner join newest on items.period = newest.period
    inner join ages on ages.leak = '{{ cash }}' and items.age_business_days > ages.least_age
    where items.ending_amount <> 0
    union all
    {%- endfor %}
    select
        ages.leak,
        items.entity_id,
        items.credit_balance_id as item_id,
        cast(null as date) as event_date,
        items.amount as listed_amount,
        items.amount as worth_amount
    from {{ ref('credit_balances') }} as items
    inner join ages on ages.leak = 'overdue_credits' and items.age_days > ages.least_age
    where items.state in ('overdue', 'to be corrected')
)

select * from final
