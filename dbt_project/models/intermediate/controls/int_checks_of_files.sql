with
files as (
    select * from {{ ref('stg_files') }}
    where outcome <> 'duplicate'
),

file_records as (
    select * from {{ ref('stg_file_records') }}
),

totals as (
    select * from {{ ref('stg_control_totals') }}
),

lines as (
    select
        coalesce(sum(record_count), 0) as left_amount,
        coalesce(sum(accepted_count + quarantined_count), 0) as right_amount,
        coalesce(sum(abs(record_count - accepted_count - quarantined_count)), 0) as difference_amount
    from files
),

cents as (
    select
        coalesce(sum(cast(cents_read * 0.01 as decimal(18, 2))), 0) as left_amount,
        coalesce(sum(cast((cents_accepted + cents_refused) * 0.01 as decimal(18, 2))), 0) as right_amount,
        coalesce(sum(cast(abs(cents_read - cents_accepted - cents_refused) * 0.01 as decimal(18, 2))), 0)
            as difference_amount
    from file_records
),

rows_read as (
    select
        coalesce(sum(rows_read), 0) as left_amount,
        coalesce(sum(rows_accepted + rows_refused), 0) as right_amount,
        coalesce(sum(abs(rows_read - rows_accepted - rows_refused)), 0) as difference_amount
    from file_records
),

agreement as (
    select
        count(*) as total_count,
        coalesce(sum(case when stated <> found then 1 else 0 end), 0) as differing_count,
        coalesce(sum(case when kind = 'amount' then stated else 0 end), 0) as left_amount,
        coalesce(sum(case when kind = 'amount' then found else 0 end), 0) as right_amount,
        coalesce(sum(abs(stated - found)), 0) as difference_amount
    from totals
    where severity = 'block'
),

final as (
    select
        'lines_in_equal_accepted_plus_quarantined' as check_id,
        'Every line of every file is accepted, in quarantine, or wraps other lines.' as description,
        'lines with content' as left_label,
        left_amount,
        'accepted + quarantined' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from lines
    union all
    select
        'cents_in_equal_accepted_plus_quarantined' as check_id,
        'Every cent read from a file is in its raw table or in quarantine.' as description,
        'dollars read' as left_label,
        left_amount,
        'accepted + quarantined' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from cents
    union all
    select
        'rows_in_equal_accepted_plus_quarantined' as check_id,
        'Every row made of a file is in its raw table or in quarantine.' as description,
        'rows read' as left_label,
        left_amount,
        'accepted + quarantined' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from rows_read
    union all
    select
        'control_totals_agree' as check_id,
        concat(
            'The totals files state about themselves are what was found in them: ',
            cast(differing_count as {{ type_text() }}),
            ' of ',
            cast(total_count as {{ type_text() }}),
            ' differ; dollars are added up, counts only compared.'
        ) as description,
        'stated by the files' as left_label,
        left_amount,
        'found in the files' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from agreement
)

select * from final
