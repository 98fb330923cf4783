with
remittance_claims as (
    select * from {{ ref('stg_remittance_claims') }}
),

adjudications as (
    select * from {{ ref('adjudications') }}
),

adjustments as (
    select * from {{ ref('int_line_adjustments') }}
),

paid as (
    select
        (select coalesce(sum(paid_amount), 0) from remittance_claims) as left_amount,
        (select coalesce(sum(paid_amount), 0) from adjudications) as right_amount
),

reasons as (
    select
        coalesce(sum(abs(amount)), 0) as left_amount,
        coalesce(sum(case when category <> 'unknown' then abs(amount) else 0 end), 0) as right_amount
    from adjustments
),

payers as (
    select
        coalesce(sum(charge_amount), 0) as left_amount,
        coalesce(sum(case when financial_class <> 'unknown' then charge_amount else 0 end), 0) as right_amount,
        coalesce(sum(case when financial_class = 'unknown' then abs(charge_amount) else 0 end), 0) as difference_amount
    from adjudications
),

final as (
    select
        'era_claims_equal_adjudications' as check_id,
        'What remittance advice says was paid on claims equals what the adjudications say, reversals included.'
            as description,
        'claim payments read' as left_label,
        left_amount,
        'adjudications' as right_label,
        right_amount,
        abs(left_amount - right_amount) as difference_amount,
        'block' as severity
    from paid
    union all
    select
        'reason_codes_known' as check_id,
        'Every adjustment reason has a category in the seed reason_categories.' as description,
        'adjustments, unsigned' as left_label,
        left_amount,
        'with a known reason' as right_label,
        right_amount,
        left_amount - right_amount as difference_amount,
        'warn' as severity
    from reasons
    union all
    select
        'payers_known' as check_id,
        'Every payer of an adjudicated claim stands in the seed payer_aliases.' as description,
        'charges adjudicated' as left_label,
        left_amount,
        'by a known payer' as right_label,
        right_amount,
        difference_amount,
        'warn' as severity
    from payers
)

select * from final
