-- Claims in trouble with the money that is still open: what the PM system shows of them, else what was charged.
with
claims as (
    select * from {{ ref('int_claims_in_trouble') }}
),

house as (
    {{ settings_of('worklist_settings', {'allowed_share': 'allowed_share'}) }}
),

valued as (
    select
        claims.*,
        least(coalesce(balances.open_amount, claims.charge_amount), claims.charge_amount) as open_amount,
        case
            when claims.kind = 'secondary not billed' then 1
            else coalesce(allowed.allowed_share, house.allowed_share)
        end as expected_share
    from claims
    cross join house
    left join {{ ref('int_claims_owed') }} as balances
        on
            claims.entity_id = balances.entity_id
            and claims.claim_key = balances.claim_key
    left join {{ ref('int_allowed_shares') }} as allowed
        on claims.payer_name = allowed.payer_name and allowed.procedure_code is null
),

final as (
    select
        entity_id,
        claim_key,
        claim_family_id,
        claim_number,
        cast(null as {{ type_text() }}) as charge_number,
        cast(null as {{ type_text() }}) as procedure_code,
        kind,
        kind as category,
        payer_name,
        financial_class,
        cast(null as {{ type_text() }}) as group_code,
        reason_code,
        cast(null as {{ type_text() }}) as remark_codes,
        1 as line_count,
        cast(open_amount as decimal(18, 2)) as open_amount,
        cast(round(open_amount * expected_share, 2) as decimal(18, 2)) as amount_at_stake,
        service_date,
        trouble_date,
        adjudication_date,
        waited_days,
        usual_days,
        _file_id,
        _line
    from valued
    where open_amount > 0
)

select * from final
