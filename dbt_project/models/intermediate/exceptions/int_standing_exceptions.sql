-- Everything that does not tie out as of now, each trouble once, under its key. A new kind of trouble is added here.
with
troubles as (
    select * from {{ ref('int_exceptions_of_bank_lines') }}
    union all
    select * from {{ ref('int_exceptions_of_matched_deposits') }}
    union all
    select * from {{ ref('int_exceptions_of_bank_days') }}
    union all
    select * from {{ ref('int_exceptions_of_currencies') }}
    union all
    select * from {{ ref('int_exceptions_of_remittances') }}
    union all
    select * from {{ ref('int_exceptions_of_remittance_contents') }}
    union all
    select * from {{ ref('int_exceptions_of_payouts') }}
    union all
    select * from {{ ref('int_exceptions_of_cards') }}
    union all
    select * from {{ ref('int_exceptions_of_drawers') }}
    union all
    select * from {{ ref('int_exceptions_of_books') }}
    union all
    select * from {{ ref('int_exceptions_of_postings') }}
    union all
    select * from {{ ref('int_exceptions_of_claim_postings') }}
    union all
    select * from {{ ref('int_exceptions_of_pm_payments') }}
    union all
    select * from {{ ref('int_exceptions_of_adjudications') }}
    union all
    select * from {{ ref('int_exceptions_of_decisions') }}
    union all
    select * from {{ ref('int_exceptions_of_receivables') }}
    union all
    select * from {{ ref('int_exceptions_of_credits') }}
    union all
    select * from {{ ref('int_exceptions_of_files') }}
),

final as (
    select
        {{ exception_key('code', 'subject_kind', 'subject_id') }} as exception_id,
        code,
        entity_id,
        subject_kind,
        subject_id,
        related_id,
        reference,
        channel,
        payer_name,
        amount,
        difference_amount,
        subject_date,
        _file_id,
        _line
    from troubles
)

select * from final
