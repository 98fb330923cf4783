with
files as (
    select * from {{ ref('stg_files') }}
    where outcome <> 'duplicate'
),

totals as (
    select * from {{ ref('stg_control_totals') }}
    where stated <> found
),

-- One row for each total that does not agree, so that a person finds the file and the line or segment.
final as (
    select
        concat_ws(
            ' ',
            'control_total',
            files.file_name,
            cast(totals.line as {{ type_text() }}),
            totals.scope,
            totals.name
        ) as check_id,
        concat(
            'File ', files.file_name, ', ', files.unit, ' ', cast(totals.line as {{ type_text() }}), ': the ',
            totals.name, ' of the ', totals.scope, ' is not what was found.'
        ) as description,
        'stated by the file' as left_label,
        totals.stated as left_amount,
        'found in the file' as right_label,
        totals.found as right_amount,
        abs(totals.stated - totals.found) as difference_amount,
        totals.severity
    from totals
    inner join files on totals.file_id = files.file_id
)

select * from final
