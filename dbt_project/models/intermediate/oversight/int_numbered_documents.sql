-- Documents that carry running numbers: deposit slips, PM batches, refunds, ledger entries. The text before the last
-- digits, and how many digits there are, tell one series from another. One row per document.
with
documents as (
    select
        'deposit slip' as document_kind,
        entity_id,
        location_id as place,
        slip_number as number_text,
        business_date as document_date,
        _file_id,
        _line
    from {{ ref('stg_drawer_days') }}
    union all
    select
        'deposit slip' as document_kind,
        entity_id,
        location_id as place,
        slip_number as number_text,
        deposit_date as document_date,
        _file_id,
        _line
    from {{ ref('stg_deposit_slip_items') }}
    union all
    select
        'PM batch' as document_kind,
        entity_id,
        practice_id as place,
        batch_number as number_text,
        posting_date as document_date,
        _file_id,
        _line
    from {{ ref('stg_pm_payments') }}
    union all
    select
        'refund' as document_kind,
        entity_id,
        '' as place,
        refund_number as number_text,
        coalesce(issued_date, approved_date) as document_date,
        _file_id,
        _line
    from {{ ref('stg_refunds') }}
    union all
    select
        'ledger entry' as document_kind,
        entity_id,
        concat_ws(' ', company, transaction_type) as place,
        coalesce(entry_number, number) as number_text,
        posting_date as document_date,
        _file_id,
        _line
    from {{ ref('stg_ledger_entries') }}
),

numbered as (
    select
        *,
        regexp_extract(number_text, '([0-9]{1,15})$', 1) as digits
    from documents
    where number_text is not null
),

final as (
    select
        document_kind,
        entity_id,
        coalesce(place, '') as place,
        substr(number_text, 1, length(number_text) - length(digits)) as number_prefix,
        number_text,
        cast(digits as bigint) as document_number,
        document_date,
        _file_id,
        _line
    from numbered
    where digits <> ''
    qualify
        row_number() over (
            partition by document_kind, entity_id, place, number_text
            order by document_date, _file_id, _line
        ) = 1
)

select * from final
