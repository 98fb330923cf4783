-- Money of the PM system that stands on no charge line: beginning, new, applied, ending, month by month.
with
items as (
    select * from {{ ref('unapplied_cash_items') }}
),

final as (
    {{ roll_forward('unapplied_cash_id', 'items') }}
)

select * from final
