-- Money of a claim that the PM system shows somewhere else: as another payer's on the same claim, or under the same
-- trace or check number on another claim. Both sides are named; one that has two explanations is nobody's.
with
short_claims as (
    select
        entity_id,
        claim_number,
        payer_sequence,
        {{ normalise_reference('max(trace_number)') }} as reference_key,
        sum(era_paid_amount - pm_paid_amount) as missing_amount
    from {{ ref('int_line_posting_differences') }}
    where charge_number is not null
    group by entity_id, claim_number, payer_sequence
    having sum(era_paid_amount - pm_paid_amount) > 0
),

charges as (
    select
        entity_id,
        upper(charge_number) as charge_number,
        max(claim_number) as claim_number
    from {{ ref('int_pm_charges') }}
    group by entity_id, upper(charge_number)
),

excess_claims as (
    select
        postings.entity_id,
        charges.claim_number,
        postings.payer_sequence,
        min(postings.reference_key) as first_reference_key,
        max(postings.reference_key) as last_reference_key,
        max(postings.charge_number) as charge_number,
        sum(postings.pm_paid_amount - coalesce(remitted.era_paid_amount, 0)) as excess_amount
    from {{ ref('int_pm_line_postings') }} as postings
    inner join charges
        on
            postings.entity_id = charges.entity_id
            and postings.charge_number = charges.charge_number
    left join {{ ref('int_remitted_lines') }} as remitted
        on
            postings.entity_id = remitted.entity_id
            and postings.charge_number = remitted.charge_number
            and postings.payer_sequence = remitted.payer_sequence
    left join {{ ref('int_lines_waiting') }} as waiting
        on
            postings.entity_id = waiting.entity_id
            and postings.charge_number = waiting.charge_number
            and postings.payer_sequence = waiting.payer_sequence
    where
        waiting.charge_number is null
        and postings.pm_paid_amount <> coalesce(remitted.era_paid_amount, 0)
    group by postings.entity_id, charges.claim_number, postings.payer_sequence
),

pairs as (
    select
        short_claims.entity_id,
        case
            when short_claims.claim_number = excess_claims.claim_number then 'PST-WRONGPAY'
            else 'PST-WRONGACCT'
        end as code,
        short_claims.claim_number,
        short_claims.payer_sequence,
        excess_claims.claim_number as found_claim_number,
        excess_claims.payer_sequence as found_payer_sequence,
        excess_claims.charge_number as found_charge_number,
        short_claims.missing_amount
    from short_claims
    inner join excess_claims
        on
            short_claims.entity_id = excess_claims.entity_id
            and short_claims.missing_amount = excess_claims.excess_amount
            and (
                (
                    short_claims.claim_number = excess_claims.claim_number
                    and short_claims.payer_sequence <> excess_claims.payer_sequence
                )
                or (
                    short_claims.claim_number <> excess_claims.claim_number
                    and short_claims.reference_key = excess_claims.first_reference_key
                    and short_claims.reference_key = excess_claims.last_reference_key
                )
            )
),

-- the same claim is nearer than another one, seen from either side
ranked as (
    select
        *,
        max(case when code = 'PST-WRONGPAY' then 1 else 0 end)
            over (partition by entity_id, claim_number, payer_sequence) as is_short_of_payer,
        max(case when code = 'PST-WRONGPAY' then 1 else 0 end)
            over (partition by entity_id, found_claim_number, found_payer_sequence) as is_excess_of_payer
    from pairs
),

final as (
    select
        entity_id,
        code,
        claim_number,
        payer_sequence,
        found_claim_number,
        found_payer_sequence,
        found_charge_number,
        missing_amount
    from ranked
    where
        code = 'PST-WRONGPAY'
        or (is_short_of_payer = 0 and is_excess_of_payer = 0)
    qualify
        count(*) over (partition by entity_id, claim_number, payer_sequence) = 1
        and count(*) over (partition by entity_id, found_claim_number, found_payer_sequence) = 1
)

select * from final
