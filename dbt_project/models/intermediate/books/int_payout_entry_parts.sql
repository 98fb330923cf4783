-- The movements of every banked card payout by the account they belong to, debits positive: sales, refunds, disputes,
-- reserves, virtual cards of insurers, and the fees kept.
with
bank_lines as (
    select
        deposit_id,
        money_kind
    from {{ ref('int_bank_line_roles') }}
),

payouts as (
    select
        bank_lines.deposit_id,
        payouts.processor,
        payouts.payout_number
    from bank_lines
    inner join {{ ref('int_matched_evidence') }} as evidence
        on bank_lines.deposit_id = evidence.deposit_id
    inner join {{ ref('stg_card_payouts') }} as payouts
        on evidence.evidence_id = payouts.card_payout_id
    where bank_lines.money_kind = 'card_payout'
),

movements as (
    select
        payouts.deposit_id,
        case
            when virtual_cards.card_transaction_id is not null then 'remittance_clearing'
            when cards.category in ('dispute', 'dispute_reversal') then 'chargeback_receivable'
            when cards.category = 'reserve' then 'processor_reserve'
            when cards.category = 'fee' then 'merchant_fees'
            when cards.category = 'adjustment' then 'suspense'
            else 'card_clearing'
        end as role,
        cards.gross_amount,
        cards.fee_amount
    from payouts
    inner join {{ ref('stg_card_transactions') }} as cards
        on
            payouts.processor = cards.processor
            and payouts.payout_number = cards.payout_number
    left join {{ ref('int_virtual_card_payments') }} as virtual_cards
        on cards.card_transaction_id = virtual_cards.card_transaction_id
),

final as (
    select
        deposit_id,
        role,
        -sum(gross_amount) as debit_amount
    from movements
    group by deposit_id, role
    union all
    select
        deposit_id,
        'merchant_fees' as role,
        sum(fee_amount) as debit_amount
    from movements
    group by deposit_id
)

select * from final
