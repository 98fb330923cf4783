-- Every line of the general ledger with the role its account plays, and its amount with debits positive whatever way
-- the ledger prints it. An account is known by the name in the seed: as entries or as the chart of accounts write it; a
-- chart that names no company is that of every company whose own chart lacks the account.
with
entries as (
    select * from {{ ref('stg_ledger_entries') }}
),

charts as (
    select
        coalesce(company, '') as company,
        account,
        account_number,
        account_name
    from {{ ref('stg_ledger_accounts') }}
),

charted as (
    select
        entries.company,
        entries.account,
        charts.account_number,
        charts.account_name
    from entries
    inner join charts
        on
            charts.company in ('', coalesce(entries.company, ''))
            and entries.account = charts.account
    qualify rank() over (partition by entries.company, entries.account order by charts.company desc) = 1
),

names as (
    select distinct
        company,
        account,
        account as known_as
    from entries
    union
    select
        company,
        account,
        account_number as known_as
    from charted
    union
    select
        company,
        account,
        account_name as known_as
    from charted
),

known as (
    select
        names.company,
        names.account,
        min(gl_accounts.account) as gl_account
    from names
    inner join {{ ref('gl_accounts') }} as gl_accounts
        on names.known_as = gl_accounts.account
    group by names.company, names.account
),

roles as (
    select
        gl_accounts.account as gl_account,
        gl_accounts.role,
        account_roles.normal_side
    from {{ ref('gl_accounts') }} as gl_accounts
    inner join {{ ref('account_roles') }} as account_roles
        on gl_accounts.role = account_roles.role
),

final as (
    select
        entries.ledger_entry_id,
        entries.entity_id,
        entries.account,
        roles.gl_account,
        roles.role,
        entries.posting_date,
        {{ month_of('entries.posting_date') }} as month,
        entries.transaction_type,
        entries.number,
        entries.entry_number,
        entries.memo,
        entries.split_account,
        entries.amount,
        -- natural amounts of an account without a role have no side we could know
        case
            when entries.sign_convention = 'debit_positive' or roles.normal_side = 'debit' then entries.amount
            when roles.normal_side = 'credit' then -entries.amount
        end as debit_amount,
        entries.balance,
        entries._file_id,
        entries._line
    from entries
    left join known
        on
            coalesce(entries.company, '') = coalesce(known.company, '')
            and entries.account = known.account
    left join roles
        on known.gl_account = roles.gl_account
)

select * from final
