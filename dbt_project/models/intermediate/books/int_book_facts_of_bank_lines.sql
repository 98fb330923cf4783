-- What the books should show of every bank line: cash on the one side, on the other what the money is. A card payout
-- brings its sales gross, its fees, disputes and reserves; what its movements do not add up to stays in suspense.
with
bank_lines as (
    select * from {{ ref('int_bank_line_roles') }}
),

itemised as (
    select * from {{ ref('int_payout_entry_parts') }}
),

parts as (
    select
        deposit_id,
        role,
        case role when 'chargeback_receivable' then 'J07' else 'J03' end as template,
        debit_amount
    from itemised
    where debit_amount <> 0
    union all
    -- a chargeback is an entry of its own: what it takes from the payout's cash it shows as a claim on the processor
    select
        deposit_id,
        'cash' as role,
        'J07' as template,
        -sum(debit_amount) as debit_amount
    from itemised
    where role = 'chargeback_receivable'
    group by deposit_id
    having sum(debit_amount) <> 0
    union all
    select
        bank_lines.deposit_id,
        'cash' as role,
        'J03' as template,
        bank_lines.amount + coalesce(sum(itemised.debit_amount), 0) as debit_amount
    from bank_lines
    left join itemised
        on
            bank_lines.deposit_id = itemised.deposit_id
            and itemised.role = 'chargeback_receivable'
    where bank_lines.money_kind = 'card_payout'
    group by bank_lines.deposit_id, bank_lines.amount
    union all
    select
        bank_lines.deposit_id,
        'suspense' as role,
        'J03' as template,
        -bank_lines.amount - coalesce(sum(itemised.debit_amount), 0) as debit_amount
    from bank_lines
    left join itemised
        on bank_lines.deposit_id = itemised.deposit_id
    where bank_lines.money_kind = 'card_payout'
    group by bank_lines.deposit_id, bank_lines.amount
    having bank_lines.amount + coalesce(sum(itemised.debit_amount), 0) <> 0
    union all
    select
        deposit_id,
        'cash' as role,
        template,
        amount as debit_amount
    from bank_lines
    where money_kind <> 'card_payout'
    union all
    select
        deposit_id,
        counted_role as role,
        template,
        -amount as debit_amount
    from bank_lines
    where money_kind <> 'card_payout'
),

final as (
    select
        bank_lines.deposit_id as fact_id,
        'bank_line' as fact_kind,
        parts.template,
        bank_lines.entity_id,
        bank_lines.deposit_date as fact_date,
        bank_lines.gl_date,
        parts.role,
        case parts.role when 'cash' then bank_lines.gl_account end as gl_account,
        cast(sum(parts.debit_amount) as decimal(18, 2)) as debit_amount,
        bank_lines.reference,
        bank_lines._file_id,
        bank_lines._line
    from parts
    inner join bank_lines
        on parts.deposit_id = bank_lines.deposit_id
    group by
        bank_lines.deposit_id, parts.template, bank_lines.entity_id, bank_lines.deposit_date, bank_lines.gl_date,
        parts.role, bank_lines.gl_account, bank_lines.reference, bank_lines._file_id, bank_lines._line
)

select * from final
