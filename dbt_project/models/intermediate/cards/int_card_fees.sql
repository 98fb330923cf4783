-- The fee of each charge against its rate: the contract's where the seed has one, else the usual one, the dearest where
-- several explain the processor's history equally well. Sales without a fee are billed apart, sales without a rate say
-- nothing.
with
charges as (
    select
        card_transaction_id,
        entity_id,
        processor,
        coalesce(merchant_id, '') as merchant_id,
        coalesce(method, '') as card_type,
        payout_number,
        created_date,
        gross_amount,
        fee_amount
    from {{ ref('stg_card_transactions') }}
    where
        category = 'charge'
        and fee_amount > 0
        and gross_amount > 0
),

contracts as (
    select
        charges.card_transaction_id,
        {{ percent_of('charges.gross_amount', 'rates.basis_points') }} + rates.fixed_amount as expected_amount
    from charges
    inner join {{ ref('card_rates') }} as rates
        on
            charges.merchant_id = rates.merchant_id
            and coalesce(rates.method, charges.card_type) = charges.card_type
            and coalesce(rates.effective_date, charges.created_date) <= charges.created_date
    -- the card type's own rate before that of all cards, the newest before an older one
    qualify
        row_number() over (
            partition by charges.card_transaction_id
            order by rates.method desc nulls last, rates.effective_date desc nulls last
        ) = 1
),

usual as (
    select
        charges.card_transaction_id,
        max({{ percent_of('charges.gross_amount', 'rates.basis_points') }} + rates.fixed_amount) as expected_amount
    from charges
    inner join {{ ref('int_card_rates') }} as rates
        on
            charges.processor = rates.processor
            and charges.merchant_id = rates.merchant_id
            and charges.card_type = rates.card_type
    group by charges.card_transaction_id
),

judged as (
    select
        charges.*,
        case when contracts.card_transaction_id is not null then 'contract' else 'usual' end as rate_source,
        coalesce(contracts.expected_amount, usual.expected_amount) as expected_amount
    from charges
    left join contracts
        on charges.card_transaction_id = contracts.card_transaction_id
    left join usual
        on charges.card_transaction_id = usual.card_transaction_id
),

limits as (
    {{ settings_of('tolerances', {'least_excess': 'card_fee_of_a_sale'}) }}
),

final as (
    select
        judged.card_transaction_id,
        judged.entity_id,
        judged.processor,
        judged.payout_number,
        judged.created_date,
        judged.gross_amount,
        judged.fee_amount,
        judged.rate_source,
        cast(judged.expected_amount as decimal(18, 2)) as expected_amount,
        cast(judged.fee_amount - judged.expected_amount as decimal(18, 2)) as excess_amount,
        judged.fee_amount - judged.expected_amount > limits.least_excess as is_above_rate
    from judged
    cross join limits
    where judged.expected_amount is not null
)

select * from final
