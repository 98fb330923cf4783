-- What each piece of evidence takes of a bank line: of a match what the match used of it, of an open line what its
-- number says. A virtual card's money is the payer's, not the card desk's.
with
bank_lines as (
    select
        deposit_id,
        amount
    from {{ ref('int_bank_lines') }}
),

matched as (
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        amount_used as amount,
        0 as is_virtual_card
    from {{ ref('int_deposit_matches') }}
),

virtual_cards as (
    select
        matched.deposit_id,
        cards.remittance_id,
        payouts.card_payout_id,
        sales.gross_amount
    from {{ ref('int_virtual_card_payments') }} as cards
    inner join {{ ref('stg_card_transactions') }} as sales
        on cards.card_transaction_id = sales.card_transaction_id
    inner join {{ ref('stg_card_payouts') }} as payouts
        on
            sales.processor = payouts.processor
            and sales.payout_number = payouts.payout_number
    inner join matched
        on
            payouts.card_payout_id = matched.evidence_id
            and matched.evidence_kind = 'card_payout'
    qualify row_number() over (partition by cards.remittance_id order by matched.deposit_id) = 1
),

-- where the PM system reversed a returned item by voiding its payment, nothing is left to come back but the deposit's
voided_returns as (
    select
        returned.deposit_id,
        matched.evidence_kind,
        matched.evidence_id,
        bank_lines.amount,
        0 as is_virtual_card
    from {{ ref('int_returned_items') }} as returned
    inner join bank_lines
        on returned.deposit_id = bank_lines.deposit_id
    inner join matched
        on returned.original_deposit_id = matched.deposit_id
    where
        returned.redeposit_id is null
        and returned.reversal_pm_payment_id is not null
        and returned.reversal_pm_payment_id not in (
            select payments.pm_payment_id from {{ ref('int_pm_payments') }} as payments
        )
    qualify row_number() over (partition by returned.deposit_id order by matched.evidence_id) = 1
),

final as (
    select * from matched
    union all
    select
        deposit_id,
        'remittance' as evidence_kind,
        remittance_id as evidence_id,
        gross_amount as amount,
        1 as is_virtual_card
    from virtual_cards
    union all
    select
        deposit_id,
        'card_payout' as evidence_kind,
        card_payout_id as evidence_id,
        -gross_amount as amount,
        0 as is_virtual_card
    from virtual_cards
    union all
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        amount,
        0 as is_virtual_card
    from {{ ref('int_money_open_claims') }}
    union all
    select * from voided_returns
)

select * from final
