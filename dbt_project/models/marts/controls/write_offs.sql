-- The write-offs the controls judge: everything written off that no contract asks for, with the tier its amount needs
-- and the approval on record.
with
final as (
    select
        write_offs.write_off_id,
        write_offs.entity_id,
        write_offs.charge_number,
        write_offs.claim_number,
        write_offs.payer_name,
        write_offs.financial_class,
        write_offs.adjustment_class,
        {{ month_of('write_offs.posting_date') }} as month,
        write_offs.posting_date,
        cast(write_offs.amount as decimal(18, 2)) as amount,
        write_offs.user_name,
        write_offs.tier,
        tiers.title as tier_title,
        write_offs.needs_approval,
        case
            when not write_offs.needs_approval then 'not needed'
            when write_offs.has_evidence then 'approved'
            when write_offs.user_name is null then 'not provided'
            when write_offs.is_over_limit then 'missing'
            else 'within the limit of its author'
        end as approval,
        write_offs.approver,
        write_offs.approved_date,
        write_offs._file_id,
        write_offs._line
    from {{ ref('int_write_offs') }} as write_offs
    inner join {{ ref('approval_tiers') }} as tiers
        on write_offs.tier = tiers.tier
)

select * from final
