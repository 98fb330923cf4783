-- Every sale a cardholder disputed, with what the processor has given back of it. The dispute is won when all of it
-- came back: the reversal names the same dispute, or the same charge where it has a number of its own.
with
movements as (
    select
        card_transaction_id,
        entity_id,
        processor,
        category,
        transaction_number,
        payout_number,
        created_date,
        gross_amount,
        fee_amount,
        source_number,
        coalesce(charge_number, payment_reference) as charge_reference,
        _file_id,
        _line
    from {{ ref('stg_card_transactions') }}
    where category in ('dispute', 'dispute_reversal')
),

disputes as (
    select
        *,
        -- a reversal that names only the charge means its newest dispute
        row_number() over (
            partition by processor, charge_reference
            order by created_date desc, card_transaction_id desc
        ) as dispute_rank
    from movements
    where category = 'dispute'
),

reversals as (
    select
        reversals.card_transaction_id,
        reversals.gross_amount,
        reversals.created_date,
        coalesce(same_dispute.card_transaction_id, same_charge.card_transaction_id) as dispute_id
    from movements as reversals
    left join disputes as same_dispute
        on
            reversals.processor = same_dispute.processor
            and reversals.source_number = same_dispute.source_number
    left join disputes as same_charge
        on
            reversals.processor = same_charge.processor
            and reversals.charge_reference = same_charge.charge_reference
            and same_charge.dispute_rank = 1
    where reversals.category = 'dispute_reversal'
),

returned as (
    select
        dispute_id,
        sum(gross_amount) as returned_amount,
        max(created_date) as returned_date
    from reversals
    group by dispute_id
),

final as (
    select
        disputes.card_transaction_id as card_dispute_id,
        disputes.entity_id,
        disputes.processor,
        coalesce(disputes.source_number, disputes.transaction_number) as dispute_number,
        disputes.charge_reference,
        disputes.payout_number,
        disputes.created_date as disputed_date,
        -disputes.gross_amount as disputed_amount,
        disputes.fee_amount,
        cast(coalesce(returned.returned_amount, 0) as decimal(18, 2)) as returned_amount,
        returned.returned_date,
        case when coalesce(returned.returned_amount, 0) >= -disputes.gross_amount then 'won' else 'open' end
            as dispute_state,
        disputes._file_id,
        disputes._line
    from disputes
    left join returned
        on disputes.card_transaction_id = returned.dispute_id
)

select * from final
