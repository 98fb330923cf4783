-- Which share of its charge a payer allows, learned from the lines it paid, per procedure and over all procedures
-- (procedure empty). Allowed is the charge without contractual adjustments: what payer and patient share.
with
adjudications as (
    select *
    from {{ ref('adjudications') }}
    where
        payer_sequence = 1
        and not is_reversal
        and not is_predetermination
        and not is_repeat
        and not is_capitated
),

lines as (
    select *
    from {{ ref('int_line_verdicts') }}
    where bears_charge and not is_denied and not is_capitated and paid_amount > 0
),

paid as (
    select
        adjudications.payer_name,
        lines.procedure_code,
        lines.charge_amount,
        lines.charge_amount - lines.contractual_amount as allowed_amount
    from lines
    inner join adjudications
        on
            lines.transaction_digest = adjudications.remittance_id
            and lines.claim_position = adjudications.claim_position
),

sums as (
    select
        payer_name,
        procedure_code,
        count(*) as line_count,
        sum(charge_amount) as charge_amount,
        sum(allowed_amount) as allowed_amount
    from paid
    where procedure_code is not null
    group by payer_name, procedure_code
    union all
    select
        payer_name,
        cast(null as {{ type_text() }}) as procedure_code,
        count(*) as line_count,
        sum(charge_amount) as charge_amount,
        sum(allowed_amount) as allowed_amount
    from paid
    group by payer_name
),

settings as (
    {{ settings_of('worklist_settings', {'allowed_lines': 'allowed_lines'}) }}
),

final as (
    select
        sums.payer_name,
        sums.procedure_code,
        cast(sums.line_count as integer) as line_count,
        cast(round(sums.allowed_amount / sums.charge_amount, 4) as decimal(5, 4)) as allowed_share
    from sums
    cross join settings
    where sums.line_count >= settings.allowed_lines and sums.allowed_amount between 0 and sums.charge_amount
)

select * from final
