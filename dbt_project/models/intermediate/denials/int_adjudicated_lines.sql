with
claims as (
    select * from {{ ref('stg_remittance_claims') }}
),

services as (
    select * from {{ ref('int_remitted_charges') }}
),

line_counts as (
    select
        transaction_digest,
        claim_position,
        count(*) as line_count
    from services
    group by transaction_digest, claim_position
),

-- The claim itself stands as line 0: it carries the claim's own adjustments, and the charge where there are no lines.
claim_lines as (
    select
        claims.transaction_digest,
        claims.claim_position,
        0 as service_position,
        cast(null as {{ type_text() }}) as procedure_code,
        cast(null as {{ type_text() }}) as line_key,
        claims.charge_amount,
        claims.paid_amount,
        claims.remark_codes,
        line_counts.line_count is null and claims.charge_amount > 0 as bears_charge,
        claims._file_id,
        claims._line
    from claims
    left join line_counts
        on
            claims.transaction_digest = line_counts.transaction_digest
            and claims.claim_position = line_counts.claim_position
),

service_lines as (
    select
        transaction_digest,
        claim_position,
        service_position,
        procedure_code,
        coalesce(
            charge_number,
            concat_ws(' ', procedure_code, modifiers, cast(service_date as {{ type_text() }}))
        ) as line_key,
        charge_amount,
        paid_amount,
        remark_codes,
        charge_amount > 0 as bears_charge,
        _file_id,
        _line
    from services
),

final as (
    select * from claim_lines
    union all
    select * from service_lines
)

select * from final
