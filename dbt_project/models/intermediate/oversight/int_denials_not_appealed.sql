-- Denials for timely filing or a missing authorization that were written off although nothing was sent to the payer
-- after the denial and the payer decided nothing since. One row per write-off.
with
write_offs as (
    select *
    from {{ ref('int_write_offs') }}
    where
        adjustment_class = 'denial write-off'
        and amount > 0
        and not has_evidence
),

services as (
    select
        transaction_digest,
        claim_position,
        service_position,
        upper(charge_number) as charge_key
    from {{ ref('int_remitted_charges') }}
),

adjudications as (
    select * from {{ ref('adjudications') }}
),

denied as (
    select
        adjudications.entity_id,
        adjudications.claim_family_id,
        adjudications.sequence_number,
        adjudications.claim_number,
        services.charge_key,
        denials.category,
        denials.adjudication_date
    from {{ ref('denials') }} as denials
    inner join adjudications
        on denials.adjudication_id = adjudications.adjudication_id
    left join services
        on
            adjudications.remittance_id = services.transaction_digest
            and adjudications.claim_position = services.claim_position
            and denials.service_position = services.service_position
    where denials.category in ('timely filing', 'authorisation')
),

given_up as (
    select
        write_offs.write_off_id,
        write_offs.entity_id,
        write_offs.claim_number,
        write_offs.posting_date,
        denied.claim_family_id,
        denied.sequence_number,
        denied.category,
        denied.adjudication_date
    from write_offs
    inner join denied
        on
            write_offs.entity_id = denied.entity_id
            and write_offs.claim_number = denied.claim_number
            and coalesce(denied.charge_key, upper(write_offs.charge_number)) = upper(write_offs.charge_number)
            and write_offs.posting_date >= denied.adjudication_date
),

sent_again as (
    select distinct given_up.write_off_id
    from given_up
    inner join {{ ref('stg_claim_submissions') }} as submissions
        on
            given_up.claim_number = submissions.claim_number
            and {{ same_entity('given_up.entity_id', 'submissions.entity_id') }}
            and given_up.adjudication_date < submissions.submission_date
),

decided_again as (
    select distinct given_up.write_off_id
    from given_up
    inner join adjudications
        on
            given_up.claim_family_id = adjudications.claim_family_id
            and given_up.sequence_number < adjudications.sequence_number
),

final as (
    select
        given_up.write_off_id,
        max(given_up.category) as category,
        max(given_up.adjudication_date) as adjudication_date
    from given_up
    left join sent_again
        on given_up.write_off_id = sent_again.write_off_id
    left join decided_again
        on given_up.write_off_id = decided_again.write_off_id
    where
        sent_again.write_off_id is null
        and decided_again.write_off_id is null
    group by given_up.write_off_id
)

select * from final
