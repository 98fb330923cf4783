-- What the first payer allowed on each standing line, in money or as the patient's share. Allowed is what the advice
-- states (AMT*B6), else the charge less all that is no patient's share: CO, PI and OA, but for OA-23, which is another
-- payer's money. Lines with a denial are told with the denials: their price is not what is wrong.
with
reductions as (
    select
        transaction_digest,
        claim_position,
        service_position,
        sum(case when group_code in ('CO', 'PI') or (group_code = 'OA' and reason_code <> '23') then amount else 0 end)
            as reduction_amount,
        sum(case when reason_code = '253' then amount else 0 end) as sequestration_amount,
        sum(case when reason_code = '59' then amount else 0 end) as multiple_procedure_amount,
        max(case when is_denial then 1 else 0 end) as denial_count
    from {{ ref('int_line_adjustments') }}
    where service_position > 0
    group by transaction_digest, claim_position, service_position
),

services as (
    select
        charged.transaction_digest,
        charged.claim_position,
        charged.charge_number,
        charged.billed_code,
        charged.procedure_code,
        upper(coalesce(stated.submitted_modifiers, stated.modifiers, '')) as billed_modifiers,
        charged.charge_amount,
        charged.paid_amount,
        charged.service_date,
        coalesce(nullif(try_cast(stated.paid_units as decimal(18, 3)), 0), 1) as paid_units,
        coalesce(
            nullif(try_cast(stated.submitted_units as decimal(18, 3)), 0),
            nullif(try_cast(stated.paid_units as decimal(18, 3)), 0),
            1
        ) as billed_units,
        case when stated.allowed_amount > 0 or charged.paid_amount = 0 then stated.allowed_amount end as stated_amount,
        coalesce(reductions.reduction_amount, 0) as reduction_amount,
        coalesce(reductions.sequestration_amount, 0) as sequestration_amount,
        coalesce(reductions.multiple_procedure_amount, 0) as multiple_procedure_amount,
        coalesce(reductions.denial_count, 0) as denial_count,
        coalesce(
            charged.charge_number,
            concat_ws(' ', charged.procedure_code, charged.modifiers, cast(charged.service_date as {{ type_text() }}))
        ) as line_key,
        charged._line
    from {{ ref('int_remitted_charges') }} as charged
    inner join {{ ref('stg_remittance_services') }} as stated
        on charged.remittance_service_id = stated.remittance_service_id
    left join reductions
        on
            charged.transaction_digest = reductions.transaction_digest
            and charged.claim_position = reductions.claim_position
            and charged.service_position = reductions.service_position
),

priced as (
    select
        transaction_digest,
        claim_position,
        line_key,
        min(charge_number) as charge_number,
        min(service_date) as service_date,
        min(billed_code) as procedure_code,
        min(procedure_code) as paid_procedure_code,
        min(billed_modifiers) as modifiers,
        cast(sum(billed_units) as decimal(18, 3)) as billed_units,
        cast(sum(paid_units) as decimal(18, 3)) as paid_units,
        cast(sum(charge_amount) as decimal(18, 2)) as charge_amount,
        cast(sum(paid_amount) as decimal(18, 2)) as paid_amount,
        cast(sum(coalesce(stated_amount, charge_amount - reduction_amount)) as decimal(18, 2)) as allowed_amount,
        cast(sum(case when stated_amount is null then sequestration_amount end) as decimal(18, 2)) as sequestration,
        cast(sum(multiple_procedure_amount) as decimal(18, 2)) as multiple_procedure_amount,
        min(_line) as _line
    from services
    group by transaction_digest, claim_position, line_key
    having max(denial_count) = 0
),

final as (
    select
        standing.standing_line_id as priced_line_id,
        adjudications.adjudication_id,
        adjudications.remittance_id,
        adjudications.entity_id,
        adjudications.payer_id,
        adjudications.payer_name,
        adjudications.financial_class,
        adjudications.claim_number,
        adjudications.payer_claim_number,
        adjudications.adjudication_date,
        priced.charge_number,
        coalesce(priced.service_date, claims.service_start_date) as service_date,
        priced.procedure_code,
        priced.paid_procedure_code,
        priced.modifiers,
        priced.billed_units,
        priced.paid_units,
        priced.charge_amount,
        priced.paid_amount,
        priced.allowed_amount,
        coalesce(priced.sequestration, 0) as sequestration_amount,
        priced.multiple_procedure_amount,
        adjudications._file_id,
        priced._line
    from {{ ref('int_standing_lines') }} as standing
    inner join {{ ref('adjudications') }} as adjudications on standing.adjudication_id = adjudications.adjudication_id
    inner join priced
        on
            adjudications.remittance_id = priced.transaction_digest
            and adjudications.claim_position = priced.claim_position
            and standing.line_key = priced.line_key
    inner join {{ ref('stg_remittance_claims') }} as claims
        on
            adjudications.remittance_id = claims.transaction_digest
            and adjudications.claim_position = claims.claim_position
    where not adjudications.is_capitated and least(priced.charge_amount, priced.allowed_amount) > 0
)

select * from final
