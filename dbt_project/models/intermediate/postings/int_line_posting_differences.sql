-- Charge lines on which the PM system shows other money or other write-offs than the payers' remittances, in amounts.
-- What a posting rule or a person wrote off of a denied line is no contractual adjustment and is judged elsewhere.
with
differing as (
    select *
    from {{ ref('int_line_posting_comparisons') }}
    where
        not is_spread
        and (
            era_paid_amount <> pm_paid_amount
            or case when is_denied then pm_contractual_amount else pm_adjusted_amount end
            not in (era_contractual_amount, era_contractual_amount + era_unmapped_amount)
        )
),

-- lines that name no charge can only be missed where their remittance is not posted at all
unlinked as (
    select
        results.entity_id,
        results.claim_number,
        results.payer_sequence,
        results.remittance_id,
        max(results.payer_name) as payer_name,
        max(results.trace_number) as trace_number,
        max(results.payment_date) as remittance_date,
        sum(results.era_paid_amount) as era_paid_amount,
        sum(results.era_contractual_amount) as era_contractual_amount
    from {{ ref('int_remittance_line_results') }} as results
    where
        results.charge_number is null
        and results.posting_state = 'unposted'
    group by results.entity_id, results.claim_number, results.payer_sequence, results.remittance_id
),

final as (
    select
        entity_id,
        claim_number,
        charge_number,
        payer_sequence,
        payer_name,
        remittance_id,
        trace_number,
        remittance_date,
        posting_date,
        era_paid_amount,
        pm_paid_amount,
        era_contractual_amount,
        pm_adjusted_amount,
        unposted_remittance_id,
        unposted_paid_amount,
        last_paid_amount,
        taken_back_amount,
        is_reversed,
        is_denied
    from differing
    union all
    select
        entity_id,
        claim_number,
        cast(null as {{ type_text() }}) as charge_number,
        payer_sequence,
        payer_name,
        remittance_id,
        trace_number,
        remittance_date,
        cast(null as date) as posting_date,
        era_paid_amount,
        0 as pm_paid_amount,
        era_contractual_amount,
        0 as pm_adjusted_amount,
        remittance_id as unposted_remittance_id,
        era_paid_amount as unposted_paid_amount,
        era_paid_amount as last_paid_amount,
        null as taken_back_amount,
        false as is_reversed,
        false as is_denied
    from unlinked
)

select * from final
