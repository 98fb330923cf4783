-- Logins that posted and that the user list does not have, or calls inactive: each once, with what it posted. A list
-- that knows none of an entity's logins writes them otherwise and says nothing.
with
postings as (
    select
        pm_transaction_id,
        entity_id,
        user_name,
        abs(amount) as amount,
        posting_date,
        row_number() over (
            partition by entity_id, user_name order by posting_date nulls last, _file_id, _line
        ) as posting_rank,
        _file_id,
        _line
    from {{ ref('int_postings_by_login') }}
),

staff as (
    select * from {{ ref('int_staff') }}
),

known as (
    select
        postings.entity_id,
        postings.user_name,
        min(case when staff.is_inactive then 1 else 0 end) = 1 as is_inactive
    from postings
    inner join staff
        on
            postings.user_name = staff.user_name
            and {{ same_entity('postings.entity_id', 'staff.entity_id') }}
    group by postings.entity_id, postings.user_name
),

listed as (
    select distinct entity_id
    from known
),

logins as (
    select
        case when known.user_name is null then 'login_unknown' else 'login_inactive' end as control,
        postings.entity_id,
        postings.user_name,
        sum(postings.amount) as amount,
        count(*) as posting_count,
        min(postings.posting_date) as posting_date,
        max(postings.posting_date) as entered_date,
        max(case when postings.posting_rank = 1 then postings._file_id end) as _file_id,
        max(case when postings.posting_rank = 1 then postings._line end) as _line
    from postings
    inner join listed
        on postings.entity_id = listed.entity_id
    left join known
        on
            postings.entity_id = known.entity_id
            and postings.user_name = known.user_name
    where known.user_name is null or known.is_inactive
    group by
        case when known.user_name is null then 'login_unknown' else 'login_inactive' end,
        postings.entity_id,
        postings.user_name
),

final as (
    select
        control,
        entity_id,
        'login' as item_kind,
        {{ surrogate_key(['entity_id', 'user_name']) }} as item_id,
        user_name as reference,
        cast(null as {{ type_text() }}) as claim_number,
        cast(null as {{ type_text() }}) as payer_name,
        user_name,
        cast(null as {{ type_text() }}) as approver,
        cast(amount as decimal(18, 2)) as amount,
        posting_date,
        entered_date,
        false as has_evidence,
        concat(cast(posting_count as {{ type_text() }}), ' postings by this login') as happened,
        _file_id,
        _line
    from logins
)

select * from final
