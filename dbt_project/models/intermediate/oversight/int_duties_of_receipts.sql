-- Who counted the drawer, posted the payments and matched the deposit of each batch, and who posted payments on each
-- charge line, as far as sources say.
with
postings as (
    select * from {{ ref('int_postings_by_login') }}
    where is_live
),

final as (
    select
        'cashier' as duty,
        'batch' as money_kind,
        entity_id,
        {{ normalise_reference('batch_number') }} as money_key,
        batch_number as reference,
        lower(trim(cashier)) as user_name,
        cash_receipt_amount + check_amount as amount,
        business_date as duty_date,
        _file_id,
        _line
    from {{ ref('int_drawer_counts') }}
    where cashier is not null and batch_number is not null
    union all
    select
        'reconciler' as duty,
        'batch' as money_kind,
        batches.entity_id,
        {{ normalise_reference('batches.batch_number') }} as money_key,
        batches.batch_number as reference,
        lower(trim(decisions.decided_by)) as user_name,
        batches.batch_amount as amount,
        cast(substr(decisions.decided_at, 1, 10) as date) as duty_date,
        decisions._file_id,
        decisions._line
    from {{ ref('int_deposit_decisions') }} as decisions
    inner join {{ ref('int_pm_batches') }} as batches
        on position(batches.pm_batch_id in decisions.evidence_id) > 0
    where decisions.kind = 'match'
    union all
    select
        'payment poster' as duty,
        'batch' as money_kind,
        entity_id,
        {{ normalise_reference('batch_number') }} as money_key,
        batch_number as reference,
        user_name,
        -amount as amount,
        posting_date as duty_date,
        _file_id,
        _line
    from postings
    where kind = 'payment' and batch_number is not null
    union all
    select
        'payment poster' as duty,
        'charge line' as money_kind,
        entity_id,
        charge_number as money_key,
        charge_number as reference,
        user_name,
        -amount as amount,
        posting_date as duty_date,
        _file_id,
        _line
    from postings
    where kind in ('payment', 'application') and amount < 0 and charge_number is not null
)

select * from final
