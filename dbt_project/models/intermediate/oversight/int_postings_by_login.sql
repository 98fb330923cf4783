-- What each login posted: the PM transactions that name a login, each login in one writing. A voided one is no longer
-- live: somebody posted it, but it moves no money. One row per transaction.
with
final as (
    select
        pm_transaction_id,
        entity_id,
        practice_id,
        transaction_number,
        reversed_number,
        kind,
        payment_number,
        charge_number,
        batch_number,
        lower(trim(user_name)) as user_name,
        posting_date,
        amount,
        (not {{ is_void() }}) as is_live,
        _file_id,
        _line
    from {{ ref('stg_pm_transactions') }}
    where user_name is not null
)

select * from final
