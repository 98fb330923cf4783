-- Claims the first payer has decided and left something of, with a second payer on file that never got them: neither
-- we nor the first payer sent them on, the second payer decided nothing, and the days such a claim takes are over.
with
secondaries as (
    select
        entity_id,
        upper(trim(claim_number)) as claim_key,
        min(secondary_payer_name) as payer_name,
        min(secondary_financial_class) as financial_class,
        min(service_date) as service_date
    from {{ ref('int_charges_with_payers') }}
    where claim_number is not null and secondary_payer_name is not null
    group by entity_id, upper(trim(claim_number))
    having max(case when secondary_bill_date is not null then 1 else 0 end) = 0
),

house as (
    {{ settings_of('worklist_settings', {'secondary_days': 'secondary_days'}, type='integer') }}
),

grace as (
    select
        house.secondary_days,
        run.as_of
    from house
    cross join {{ ref('stg_run') }} as run
),

adjudications as (
    select
        *,
        upper(trim(claim_number)) as claim_key
    from {{ ref('adjudications') }}
),

sent_on as (
    select distinct
        entity_id,
        claim_key
    from {{ ref('int_claim_submissions') }}
    where payer_sequence <> 'P'
    union
    select distinct
        entity_id,
        claim_key
    from adjudications
    where payer_sequence > 1 or claim_status in ('19', '20', '21', '23')
),

final as (
    select
        adjudications.entity_id,
        adjudications.claim_key,
        adjudications.claim_family_id,
        adjudications.claim_number,
        secondaries.payer_name,
        secondaries.financial_class,
        adjudications.patient_amount as charge_amount,
        secondaries.service_date,
        adjudications.adjudication_date as decided_date,
        adjudications._file_id,
        adjudications._line
    from adjudications
    cross join grace
    inner join secondaries
        on
            adjudications.entity_id = secondaries.entity_id
            and adjudications.claim_key = secondaries.claim_key
    left join sent_on
        on
            adjudications.entity_id = sent_on.entity_id
            and adjudications.claim_key = sent_on.claim_key
    where
        adjudications.is_latest
        and adjudications.payer_sequence = 1
        and not adjudications.is_denied_full
        and not adjudications.is_capitated
        and adjudications.patient_amount > 0
        and sent_on.claim_key is null
        and {{ add_days('adjudications.adjudication_date', 'grace.secondary_days') }} < grace.as_of
)

select * from final
