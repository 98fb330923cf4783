-- Numbers nobody can show: gaps in receipts of a drawer with a sequence of its own, and in any series of documents of
-- which most numbers are there. One row per gap.
with
steps as (
    select
        documents.*,
        lag(documents.document_number) over (
            partition by documents.document_kind, documents.entity_id, documents.place, documents.number_prefix
            order by documents.document_number
        ) as earlier_number
    from {{ ref('int_numbered_documents') }} as documents
    inner join {{ ref('int_document_series') }} as series
        on
            documents.document_kind = series.document_kind
            and documents.entity_id = series.entity_id
            and documents.place = series.place
            and documents.number_prefix = series.number_prefix
),

gaps as (
    select
        document_kind,
        entity_id,
        number_text as before_number,
        concat(number_prefix, cast(earlier_number + 1 as {{ type_text() }})) as first_missing,
        document_number - earlier_number - 1 as missing_count,
        cast(null as {{ type_text() }}) as user_name,
        document_date,
        _file_id,
        _line
    from steps
    where document_number > earlier_number + 1
    union all
    select
        'receipt' as document_kind,
        drawers.entity_id,
        drawers.first_receipt as before_number,
        cast(receipts.first_missing_receipt as {{ type_text() }}) as first_missing,
        receipts.missing_receipt_count as missing_count,
        lower(trim(drawers.cashier)) as user_name,
        drawers.business_date as document_date,
        drawers._file_id,
        drawers._line
    from {{ ref('int_receipt_gaps') }} as receipts
    inner join {{ ref('stg_drawer_days') }} as drawers
        on receipts.drawer_day_id = drawers.drawer_day_id
),

final as (
    select
        'sequence_gap' as control,
        entity_id,
        document_kind as item_kind,
        {{ surrogate_key(['document_kind', 'entity_id', 'first_missing', 'before_number']) }} as item_id,
        first_missing as reference,
        cast(null as {{ type_text() }}) as claim_number,
        cast(null as {{ type_text() }}) as payer_name,
        user_name,
        cast(null as {{ type_text() }}) as approver,
        cast(0 as decimal(18, 2)) as amount,
        document_date as posting_date,
        cast(null as date) as entered_date,
        false as has_evidence,
        concat(
            cast(missing_count as {{ type_text() }}), ' ', document_kind, ' number(s) missing from ', first_missing,
            ' on, before ', before_number
        ) as happened,
        _file_id,
        _line
    from gaps
)

select * from final
