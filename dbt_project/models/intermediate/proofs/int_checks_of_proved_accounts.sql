-- Whether every bank account is proved against the general ledger, once any ledger has landed. Which account of the
-- ledger books a bank account only the house knows: until its seeds say so there is no proof of cash for it, and this
-- check tells it.
with
banked as (
    select
        account_number,
        right(account_number, 4) as account_ending
    from {{ ref('int_bank_openings') }}
    where exists (select 1 from {{ ref('stg_ledger_entries') }})
),

found as (
    select
        banked.account_ending,
        proved.account_number is null as is_unproved
    from banked
    left join {{ ref('int_proof_accounts') }} as proved
        on banked.account_number = proved.account_number
),

unproved as (
    select {{ texts_joined('account_ending', "', '") }} as account_endings
    from found
    where is_unproved
),

counts as (
    select
        count(*) as banked_count,
        coalesce(sum(case when is_unproved then 1 else 0 end), 0) as unproved_count
    from found
),

final as (
    select
        'every_bank_account_is_proved' as check_id,
        case
            when counts.unproved_count = 0
                then 'Every bank account is proved against the general ledger, where one has landed.'
            else concat(
                'No ledger account stands beside the bank accounts that end in ',
                unproved.account_endings,
                ': their balances are not proved. Name it as gl_account in seeds/bank_accounts.csv, with the role cash '
                || 'in seeds/gl_accounts.csv and its company in seeds/companies.csv; where that is done, land the '
                || 'ledger that holds it.'
            )
        end as description,
        'bank accounts' as left_label,
        counts.banked_count as left_amount,
        'proved against the ledger' as right_label,
        counts.banked_count - counts.unproved_count as right_amount,
        counts.unproved_count as difference_amount,
        'warn' as severity
    from counts
    cross join unproved
)

select * from final
