-- Bank lines that undo each other and explain nothing of a patient: transfers between own accounts, errors the bank
-- corrects, returned items that are deposited again. A debit and a credit of the same amount, each with one partner; or
-- a line that corrects a part of a deposit, which stays what it is.
with
corrections as (
    select
        correction_id as deposit_id,
        deposit_id as offset_deposit_id,
        'bank_correction' as classification
    from {{ ref('int_deposit_corrections') }}
),

redeposits as (
    select * from {{ ref('int_redeposits') }}
),

lines as (
    select
        bank_lines.*,
        coalesce(bank_lines.customer_reference, bank_lines.bank_reference) as shared_reference,
        concat('|', bank_lines.marked_text) as words
    from {{ ref('int_bank_lines') }} as bank_lines
    where
        bank_lines.classification is null
        and bank_lines.deposit_id not in (select matches.deposit_id from {{ ref('int_deposit_matches') }} as matches)
        and bank_lines.deposit_id not in (select corrections.deposit_id from corrections)
),

debits as (
    select * from lines
    where direction = 'debit'
),

credits as (
    select * from lines
    where direction = 'credit'
),

paired as (
    select
        debits.deposit_id as debit_id,
        credits.deposit_id as credit_id,
        credits.business_day_number - debits.business_day_number as days_apart,
        debits.account_number = credits.account_number as is_same_account,
        debits.customer_reference = credits.customer_reference as is_same_customer_reference,
        debits.shared_reference = credits.shared_reference as is_same_reference,
        debits.channel = 'return' as is_return,
        redeposits.deposit_id is not null as is_redeposit,
        -- one that is known to be another item
        known_credits.deposit_id is not null or known_debits.deposit_id is not null as is_known,
        debits.account_name is not null and credits.account_name is not null as is_own,
        contains(debits.words, '|TRANSFER|')
        or contains(debits.words, '|ZBA|')
        or contains(debits.words, '|SWEEP|') as is_debit_of_transfer,
        contains(credits.words, '|TRANSFER|')
        or contains(credits.words, '|ZBA|')
        or contains(credits.words, '|SWEEP|') as is_credit_of_transfer,
        {{ is_bank_correction('debits') }} or {{ is_bank_correction('credits') }} as is_correction
    from debits
    inner join credits
        on
            debits.amount = -credits.amount
            and {{ same_entity('debits.entity_id', 'credits.entity_id') }}
            and credits.business_day_number - debits.business_day_number between -5 and 15
    left join redeposits
        on
            credits.deposit_id = redeposits.deposit_id
            and debits.deposit_id = redeposits.returned_id
    left join redeposits as known_credits
        on credits.deposit_id = known_credits.deposit_id
    left join redeposits as known_debits
        on debits.deposit_id = known_debits.returned_id
),

named as (
    select
        debit_id,
        credit_id,
        case
            when is_redeposit then 'returned_item'
            when
                is_return and is_same_account and days_apart between 0 and 15
                and is_same_customer_reference and not is_known
                then 'returned_item'
            when not is_same_account and is_own and days_apart between -1 and 1 then 'transfer'
            when is_debit_of_transfer and is_credit_of_transfer and days_apart between -1 and 1 then 'transfer'
            when
                is_same_account and is_same_reference and days_apart between -5 and 5
                and is_correction
                then 'bank_correction'
        end as kind
    from paired
),

single as (
    select
        debit_id,
        credit_id,
        kind
    from named
    where kind is not null
    qualify
        count(*) over (partition by debit_id) = 1
        and count(*) over (partition by credit_id) = 1
),

final as (
    select
        debit_id as deposit_id,
        credit_id as offset_deposit_id,
        kind as classification
    from single
    union all
    select
        credit_id as deposit_id,
        debit_id as offset_deposit_id,
        case kind when 'returned_item' then 'redeposit' else kind end as classification
    from single
    union all
    select * from corrections
)

select * from final
