-- Denied charge lines that somebody, or a rule of the PM system, wrote off on the very day the denial was posted:
-- nobody worked them. What is written off days later was given up by decision.
with
denied as (
    select
        compared.entity_id,
        compared.claim_number,
        compared.charge_number,
        compared.payer_sequence,
        compared.payer_name,
        compared.remittance_id,
        compared.trace_number,
        -- a line without money may show no posting of its own
        coalesce(compared.posting_date, postings.posting_date) as posting_date
    from {{ ref('int_line_posting_comparisons') }} as compared
    inner join {{ ref('int_remittance_postings') }} as postings
        on compared.remittance_id = postings.remittance_id
    where
        compared.is_denied
        and compared.era_paid_amount = 0
),

write_offs as (
    select
        entity_id,
        upper(charge_number) as charge_number,
        posting_date,
        sum(amount) as written_off_amount
    from {{ ref('int_pm_line_adjustments') }}
    where adjustment_kind like '%other'
    group by entity_id, upper(charge_number), posting_date
    having sum(amount) > 0
),

latest as (
    select *
    from denied
    qualify
        row_number() over (
            partition by entity_id, charge_number
            order by posting_date desc, payer_sequence desc
        ) = 1
),

final as (
    select
        latest.entity_id,
        latest.claim_number,
        max(latest.payer_sequence) as payer_sequence,
        max(latest.payer_name) as payer_name,
        max(latest.remittance_id) as remittance_id,
        max(latest.trace_number) as trace_number,
        max(latest.posting_date) as posting_date,
        cast(sum(write_offs.written_off_amount) as decimal(18, 2)) as amount
    from latest
    inner join write_offs
        on
            latest.entity_id = write_offs.entity_id
            and latest.charge_number = write_offs.charge_number
            and latest.posting_date = write_offs.posting_date
    group by latest.entity_id, latest.claim_number
)

select * from final
