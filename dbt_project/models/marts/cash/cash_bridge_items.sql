-- Every item behind every term of the cash bridge.
with
items as (
    select * from {{ ref('int_bridge_items') }}
),

terms as (
    select * from {{ ref('bridge_terms') }}
),

ranked as (
    select
        items.*,
        row_number() over (
            partition by items.period, items.term, items.money_id, items.subject_id, items.item_date, items.reason
            order by items.amount, items._file_id, items._line
        ) as occurrence
    from items
),

final as (
    select
        {{
            surrogate_key([
                'ranked.period',
                'ranked.term',
                'ranked.money_id',
                'ranked.subject_id',
                'ranked.item_date',
                'ranked.reason',
                'ranked.occurrence',
            ])
        }} as cash_bridge_item_id,
        ranked.period,
        ranked.entity_id,
        ranked.account_number,
        ranked.channel,
        terms.term_order,
        ranked.term,
        ranked.subject_kind,
        ranked.subject_id,
        ranked.reference,
        ranked.reason,
        ranked.item_date,
        cast(ranked.amount as decimal(18, 2)) as amount,
        ranked.money_id,
        ranked._file_id,
        ranked._line
    from ranked
    inner join terms
        on ranked.term = terms.term
)

select * from final
