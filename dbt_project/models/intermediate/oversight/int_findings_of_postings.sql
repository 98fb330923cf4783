-- What the controls over postings find: dated back into a closed month, gone or changed after it was reported, entered
-- by hand in the ledger.
with
back_dated as (
    select * from {{ ref('exceptions') }}
    where code in ('CTL-BACKDATE', 'AR-ROLL', 'GL-MANUAL')
),

days as (
    select
        entity_id,
        coalesce(claim_number, reference) as claim_reference,
        reference,
        min(posting_date) as posting_date,
        max(coalesce(entered_date, later_date)) as entered_date,
        max(claim_number) as claim_number
    from {{ ref('ar_changes') }}
    group by entity_id, coalesce(claim_number, reference), reference
),

dated as (
    select
        back_dated.exception_id,
        min(days.posting_date) as posting_date,
        max(days.entered_date) as entered_date,
        max(days.claim_number) as claim_number
    from back_dated
    inner join days
        on
            back_dated.entity_id = days.entity_id
            and back_dated.reference in (days.reference, days.claim_reference)
    group by back_dated.exception_id
),

final as (
    select
        case back_dated.code
            when 'CTL-BACKDATE' then 'posted_back_dated'
            when 'AR-ROLL' then 'deleted_after_report'
            else 'manual_receivable_entry'
        end as control,
        back_dated.entity_id,
        case when back_dated.code = 'GL-MANUAL' then 'journal entry' else 'posting' end as item_kind,
        back_dated.exception_id as item_id,
        back_dated.reference,
        dated.claim_number,
        back_dated.payer_name,
        cast(null as {{ type_text() }}) as user_name,
        cast(null as {{ type_text() }}) as approver,
        abs(back_dated.amount) as amount,
        coalesce(dated.posting_date, back_dated.opened_date) as posting_date,
        dated.entered_date,
        false as has_evidence,
        case back_dated.code
            when 'CTL-BACKDATE'
                then
                    concat(
                        'Dated ', cast(dated.posting_date as {{ type_text() }}), ', keyed in or first seen ',
                        cast(dated.entered_date as {{ type_text() }})
                    )
            when 'AR-ROLL'
                then
                    concat(
                        'Stood in an earlier export with a posting of ',
                        cast(dated.posting_date as {{ type_text() }}),
                        ' and is gone or changed in the one of ', cast(dated.entered_date as {{ type_text() }})
                    )
            else 'No movement of the PM system stands behind it'
        end as happened,
        back_dated._file_id,
        back_dated._line
    from back_dated
    left join dated
        on back_dated.exception_id = dated.exception_id
)

select * from final
