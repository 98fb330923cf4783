-- The named items of every account and month added up by their kind.
with
final as (
    select
        entity_id,
        role,
        gl_account,
        period,
        sum(case kind when 'timing' then amount else 0 end) as timing_amount,
        sum(case kind when 'booked_elsewhere' then amount else 0 end) as booked_elsewhere_amount,
        sum(case kind when 'manual' then amount else 0 end) as manual_amount,
        sum(case kind when 'unbooked' then amount else 0 end) as unbooked_amount,
        sum(case kind when 'not_at_bank' then amount else 0 end) as not_at_bank_amount,
        sum(case kind when 'another_amount' then amount else 0 end) as another_amount,
        sum(case kind when 'differs_from_pm' then amount else 0 end) as differs_from_pm_amount,
        count(*) as item_count
    from {{ ref('int_tie_items') }}
    group by entity_id, role, gl_account, period
)

select * from final
