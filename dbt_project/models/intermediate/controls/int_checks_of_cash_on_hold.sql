-- Checks of money that waits between bank, PM system and charge lines: its roll-forwards foot and carry on, and they
-- hold what the bridge leaves open.
with
roll_forwards as (
    {%- for mart in ['unapplied_cash', 'unposted_cash', 'unidentified_cash'] %}
    select
        '{{ mart }}' as mart,
        period,
        entity_id,
        account_number,
        beginning_amount,
        new_amount,
        resolved_amount,
        ending_amount
    from {{ ref(mart) }}
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

carried as (
    select
        *,
        lag(ending_amount) over (partition by mart, entity_id, account_number order by period) as carried_amount
    from roll_forwards
),

footed as (
    select
        coalesce(sum(beginning_amount + new_amount - resolved_amount), 0) as left_amount,
        coalesce(sum(ending_amount), 0) as right_amount,
        coalesce(
            sum(
                abs(beginning_amount + new_amount - resolved_amount - ending_amount)
                + abs(beginning_amount - coalesce(carried_amount, beginning_amount))
            ), 0
        ) as difference_amount
    from carried
),

open_sides as (
    select
        entity_id,
        account_number,
        period,
        sum(ending_amount) as bridge_amount,
        0 as cash_amount
    from {{ ref('cash_bridge') }}
    where term = 'banked_not_posted_change'
    group by entity_id, account_number, period
    union all
    select
        entity_id,
        account_number,
        period,
        0 as bridge_amount,
        sum(ending_amount) as cash_amount
    from roll_forwards
    where mart in ('unposted_cash', 'unidentified_cash')
    group by entity_id, account_number, period
),

open_sums as (
    select
        sum(bridge_amount) as bridge_amount,
        sum(cash_amount) as cash_amount
    from open_sides
    group by entity_id, account_number, period
),

held as (
    select
        coalesce(sum(bridge_amount), 0) as left_amount,
        coalesce(sum(cash_amount), 0) as right_amount,
        coalesce(sum(abs(bridge_amount - cash_amount)), 0) as difference_amount
    from open_sums
),

final as (
    select
        'cash_roll_forwards_foot' as check_id,
        'Unapplied, unposted and unidentified cash foot, and each month begins as the last one ended.' as description,
        'beginning + new - resolved' as left_label,
        left_amount,
        'ending' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from footed
    union all
    select
        'banked_not_posted_is_held' as check_id,
        'What the bridge leaves banked and not posted is unposted or unidentified cash, account by account.'
            as description,
        'banked and not posted' as left_label,
        left_amount,
        'unposted + unidentified cash' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from held
)

select * from final
