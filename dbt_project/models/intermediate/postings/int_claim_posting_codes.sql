-- What is wrong with the posting of each claim that differs: the most specific code wins. A claim of a remittance
-- nobody posted, or posted twice as a whole, is told with the remittance.
with
claims as (
    select * from {{ ref('int_claim_posting_differences') }}
),

misplaced as (
    select
        entity_id,
        code,
        claim_number,
        payer_sequence,
        claim_number as subject_claim_number,
        payer_sequence as subject_payer_sequence
    from {{ ref('int_misplaced_postings') }}
    union all
    select
        entity_id,
        code,
        found_claim_number as claim_number,
        found_payer_sequence as payer_sequence,
        claim_number as subject_claim_number,
        payer_sequence as subject_payer_sequence
    from {{ ref('int_misplaced_postings') }}
),

doubled as (
    select remittance_id
    from {{ ref('int_remittance_postings') }}
    where
        posting_state = 'over-posted'
        and claim_paid_amount > 0
        and mod(posted_amount, claim_paid_amount) = 0
),

coded as (
    select
        claims.*,
        misplaced.subject_claim_number,
        misplaced.subject_payer_sequence,
        doubled.remittance_id is not null as is_doubled_remittance,
        case
            when
                claims.unposted_remittance_id is not null
                and claims.difference_amount = claims.unposted_paid_amount
                then 'PST-NONE'
            when misplaced.code is not null then misplaced.code
            when
                claims.is_reversed
                and claims.difference_amount in (claims.last_paid_amount, -claims.taken_back_amount)
                and claims.difference_amount <> 0
                then 'PST-REV'
            when
                claims.last_paid_amount > 0
                and claims.difference_amount < 0
                and mod(claims.difference_amount, claims.last_paid_amount) = 0
                then 'PST-DUP'
            when claims.is_provider_adjustment then 'PST-PLB'
            when claims.is_penny then null
            when claims.difference_amount < 0 then 'PST-OVER'
            when not claims.is_posted then 'PST-NONE'
            when claims.largest_amount > 0 then 'PST-PART'
            else 'PST-ADJCODE'
        end as code
    from claims
    left join misplaced
        on
            claims.entity_id = misplaced.entity_id
            and claims.claim_number = misplaced.claim_number
            and claims.payer_sequence = misplaced.payer_sequence
    left join doubled
        on claims.remittance_id = doubled.remittance_id
),

final as (
    select
        entity_id,
        claim_number,
        payer_sequence,
        code,
        case
            when code = 'PST-NONE' and unposted_remittance_id is not null then unposted_remittance_id
            when code = 'PST-DUP' and is_doubled_remittance then remittance_id
            when code is not null then {{
                surrogate_key([
                    'entity_id',
                    'coalesce(subject_claim_number, claim_number)',
                    'coalesce(subject_payer_sequence, payer_sequence)',
                ])
            }}
        end as subject_id,
        (code = 'PST-NONE' and unposted_remittance_id is not null)
        or (code = 'PST-DUP' and is_doubled_remittance) as is_told_with_remittance,
        -- the claim that has too much is told with the claim that misses it
        subject_claim_number is not null
        and (subject_claim_number <> claim_number or subject_payer_sequence <> payer_sequence) as is_other_side,
        remittance_id,
        trace_number,
        payer_name,
        posting_date,
        cast(
            case
                when code = 'PST-ADJCODE' then abs(adjustment_difference_amount)
                when difference_amount = 0 and short_amount = 0 then abs(adjustment_difference_amount)
                when difference_amount = 0 then short_amount
                else abs(difference_amount)
            end as decimal(18, 2)
        ) as amount,
        cast(
            case when code = 'PST-ADJCODE' then adjustment_difference_amount else difference_amount end
            as decimal(18, 2)
        ) as difference_amount
    from coded
)

select * from final
