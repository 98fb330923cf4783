-- What the PM system shows on each charge line for each payer: money, write-offs, and the reference posted last.
with
payments as (
    select
        entity_id,
        charge_number,
        payer_sequence,
        posting_date,
        {{ normalise_reference('reference_number') }} as reference_key,
        payment_number,
        amount as pm_paid_amount,
        0 as pm_contractual_amount,
        0 as pm_adjusted_amount
    from {{ ref('int_pm_line_payments') }}
    where payer_sequence in ('primary', 'secondary', 'tertiary')
),

adjustments as (
    select
        entity_id,
        charge_number,
        case
            when adjustment_kind like 'primary%' then 'primary'
            when adjustment_kind like 'secondary%' then 'secondary'
            else 'tertiary'
        end as payer_sequence,
        posting_date,
        cast(null as {{ type_text() }}) as reference_key,
        cast(null as {{ type_text() }}) as payment_number,
        0 as pm_paid_amount,
        case when adjustment_kind like '%contractual' then amount else 0 end as pm_contractual_amount,
        amount as pm_adjusted_amount
    from {{ ref('int_pm_line_adjustments') }}
    where adjustment_kind <> 'other'
),

postings as (
    select * from payments
    union all
    select * from adjustments
),

ranked as (
    select
        *,
        row_number() over (
            partition by entity_id, upper(charge_number), payer_sequence
            order by
                case when reference_key is null and payment_number is null then 1 else 0 end,
                posting_date desc, payment_number desc, reference_key desc
        ) as posting_rank
    from postings
),

final as (
    select
        entity_id,
        upper(charge_number) as charge_number,
        payer_sequence,
        max(posting_date) as posting_date,
        max(case when posting_rank = 1 then reference_key end) as reference_key,
        max(case when posting_rank = 1 then payment_number end) as payment_number,
        cast(sum(pm_paid_amount) as decimal(18, 2)) as pm_paid_amount,
        cast(sum(pm_contractual_amount) as decimal(18, 2)) as pm_contractual_amount,
        cast(sum(pm_adjusted_amount) as decimal(18, 2)) as pm_adjusted_amount
    from ranked
    group by entity_id, upper(charge_number), payer_sequence
)

select * from final
