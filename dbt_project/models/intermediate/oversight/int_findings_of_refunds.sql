-- What the controls over refunds find along request, approval, issue, bank and PM system: steps left out, in the wrong
-- order or waiting too long, money paid back twice, refunds only one side knows.
with
refunds as (
    select * from {{ ref('int_refund_steps') }}
    where state <> 'voided'
),

waits as (
    {{ settings_of('tolerances', {'issue_days': 'refund_issue'}, type='integer') }}
),

found as (
    select
        'refund_not_approved' as control,
        refunds.*,
        'The register names approvers and none for this refund' as happened
    from refunds
    where
        refunds.names_approvers
        and refunds.approved_by is null
        and refunds.tier_order > 1
    union all
    select
        'refund_over_limit' as control,
        refunds.*,
        concat(
            'Approved by ', refunds.approved_by, ' (', coalesce(lower(refunds.approver_role), 'role not provided'), ')'
        ) as happened
    from refunds
    where refunds.approver_tier_order < refunds.tier_order
    union all
    select
        'refund_before_approval' as control,
        refunds.*,
        concat(
            'Issued ', cast(refunds.issued_date as {{ type_text() }}),
            ', approved ', cast(refunds.approved_date as {{ type_text() }})
        ) as happened
    from refunds
    where refunds.issued_date < refunds.approved_date
    union all
    select
        'refund_not_issued' as control,
        refunds.*,
        concat('Approved ', cast(refunds.approved_date as {{ type_text() }}), ' and still here') as happened
    from refunds
    cross join waits
    where
        refunds.state = 'approved'
        and {{ days_between('refunds.approved_date', 'refunds.as_of') }} > waits.issue_days
    union all
    select
        'refund_stale' as control,
        refunds.*,
        concat(
            'Check ', refunds.reference_number, ' of ', cast(refunds.issued_date as {{ type_text() }}),
            ' has not been cashed for ',
            cast(refunds.age_days as {{ type_text() }}), ' days'
        ) as happened
    from refunds
    where refunds.state = 'stale'
    union all
    select
        'refund_not_posted' as control,
        refunds.*,
        concat('The PM system shows ', cast(refunds.pm_refunded_amount as {{ type_text() }}), ' given back') as happened
    from refunds
    where
        refunds.state in ('cleared', 'outstanding', 'stale')
        and refunds.pm_refunded_amount < refunds.amount
    union all
    select
        'refund_taken_back' as control,
        refunds.*,
        concat('The payer took the same money from remittance ', refunds.recoupment_trace_number) as happened
    from refunds
    where refunds.is_taken_back_as_well
    union all
    select
        'refund_twice' as control,
        refunds.*,
        'Same payee, claim and refunds.amount as another refund' as happened
    from refunds
    where refunds.is_possible_duplicate
),

final as (
    select
        control,
        entity_id,
        'refund' as item_kind,
        refund_id as item_id,
        refund_number as reference,
        claim_number,
        cast(null as {{ type_text() }}) as payer_name,
        requested_by as user_name,
        approved_by as approver,
        amount,
        coalesce(issued_date, approved_date) as posting_date,
        approved_date as entered_date,
        approved_by is not null as has_evidence,
        happened,
        _file_id,
        _line
    from found
)

select * from final
