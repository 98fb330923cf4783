with
adjudications as (
    select
        adjudications.*,
        upper(trim(adjudications.claim_number)) as claim_key,
        parts.adjudication_id is not null as is_first_decision
    from {{ ref('adjudications') }} as adjudications
    left join {{ ref('int_first_decision_parts') }} as parts
        on adjudications.adjudication_id = parts.adjudication_id
    where not adjudications.is_predetermination and not adjudications.is_repeat
),

run as (
    select as_of from {{ ref('stg_run') }}
),

-- Latest decisions speak for the claim: the primary's denial stands unless a later decision of it lifts it.
final as (
    select
        adjudications.entity_id,
        adjudications.claim_key,
        min(case when adjudications.is_first_decision then adjudications.adjudication_date end)
            as first_adjudication_date,
        max(
            case
                when adjudications.is_first_decision
                    then case when adjudications.is_denied_full or adjudications.is_denied_partial then 1 else 0 end
            end
        ) = 1 as first_adjudication_is_denied,
        min(case when adjudications.paid_amount > 0 then adjudications.adjudication_date end) as first_payment_date,
        sum(adjudications.paid_amount) as paid_amount,
        coalesce(
            sum(
                case
                    when adjudications.is_latest and adjudications.payer_sequence > 1 then adjudications.patient_amount
                end
            ),
            sum(case when adjudications.is_latest then adjudications.patient_amount end),
            0
        ) as patient_amount,
        coalesce(
            sum(
                case
                    when adjudications.is_latest and adjudications.payer_sequence = 1
                        then adjudications.denied_charge_amount
                end
            ), 0
        ) as denied_charge_amount,
        max(
            case
                when
                    adjudications.is_latest and adjudications.payer_sequence = 1 and adjudications.is_denied_full
                    then 1
                else 0
            end
        ) = 1 as is_denied,
        max(
            case
                when adjudications.is_latest and adjudications.payer_sequence = 1 and adjudications.is_denied_partial
                    then 1
                else 0
            end
        ) = 1 as is_partly_denied,
        max(case when adjudications.is_latest then 1 else 0 end) = 1 as is_decided
    from adjudications
    cross join run
    where adjudications.adjudication_date <= run.as_of
    group by adjudications.entity_id, adjudications.claim_key
)

select * from final
