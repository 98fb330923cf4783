-- Denied money that is still open: the payer's last word on the line, not overturned, not sent again since, and not
-- settled in the PM system. Lines of a claim denied for one reason are one piece of work.
with
denials as (
    select *
    from {{ ref('denials') }}
    where is_leading_reason and not is_overturned and category <> 'duplicate'
),

charge_balances as (
    select
        entity_id,
        charge_number,
        max(open_amount) as open_amount
    from {{ ref('int_insurance_balances') }}
    group by entity_id, charge_number
),

joined as (
    select
        denials.*,
        upper(trim(denials.claim_number)) as claim_key,
        adjudications.claim_family_id,
        charges.charge_number,
        coalesce(charges.service_date, claims.service_start_date, sendings.service_date) as service_date,
        coalesce(charge_balances.open_amount, claim_balances.open_amount, denials.denied_amount) as balance_amount,
        coalesce(by_procedure.allowed_share, by_payer.allowed_share) as allowed_share
    from denials
    inner join {{ ref('adjudications') }} as adjudications on denials.adjudication_id = adjudications.adjudication_id
    inner join {{ ref('int_latest_line_decisions') }} as standing
        on
            denials.adjudication_id = standing.adjudication_id
            and denials.service_position = standing.service_position
    inner join {{ ref('stg_remittance_claims') }} as claims
        on
            adjudications.remittance_id = claims.remittance_id
            and adjudications.claim_position = claims.claim_position
    left join {{ ref('int_remitted_charges') }} as charges
        on
            adjudications.remittance_id = charges.remittance_id
            and adjudications.claim_position = charges.claim_position
            and denials.service_position = charges.service_position
    left join charge_balances
        on
            denials.entity_id = charge_balances.entity_id
            and charges.charge_number = charge_balances.charge_number
    left join {{ ref('int_claims_owed') }} as claim_balances
        on
            denials.entity_id = claim_balances.entity_id
            and upper(trim(denials.claim_number)) = claim_balances.claim_key
    left join {{ ref('int_claim_sendings') }} as sendings
        on
            denials.entity_id = sendings.entity_id
            and upper(trim(denials.claim_number)) = sendings.claim_key
    left join {{ ref('int_allowed_shares') }} as by_procedure
        on
            denials.payer_name = by_procedure.payer_name
            and denials.procedure_code = by_procedure.procedure_code
    left join {{ ref('int_allowed_shares') }} as by_payer
        on denials.payer_name = by_payer.payer_name and by_payer.procedure_code is null
    where
        adjudications.payer_sequence > 1
        or sendings.latest_submission_date is null
        or sendings.latest_submission_date <= denials.adjudication_date
),

house as (
    {{ settings_of('worklist_settings', {'allowed_share': 'allowed_share'}) }}
),

-- A cut line lost what the payer took; a denied one at most what the payer would have allowed.
valued as (
    select
        joined.*,
        case when joined.denial_kind = 'full' then 'denied line' else 'partial denial' end as kind,
        least(joined.denied_amount, joined.balance_amount) as open_amount,
        case
            when joined.denial_kind = 'full'
                then round(joined.charge_amount * coalesce(joined.allowed_share, house.allowed_share), 2)
            else joined.denied_amount
        end as allowed_amount
    from joined
    cross join house
    where least(joined.denied_amount, joined.balance_amount) > 0
),

final as (
    select
        entity_id,
        claim_key,
        claim_family_id,
        min(claim_number) as claim_number,
        {{ of_largest('charge_number') }} as charge_number,
        {{ of_largest('procedure_code') }} as procedure_code,
        kind,
        category,
        payer_name,
        financial_class,
        group_code,
        reason_code,
        {{ of_largest('remark_codes') }} as remark_codes,
        cast(count(*) as integer) as line_count,
        cast(sum(open_amount) as decimal(18, 2)) as open_amount,
        cast(sum(least(allowed_amount, open_amount)) as decimal(18, 2)) as amount_at_stake,
        min(service_date) as service_date,
        max(adjudication_date) as trouble_date,
        max(adjudication_date) as adjudication_date,
        cast(null as integer) as waited_days,
        cast(null as integer) as usual_days,
        {{ of_largest('_file_id') }} as _file_id,
        {{ of_largest('_line') }} as _line
    from valued
    group by
        entity_id, claim_key, claim_family_id, kind, category, payer_name, financial_class, group_code, reason_code
)

select * from final
