-- What each login did in a month, by kind of work, with what went wrong beside it. Kinds of work differ in effort and
-- difficulty, and only some systems say who did what: this is for planning and training, not a ranking.
with
work as (
    select
        entity_id,
        user_name,
        {{ month_of('work_date') }} as month,
        work_kind,
        count(*) as touch_count,
        sum(amount) as amount
    from {{ ref('int_work_items') }}
    where work_date is not null
    group by entity_id, user_name, {{ month_of('work_date') }}, work_kind
),

faults as (
    select
        entity_id,
        user_name,
        {{ month_of('work_date') }} as month,
        work_kind,
        count(case fault when 'own entry reversed' then 1 end) as reversed_count,
        count(case when fault <> 'own entry reversed' then 1 end) as variance_count,
        sum(case when fault <> 'own entry reversed' then amount else 0 end) as variance_amount
    from {{ ref('int_work_faults') }}
    where work_date is not null
    group by entity_id, user_name, {{ month_of('work_date') }}, work_kind
),

weights as (
    select * from {{ ref('work_weights') }}
),

final as (
    select
        {{ surrogate_key(['work.entity_id', 'work.user_name', 'work.month', 'work.work_kind']) }} as productivity_id,
        work.entity_id,
        work.user_name,
        work.month,
        work.work_kind,
        weights.title,
        cast(work.touch_count as integer) as touch_count,
        weights.weight,
        cast(work.touch_count * weights.weight as decimal(18, 2)) as weighted_touches,
        cast(work.amount as decimal(18, 2)) as amount,
        cast(coalesce(faults.reversed_count, 0) as integer) as reversed_count,
        cast(coalesce(faults.variance_count, 0) as integer) as variance_count,
        cast(coalesce(faults.variance_amount, 0) as decimal(18, 2)) as variance_amount
    from work
    inner join weights
        on work.work_kind = weights.work_kind
    left join faults
        on
            work.entity_id = faults.entity_id
            and work.user_name = faults.user_name
            and work.month = faults.month
            and work.work_kind = faults.work_kind
)

select * from final
