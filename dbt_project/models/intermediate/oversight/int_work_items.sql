-- Work as sources show it: what a login entered, posted, counted or decided, with its dollars. One row per item.
with
postings as (
    select * from {{ ref('int_postings_by_login') }}
),

decisions as (
    select
        *,
        lower(trim(decided_by)) as user_name,
        cast(substr(decided_at, 1, 10) as date) as work_date
    from {{ ref('stg_desk_decisions') }}
),

exceptions as (
    select
        exception_id,
        entity_id,
        amount
    from {{ ref('exceptions') }}
),

deposits as (
    select
        deposit_id,
        entity_id,
        amount
    from {{ ref('int_bank_lines') }}
),

write_offs as (
    select
        write_off_id,
        entity_id,
        amount
    from {{ ref('int_write_offs') }}
),

final as (
    select
        entity_id,
        user_name,
        case kind
            when 'charge' then 'charge entered'
            when 'refund' then 'refund posted'
            when 'adjustment' then 'write-off posted'
            else 'payment posted'
        end as work_kind,
        posting_date as work_date,
        abs(amount) as amount,
        practice_id,
        transaction_number,
        reversed_number
    from postings
    where kind in ('charge', 'payment', 'adjustment', 'refund')
    union all
    select
        entity_id,
        lower(trim(cashier)) as user_name,
        'drawer counted' as work_kind,
        business_date as work_date,
        counted_amount as amount,
        cast(null as {{ type_text() }}) as practice_id,
        cast(null as {{ type_text() }}) as transaction_number,
        cast(null as {{ type_text() }}) as reversed_number
    from {{ ref('int_drawer_counts') }}
    where cashier is not null
    union all
    select
        coalesce(exceptions.entity_id, deposits.entity_id, write_offs.entity_id, 'unassigned') as entity_id,
        decisions.user_name,
        case
            when decisions.kind in ('match', 'unmatch') then 'deposit matched'
            when decisions.kind in ('resolve', 'verify', 'close') then 'exception resolved'
            when decisions.kind = 'approve' then 'approval given'
            else 'exception worked'
        end as work_kind,
        decisions.work_date,
        coalesce(exceptions.amount, deposits.amount, write_offs.amount, 0) as amount,
        cast(null as {{ type_text() }}) as practice_id,
        decisions.decision_number as transaction_number,
        cast(null as {{ type_text() }}) as reversed_number
    from decisions
    left join exceptions on decisions.subject_id = exceptions.exception_id
    left join deposits on decisions.subject_id = deposits.deposit_id
    left join write_offs on decisions.subject_id = write_offs.write_off_id
)

select * from final
