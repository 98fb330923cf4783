-- Lines a payer allowed less for than its rate, claim by claim and cause by cause. The PM system may show them settled:
-- the payer owes more than it said.
with
lines as (
    select
        underpayments.*,
        underpayments.disputed_amount as open_amount,
        underpayments.underpayment_id as denial_id,
        adjudications.claim_family_id,
        case underpayments.rate_source when 'contract' then 'underpaid' else 'below the usual rate' end as category
    from {{ ref('underpayments') }} as underpayments
    inner join {{ ref('adjudications') }} as adjudications
        on underpayments.adjudication_id = adjudications.adjudication_id
    where underpayments.kind = 'underpaid' and underpayments.disputed_amount > 0
),

final as (
    select
        entity_id,
        upper(trim(claim_number)) as claim_key,
        claim_family_id,
        min(claim_number) as claim_number,
        {{ of_largest('charge_number') }} as charge_number,
        {{ of_largest('procedure_code') }} as procedure_code,
        'underpaid' as kind,
        category,
        payer_name,
        financial_class,
        cast(null as {{ type_text() }}) as group_code,
        cause as reason_code,
        cast(null as {{ type_text() }}) as remark_codes,
        cast(count(*) as integer) as line_count,
        cast(sum(open_amount) as decimal(18, 2)) as open_amount,
        cast(sum(open_amount) as decimal(18, 2)) as amount_at_stake,
        min(service_date) as service_date,
        max(adjudication_date) as trouble_date,
        max(adjudication_date) as adjudication_date,
        cast(null as integer) as waited_days,
        cast(null as integer) as usual_days,
        {{ of_largest('_file_id') }} as _file_id,
        {{ of_largest('_line') }} as _line
    from lines
    group by
        entity_id, upper(trim(claim_number)), claim_family_id, category, payer_name, financial_class, cause
)

select * from final
