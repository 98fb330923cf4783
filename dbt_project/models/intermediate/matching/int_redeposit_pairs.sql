-- Credits that may bring a returned item again: account and amount are the same, it comes after the return and in time,
-- and the bank calls it a redeposit or names the same check of the same drawer. Two people's checks may bear one number
-- and one amount: a number counts where the reference is the same, too, or where the PM system knows one payer only
-- whose check it is.
with
bank_lines as (
    select
        deposit_id,
        entity_id,
        account_number,
        direction,
        channel,
        type_code,
        amount,
        customer_reference,
        business_day_number,
        nullif(regexp_extract(joined_text, '(^|[^A-Z])(CHE)?CK[ .#:NO]*([0-9]{3,})', 3), '') as check_number,
        concat('|', marked_text) as words
    from {{ ref('int_bank_lines') }}
    where classification is null
),

limits as (
    {{ settings_of('tolerances', {'window_after_days': 'redeposit'}) }}
),

checks as (
    select
        entity_id,
        amount,
        payer_name,
        {{ normalise_reference('reference_number') }} as check_key
    from {{ ref('stg_pm_payments') }}
    where amount > 0
),

pairs as (
    select
        credits.deposit_id,
        debits.deposit_id as returned_id,
        debits.entity_id,
        credits.amount,
        credits.business_day_number as deposit_day,
        debits.business_day_number as returned_day,
        {{ normalise_reference('debits.check_number') }} as check_key,
        coalesce(credits.check_number = debits.check_number, false) as is_same_check,
        coalesce(credits.customer_reference = debits.customer_reference, false) as is_same_reference,
        coalesce({{ is_redeposit('credits') }}, false) as is_called_redeposit
    from bank_lines as debits
    inner join bank_lines as credits
        on
            debits.account_number = credits.account_number
            and debits.amount = -credits.amount
    inner join limits
        on credits.business_day_number - debits.business_day_number between 0 and limits.window_after_days
    where
        debits.direction = 'debit'
        and debits.channel = 'return'
        and credits.direction = 'credit'
        -- another check of the same amount is another item
        and coalesce(credits.check_number = debits.check_number, true)
),

drawers as (
    select
        pairs.deposit_id,
        pairs.returned_id,
        count(distinct checks.payer_name) = 1 and count(checks.payer_name) = count(*) as is_one
    from pairs
    inner join checks
        on
            pairs.check_key = checks.check_key
            and pairs.amount = checks.amount
            and {{ same_entity('pairs.entity_id', 'checks.entity_id') }}
    where pairs.is_same_check
    group by pairs.deposit_id, pairs.returned_id
),

final as (
    select
        pairs.deposit_id,
        pairs.returned_id,
        pairs.deposit_day,
        pairs.returned_day,
        case
            when pairs.is_same_check then 1
            when pairs.is_same_reference then 2
            else 3
        end as likeness_rank
    from pairs
    left join drawers
        on
            pairs.deposit_id = drawers.deposit_id
            and pairs.returned_id = drawers.returned_id
    where
        pairs.is_called_redeposit
        or (pairs.is_same_check and (pairs.is_same_reference or coalesce(drawers.is_one, false)))
)

select * from final
