-- Credits that bring a returned item again, with the return: the bank says so, or names the same check, and the amount
-- and the account are the same. Such a credit is no new money: it explains itself, before any rule of matching speaks.
with
bank_lines as (
    select
        deposit_id,
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

match_window as (
    {{ settings_of('tolerances', {'window_after_days': 'redeposit'}) }}
),

pairs as (
    select
        credits.deposit_id,
        debits.deposit_id as returned_id,
        case
            when credits.check_number = debits.check_number then 1
            when credits.customer_reference = debits.customer_reference then 2
            else 3
        end as likeness_rank
    from bank_lines as debits
    inner join bank_lines as credits
        on
            debits.account_number = credits.account_number
            and debits.amount = -credits.amount
    inner join match_window
        on credits.business_day_number - debits.business_day_number between 0 and match_window.window_after_days
    where
        debits.direction = 'debit'
        and debits.channel = 'return'
        and credits.direction = 'credit'
        -- another check of the same amount is another item
        and coalesce(credits.check_number = debits.check_number, true)
        and ({{ is_redeposit('credits') }} or credits.check_number = debits.check_number)
),

likest as (
    select *
    from pairs
    qualify
        likeness_rank = min(likeness_rank) over (partition by deposit_id)
        and likeness_rank = min(likeness_rank) over (partition by returned_id)
),

-- of two that are alike nobody can say which is which
final as (
    select
        deposit_id,
        returned_id
    from likest
    qualify
        count(*) over (partition by deposit_id) = 1
        and count(*) over (partition by returned_id) = 1
)

select * from final
