-- What the ledger shows and its sub-ledger does not, as exceptions: a payer's money booked to another account or
-- entity, an entry by hand on receivables or cash, and balances that differed before anything was delivered.
with
tied as (
    select
        'GL-TIE' as code,
        bank_lines.entity_id,
        'gl' as subject_kind,
        bank_lines.ledger_entry_id as subject_id,
        bank_lines.deposit_id as related_id,
        bank_lines.reference,
        bank_lines.amount,
        cast(null as decimal(18, 2)) as difference_amount,
        bank_lines.gl_date as subject_date,
        ledger._file_id,
        ledger._line
    from {{ ref('int_bank_line_roles') }} as bank_lines
    inner join {{ ref('int_role_accounts') }} as role_accounts
        on bank_lines.expected_role = role_accounts.role
    inner join {{ ref('int_ledger_lines') }} as ledger
        on bank_lines.ledger_entry_id = ledger.ledger_entry_id
    where
        bank_lines.is_booked_elsewhere
        and bank_lines.money_kind in ('remittance', 'payer_money', 'card_payout', 'pm_batch')
        and role_accounts.gl_account is not null
),

declared as (
    select distinct entity_id
    from {{ ref('int_ledger_support') }}
    where
        role = 'patient_ar'
        and support_kind = 'pm_month'
),

-- receivables are judged only where the seed says which entries the PM system makes: without it all would be by hand
manual as (
    select
        'GL-MANUAL' as code,
        ledger.entity_id,
        'gl' as subject_kind,
        ledger.ledger_entry_id as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        coalesce(ledger.number, ledger.entry_number) as reference,
        abs(ledger.debit_amount) as amount,
        cast(null as decimal(18, 2)) as difference_amount,
        ledger.posting_date as subject_date,
        ledger._file_id,
        ledger._line
    from {{ ref('int_ledger_support') }} as ledger
    left join declared
        on ledger.entity_id = declared.entity_id
    where
        ledger.support_kind = 'manual'
        and (ledger.role = 'cash' or (ledger.role = 'patient_ar' and declared.entity_id is not null))
),

opened as (
    select
        'GL-TIE' as code,
        provable.entity_id,
        'bank_account' as subject_kind,
        provable.account_number as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        provable.account_number as reference,
        openings.difference_amount as amount,
        openings.difference_amount,
        provable.eve as subject_date,
        cast(null as {{ type_text() }}) as _file_id,
        cast(null as integer) as _line
    from {{ ref('int_proof_openings') }} as openings
    inner join {{ ref('int_proof_accounts') }} as provable
        on openings.account_number = provable.account_number
    where
        openings.difference_amount <> 0
        and provable.bank_basis <> 'not stated'
        and provable.book_basis <> 'not stated'
),

troubles as (
    select * from tied
    union all
    select * from manual
    union all
    select * from opened
),

final as (
    select
        code,
        entity_id,
        subject_kind,
        subject_id,
        related_id,
        reference,
        cast(null as {{ type_text() }}) as channel,
        cast(null as {{ type_text() }}) as payer_name,
        cast(amount as decimal(18, 2)) as amount,
        difference_amount,
        subject_date,
        _file_id,
        _line
    from troubles
)

select * from final
