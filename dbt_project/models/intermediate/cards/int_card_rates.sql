-- The usual rate of each card type, learned from what the processor itself took on its earliest sales: the share of
-- the amount in basis points and the fixed part that explain most fees to the cent. Rates that explain the same sales
-- equally well all stay. Sales without a fee are billed apart and teach nothing; pricing without a single rate has no
-- row.
with
charges as (
    select
        processor,
        coalesce(merchant_id, '') as merchant_id,
        coalesce(method, '') as card_type,
        gross_amount,
        fee_amount,
        row_number() over (
            partition by processor, merchant_id, method
            order by created_date, transaction_number
        ) as sale_place
    from {{ ref('stg_card_transactions') }}
    where
        category = 'charge'
        and fee_amount > 0
),

amounts as (
    select
        processor,
        merchant_id,
        card_type,
        gross_amount,
        fee_amount,
        count(*) as sale_count
    from charges
    where sale_place <= 500
    group by processor, merchant_id, card_type, gross_amount, fee_amount
    qualify
        row_number() over (
            partition by processor, merchant_id, card_type
            order by count(*) desc, gross_amount asc, fee_amount asc
        ) <= 200
),

totals as (
    select
        processor,
        merchant_id,
        card_type,
        sum(sale_count) as sale_count,
        count(distinct gross_amount) as amount_count
    from amounts
    group by processor, merchant_id, card_type
),

digits as (
    {%- for digit in range(10) %}
    select {{ digit }} as digit
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

shares as (
    select hundreds.digit * 100 + tens.digit * 10 + ones.digit as basis_points
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    where hundreds.digit <= 6
),

guesses as (
    select
        amounts.*,
        shares.basis_points,
        amounts.fee_amount - {{ percent_of('amounts.gross_amount', 'shares.basis_points') }} as fixed_amount
    from amounts
    cross join shares
),

rates as (
    select
        processor,
        merchant_id,
        card_type,
        basis_points,
        fixed_amount,
        sum(sale_count) as explained_count
    from guesses
    where fixed_amount between 0 and 1
    group by processor, merchant_id, card_type, basis_points, fixed_amount
),

limits as (
    {{ settings_of('tolerances', {
        'least_sales': 'card_rate_sales',
        'least_share': 'card_rate_share',
    }) }}
),

final as (
    select
        rates.processor,
        rates.merchant_id,
        rates.card_type,
        rates.basis_points,
        cast(rates.fixed_amount as decimal(18, 2)) as fixed_amount
    from rates
    inner join totals
        on
            rates.processor = totals.processor
            and rates.merchant_id = totals.merchant_id
            and rates.card_type = totals.card_type
    cross join limits
    where
        totals.sale_count >= limits.least_sales
        -- one amount fits any share; two leave too many
        and totals.amount_count >= 3
        and rates.explained_count >= limits.least_share * totals.sale_count
    qualify
        rates.explained_count
        = max(rates.explained_count) over (partition by rates.processor, rates.merchant_id, rates.card_type)
)

select * from final
