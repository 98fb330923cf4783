-- From bank credits to PM payments, term by term: the first eight add up to the payments posted, and what they leave is
-- the residual, which is shown and never spread.
with
terms as (
    select * from {{ ref('bridge_terms') }}
),

items as (
    select
        period,
        entity_id,
        account_number,
        channel,
        term,
        sum(amount) as amount,
        count(*) as item_count
    from {{ ref('cash_bridge_items') }}
    group by period, entity_id, account_number, channel, term
),

open_items as (
    select
        period,
        entity_id,
        account_number,
        channel,
        term,
        sum(beginning_amount) as beginning_amount,
        sum(ending_amount) as ending_amount
    from {{ ref('int_open_money') }}
    group by period, entity_id, account_number, channel, term
),

cells as (
    select
        period,
        entity_id,
        account_number,
        channel
    from items
    union distinct
    select
        period,
        entity_id,
        account_number,
        channel
    from open_items
),

sums as (
    select
        period,
        entity_id,
        account_number,
        channel,
        sum(case when term = 'pm_payments_posted' then -amount else amount end) as amount
    from items
    group by period, entity_id, account_number, channel
),

final as (
    select
        {{
            surrogate_key([
                'cells.period', 'cells.entity_id', 'cells.account_number', 'cells.channel', 'terms.term'
            ])
        }} as cash_bridge_id,
        cells.period,
        cells.entity_id,
        cells.account_number,
        cells.channel,
        terms.term_order,
        terms.term,
        terms.title,
        cast(
            case terms.term when 'residual' then coalesce(sums.amount, 0) else coalesce(items.amount, 0) end
            as decimal(18, 2)
        ) as amount,
        cast(coalesce(open_items.beginning_amount, 0) as decimal(18, 2)) as beginning_amount,
        cast(coalesce(open_items.ending_amount, 0) as decimal(18, 2)) as ending_amount,
        cast(coalesce(items.item_count, 0) as integer) as item_count
    from cells
    cross join terms
    left join items
        on
            cells.period = items.period
            and cells.entity_id = items.entity_id
            and cells.account_number = items.account_number
            and cells.channel = items.channel
            and terms.term = items.term
    left join open_items
        on
            cells.period = open_items.period
            and cells.entity_id = open_items.entity_id
            and cells.account_number = open_items.account_number
            and cells.channel = open_items.channel
            and terms.term = open_items.term
    left join sums
        on
            cells.period = sums.period
            and cells.entity_id = sums.entity_id
            and cells.account_number = sums.account_number
            and cells.channel = sums.channel
)

select * from final
