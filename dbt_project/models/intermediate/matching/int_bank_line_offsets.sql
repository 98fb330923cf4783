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

limits as (
    {{ settings_of('tolerances', {
        'redeposit_days': 'redeposit',
        'transfer_days': 'own_transfer',
        'error_days': 'bank_error',
    }) }}
),

lines as (
    select
        bank_lines.*,
        coalesce(bank_lines.customer_reference, bank_lines.bank_reference) as shared_reference,
        concat('|', bank_lines.marked_text) as words,
        -- one that is known to be another item
        bank_lines.deposit_id in (select redeposits.deposit_id from redeposits)
        or bank_lines.deposit_id in (select redeposits.returned_id from redeposits) as is_known
    from {{ ref('int_bank_lines') }} as bank_lines
    where
        bank_lines.classification is null
        and bank_lines.deposit_id not in (select matches.deposit_id from {{ ref('int_deposit_matches') }} as matches)
        and bank_lines.deposit_id not in (select corrections.deposit_id from corrections)
),

told as (
    select
        lines.*,
        {{ is_bank_transfer('lines') }} as is_transfer,
        {{ is_bank_correction('lines') }} as is_correction
    from lines
),

paired as (
    select
        debits.deposit_id as debit_id,
        credits.deposit_id as credit_id,
        credits.business_day_number - debits.business_day_number as days_apart,
        debits.channel = 'return'
        and debits.account_number = credits.account_number
        and debits.customer_reference = credits.customer_reference
        and not debits.is_known
        and not credits.is_known as is_same_item,
        (debits.is_transfer and credits.is_transfer)
        or (
            debits.account_number <> credits.account_number
            and debits.account_name is not null
            and credits.account_name is not null
        ) as is_transfer,
        debits.account_number = credits.account_number
        and debits.shared_reference = credits.shared_reference
        and (debits.is_correction or credits.is_correction) as is_correction
    from told as debits
    inner join told as credits
        on
            debits.amount = -credits.amount
            and {{ same_entity('debits.entity_id', 'credits.entity_id') }}
    where
        debits.direction = 'debit'
        and credits.direction = 'credit'
),

named as (
    select
        paired.debit_id,
        paired.credit_id,
        case
            when redeposits.deposit_id is not null then 'returned_item'
            when paired.is_same_item and paired.days_apart between 0 and limits.redeposit_days then 'returned_item'
            when paired.is_transfer and abs(paired.days_apart) <= limits.transfer_days then 'transfer'
            when paired.is_correction and abs(paired.days_apart) <= limits.error_days then 'bank_correction'
        end as kind
    from paired
    cross join limits
    left join redeposits
        on
            paired.credit_id = redeposits.deposit_id
            and paired.debit_id = redeposits.returned_id
),

single as (
    select * from named
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
