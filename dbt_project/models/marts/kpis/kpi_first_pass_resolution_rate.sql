with
run as (
    select {{ add_days('as_of', -120) }} as latest_date
    from {{ ref('stg_run') }}
),

firsts as (
    select * from {{ ref('int_first_decisions') }}
),

families as (
    select distinct
        claim_family_id,
        entity_id,
        upper(trim(claim_number)) as claim_key
    from {{ ref('adjudications') }}
),

-- Another action of the primary payer, or another bill to it, within 120 days: the first decision did not settle it.
reversed as (
    select distinct firsts.claim_family_id
    from firsts
    inner join {{ ref('adjudications') }} as later
        on
            firsts.claim_family_id = later.claim_family_id
            and later.is_reversal
            and not later.is_repeat
            and later.adjudication_date between firsts.adjudication_date
            and {{ add_days('firsts.adjudication_date', 120) }}
),

sent_again as (
    select distinct firsts.claim_family_id
    from firsts
    inner join families on firsts.claim_family_id = families.claim_family_id
    inner join {{ ref('int_claim_submissions') }} as submissions
        on
            families.entity_id = submissions.entity_id
            and families.claim_key = submissions.claim_key
            and submissions.payer_sequence = 'P'
            and firsts.adjudication_date < submissions.submission_date
            and submissions.submission_date <= {{ add_days('firsts.adjudication_date', 120) }}
),

facts as (
    select
        {{ month_of('firsts.adjudication_date') }} as period,
        firsts.entity_id,
        firsts.payer_name,
        firsts.financial_class,
        case
            when firsts.is_denied or reversed.claim_family_id is not null or sent_again.claim_family_id is not null
                then 0
            else 1
        end as numerator,
        1 as denominator,
        0 as unmeasured_count
    from firsts
    inner join run on firsts.adjudication_date <= run.latest_date
    left join reversed on firsts.claim_family_id = reversed.claim_family_id
    left join sent_again on firsts.claim_family_id = sent_again.claim_family_id
),

final as (
    {{ rate_by_grain('K33', 'facts') }}
)

select * from final
