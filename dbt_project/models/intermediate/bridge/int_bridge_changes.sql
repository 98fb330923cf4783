-- What became open between bank and PM system in a month, or was settled: how each money changes the bridge. Returned
-- items and sales taken back stand in their own terms until the PM system reverses them, so that nothing of them is
-- taken for money in transit.
with
cells as (
    select * from {{ ref('int_money_cells') }}
),

sides as (
    select
        *,
        greatest(ending_amount, 0) - greatest(beginning_amount, 0) as booked_amount,
        greatest(-ending_amount, 0) - greatest(-beginning_amount, 0) as banked_amount
    from {{ ref('int_money_balances') }}
),

final as (
    {%- for term, amount, classes in [
        ('booked_not_banked_change', 'sides.booked_amount', "'receipt'"),
        ('banked_not_posted_change', '-sides.banked_amount', "'receipt'"),
        ('taken_back_by_the_bank', 'sides.ending_amount - sides.beginning_amount', "'return'"),
        ('netted_out_of_card_payouts', 'sides.ending_amount - sides.beginning_amount', "'card_reversal'"),
    ] %}
    select
        sides.period,
        cells.entity_id,
        cells.account_number,
        cells.channel,
        '{{ term }}' as term,
        cells.subject_kind,
        cells.subject_id,
        cells.reference,
        case
            when cells.money_class = 'return' and sides.ending_amount = 0 then 'reversed in the PM system'
            when cells.money_class = 'return' then 'not reversed in the PM system'
            when cells.money_class = 'card_reversal' then 'reversed in the PM system'
            when sides.ending_amount = 0 then 'settled'
            when sides.ending_amount > 0 and cells.banked_date > sides.period_end then 'in transit'
            when sides.ending_amount > 0 and cells.banked_date is null then 'not banked'
            when sides.ending_amount > 0 then 'banked less than booked'
            when not cells.is_identified then 'no owner'
            when cells.posted_date > sides.period_end or cells.posted_date is null then 'not posted'
            else 'posted in part'
        end as reason,
        sides.period_end as item_date,
        {{ amount }} as amount,
        sides.money_id,
        cells._file_id,
        cells._line
    from sides
    inner join cells
        on sides.money_id = cells.money_id
    where
        cells.money_class = {{ classes }}
        and {{ amount }} <> 0
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
)

select * from final
