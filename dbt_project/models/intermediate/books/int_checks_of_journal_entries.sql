-- Do the journal entries balance, each and all together, is none made twice, and is every difference between the ledger
-- and its sub-ledgers named.
with
lines as (
    select
        journal_entry_id,
        sum(debit_amount) as debit_amount,
        sum(credit_amount) as credit_amount
    from {{ ref('journal_entry_lines') }}
    group by journal_entry_id
),

balance as (
    select
        coalesce(sum(debit_amount), 0) as left_amount,
        coalesce(sum(credit_amount), 0) as right_amount,
        coalesce(sum(abs(debit_amount - credit_amount)), 0) as difference_amount
    from lines
),

headers as (
    select
        count(*) as left_amount,
        count(distinct idempotency_key) as right_amount
    from {{ ref('journal_entries') }}
),

ties as (
    select
        coalesce(sum(gl_amount), 0) as left_amount,
        coalesce(sum(gl_amount - residual_amount), 0) as right_amount,
        coalesce(sum(abs(residual_amount)), 0) as difference_amount
    from {{ ref('gl_tieout') }}
),

final as (
    select
        'journal_entries_balance' as check_id,
        'In every journal entry, and in all together, debits are credits.' as description,
        'debits' as left_label,
        left_amount,
        'credits' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from balance
    union all
    select
        'journal_entries_made_once' as check_id,
        'No journal entry is made twice: every period, template and source has a key of its own.' as description,
        'entries' as left_label,
        left_amount,
        'keys' as right_label,
        right_amount,
        abs(left_amount - right_amount) as difference_amount,
        'block' as severity
    from headers
    union all
    select
        'gl_differences_named' as check_id,
        'On every control account and month the ledger is its sub-ledger and the named items between them.'
            as description,
        'ledger' as left_label,
        left_amount,
        'sub-ledgers and items' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from ties
)

select * from final
