-- One login in two duties on the same money that should be two people's, as far as sources say who did what.
with
duties as (
    select * from {{ ref('int_duties') }}
),

pairs as (
    select * from {{ ref('duty_pairs') }}
),

final as (
    select
        {{ surrogate_key(['pairs.duty_pair', 'first_held.entity_id', 'first_held.money_key', 'first_held.user_name']) }}
            as duty_conflict_id,
        first_held.entity_id,
        pairs.duty_pair,
        pairs.title,
        concat(pairs.risk, '. ', pairs.action, '.') as words,
        first_held.money_kind,
        second_held.reference,
        first_held.user_name,
        first_held.duty as first_duty,
        first_held.duty_date as first_date,
        second_held.duty as second_duty,
        second_held.duty_date as second_date,
        {{ month_of('coalesce(second_held.duty_date, first_held.duty_date)') }} as month,
        second_held.amount,
        second_held._file_id,
        second_held._line
    from pairs
    inner join duties as first_held
        on pairs.first_duty = first_held.duty
    inner join duties as second_held
        on
            pairs.second_duty = second_held.duty
            and first_held.entity_id = second_held.entity_id
            and first_held.money_kind = second_held.money_kind
            and first_held.money_key = second_held.money_key
            and first_held.user_name = second_held.user_name
)

select * from final
