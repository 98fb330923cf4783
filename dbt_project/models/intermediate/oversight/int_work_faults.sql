-- What went wrong with work: own entries taken back, payments posted with another amount than the payer's, drawers over
-- or short. The login of a posting variance is who posted on that charge line last. One row per fault.
with
work as (
    select * from {{ ref('int_work_items') }}
),

posters as (
    select
        entity_id,
        upper(charge_number) as charge_key,
        user_name,
        posting_date
    from {{ ref('int_postings_by_login') }}
    where
        kind in ('payment', 'application')
        and charge_number is not null
    qualify
        row_number() over (
            partition by entity_id, upper(charge_number)
            order by posting_date desc nulls last, _file_id asc, _line asc
        ) = 1
),

final as (
    select
        work.entity_id,
        work.user_name,
        work.work_kind,
        work.work_date,
        'own entry reversed' as fault,
        work.amount
    from work
    inner join work as reversal
        on
            work.practice_id = reversal.practice_id
            and work.transaction_number = reversal.reversed_number
            and work.user_name = reversal.user_name
    union all
    select
        variances.entity_id,
        posters.user_name,
        'payment posted' as work_kind,
        coalesce(variances.posting_date, posters.posting_date) as work_date,
        'posting variance' as fault,
        abs(variances.difference_amount) + abs(variances.adjustment_difference_amount) as amount
    from {{ ref('posting_variances') }} as variances
    inner join posters
        on
            variances.entity_id = posters.entity_id
            and upper(variances.charge_number) = posters.charge_key
    union all
    select
        entity_id,
        lower(trim(cashier)) as user_name,
        'drawer counted' as work_kind,
        business_date as work_date,
        'drawer over or short' as fault,
        abs(over_short_amount) as amount
    from {{ ref('int_drawer_counts') }}
    where
        is_beyond_tolerance
        and cashier is not null
)

select * from final
