-- What the controls over write-offs find: beyond the author's limit, small balances that are not small, denials given
-- up without a fight, contractual write-offs the payer never stated.
with
write_offs as (
    select * from {{ ref('int_write_offs') }}
),

policy as (
    {{ settings_of('tolerances', {
        'owed_to_us': 'small_balance_owed_to_us',
        'owed_by_us': 'small_balance_owed_by_us',
    }) }}
),

found as (
    select
        'write_off_over_limit' as control,
        write_offs.*,
        concat(
            'Written off by ', write_offs.user_name, ' (',
            coalesce(lower(write_offs.role), 'role not provided'),
            '), who may decide less; no approval is on record'
        ) as happened
    from write_offs
    where
        write_offs.is_over_limit
        and not write_offs.has_evidence
    union all
    select
        case when write_offs.amount > 0 then 'small_balance_owed_to_us' else 'small_balance_owed_by_us' end as control,
        write_offs.*,
        case
            when write_offs.amount > 0 then 'Written off as a small balance and above the policy'
            else 'A credit taken off the account as a small balance and above the policy'
        end as happened
    from write_offs
    cross join policy
    where
        write_offs.reason like 'SMALL BALANCE%'
        and not write_offs.has_evidence
        and (write_offs.amount > policy.owed_to_us or -write_offs.amount > policy.owed_by_us)
    union all
    select
        'denial_not_appealed' as control,
        write_offs.*,
        concat(
            'The payer denied it for ', denied.category, ' on ',
            cast(denied.adjudication_date as {{ type_text() }}), ' and nothing was sent again'
        ) as happened
    from write_offs
    inner join {{ ref('int_denials_not_appealed') }} as denied
        on write_offs.write_off_id = denied.write_off_id
),

beyond as (
    select *
    from {{ ref('posting_variances') }}
    where
        adjustment_difference_amount < 0
        and pm_adjusted_amount > 0
),

final as (
    select
        control,
        entity_id,
        'write-off' as item_kind,
        write_off_id as item_id,
        charge_number as reference,
        claim_number,
        payer_name,
        user_name,
        approver,
        amount,
        posting_date,
        cast(null as date) as entered_date,
        has_evidence,
        happened,
        _file_id,
        _line
    from found
    union all
    select
        'contractual_beyond_remittance' as control,
        beyond.entity_id,
        'write-off' as item_kind,
        beyond.posting_variance_id as item_id,
        beyond.charge_number as reference,
        beyond.claim_number,
        beyond.payer_name,
        cast(null as {{ type_text() }}) as user_name,
        cast(null as {{ type_text() }}) as approver,
        -beyond.adjustment_difference_amount as amount,
        beyond.posting_date,
        cast(null as date) as entered_date,
        false as has_evidence,
        concat(
            'The remittance ', beyond.trace_number, ' supports ',
            cast(beyond.era_contractual_amount as {{ type_text() }}), ', the PM system wrote off ',
            cast(beyond.pm_adjusted_amount as {{ type_text() }})
        ) as happened,
        remittances._file_id,
        remittances._line
    from beyond
    left join {{ ref('remittances') }} as remittances
        on beyond.remittance_id = remittances.remittance_id
)

select * from final
