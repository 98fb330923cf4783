-- Cash of payers: bank credits that name a payer or are explained by a remittance, payers' checks banked among the
-- desk's money, which the PM system knows, and remittances paid by virtual card. With what a remittance explains of
-- it, and the fees of the cards. A credit that names no payer and is not matched either may be a payer's: nobody
-- knows.
with
deposits as (
    select * from {{ ref('deposits') }}
    where state <> 'classified'
),

desk_checks as (
    select
        deposit_id,
        sum(amount) as payer_amount
    from {{ ref('payments') }}
    where payer_type = 'insurance' and not is_voided and deposit_id is not null
    group by deposit_id
),

banked as (
    select
        deposits.deposit_id as cash_id,
        deposits.entity_id,
        deposits.payer_name,
        deposits.deposit_date as cash_date,
        case
            when deposits.payer_name is not null or deposits.evidence_kind = 'remittance' then deposits.amount
            when deposits.evidence_kind = 'pm_batch' then coalesce(desk_checks.payer_amount, 0)
            else 0
        end as payer_amount,
        case when deposits.evidence_kind = 'remittance' then deposits.amount else 0 end as covered_amount,
        0 as fee_amount,
        case
            when deposits.payer_name is null and deposits.state = 'exception' and deposits.channel <> 'card' then 1
            else 0
        end as unmeasured_count
    from deposits
    left join desk_checks on deposits.deposit_id = desk_checks.deposit_id
),

cards as (
    select
        virtual_cards.card_transaction_id as cash_id,
        remittances.entity_id,
        remittances.payer_name,
        virtual_cards.charged_date as cash_date,
        remittances.payment_amount as payer_amount,
        remittances.payment_amount as covered_amount,
        virtual_cards.fee_amount,
        0 as unmeasured_count
    from {{ ref('int_virtual_card_payments') }} as virtual_cards
    inner join {{ ref('remittances') }} as remittances
        on virtual_cards.remittance_id = remittances.remittance_id
),

found as (
    select * from banked
    union all
    select * from cards
),

final as (
    select
        {{ month_of('found.cash_date') }} as period,
        found.*
    from found
    inner join {{ ref('stg_run') }} as run
        on found.cash_date <= run.as_of
    where found.payer_amount <> 0 or found.unmeasured_count > 0
)

select * from final
