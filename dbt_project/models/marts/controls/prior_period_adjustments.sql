-- Late data: what changed receivables or payments of a month after that month was closed, with the month it belongs to
-- and the month it is reported in. A change that only a later export shows became known with that export.
with
changes as (
    select
        *,
        coalesce(entered_date, later_date) as known_date
    from {{ ref('ar_changes') }}
),

closes as (
    select * from {{ ref('int_period_closes') }}
),

final as (
    select
        changes.ar_change_id as prior_period_adjustment_id,
        changes.entity_id,
        {{ month_of('changes.posting_date') }} as original_period,
        {{ month_of('changes.known_date') }} as reported_period,
        case changes.change_kind
            when 'back-dated' then 'posted back into the month'
            when 'deleted' then 'deleted from the month'
            else 'changed in the month'
        end as reason,
        changes.entered_date is not null as is_dated_by_source,
        changes.record,
        changes.reference,
        changes.claim_number,
        changes.payer_name,
        changes.financial_class,
        changes.posting_date,
        changes.known_date,
        closes.close_date,
        changes.before_amount,
        changes.after_amount,
        cast(changes.after_amount - changes.before_amount as decimal(18, 2)) as amount,
        changes.balance_change_amount,
        changes._file_id,
        changes._line
    from changes
    inner join closes
        on {{ month_of('changes.posting_date') }} = closes.period
    where changes.known_date > closes.close_date
)

select * from final
