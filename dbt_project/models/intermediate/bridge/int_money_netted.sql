-- What a card processor kept of each payout that reached the bank: the fees of its sales in one row, every other
-- movement in one of its own. A payout of nothing reaches the bank on its day.
with
payouts as (
    select
        payouts.card_payout_id,
        payouts.processor,
        payouts.payout_number,
        payouts.payout_date,
        payouts.amount,
        evidence.money_id,
        payouts._file_id,
        payouts._line
    from {{ ref('stg_card_payouts') }} as payouts
    inner join {{ ref('int_money_evidence') }} as evidence
        on
            payouts.card_payout_id = evidence.evidence_id
            and evidence.evidence_kind = 'card_payout'
),

banked as (
    select
        money_id,
        max(deposit_date) as deposit_date
    from {{ ref('int_money_banked') }}
    group by money_id
),

funded as (
    select
        payouts.*,
        coalesce(banked.deposit_date, payouts.payout_date) as netted_date
    from payouts
    left join banked
        on payouts.money_id = banked.money_id
    where
        banked.money_id is not null
        or payouts.amount = 0
),

movements as (
    select
        card_transaction_id,
        processor,
        payout_number,
        transaction_number,
        source_number,
        category,
        fee_amount,
        net_amount,
        _file_id,
        _line
    from {{ ref('stg_card_transactions') }}
    where payout_number is not null
),

fees as (
    select
        processor,
        payout_number,
        sum(fee_amount) as amount
    from movements
    where category = 'charge'
    group by processor, payout_number
    having sum(fee_amount) <> 0
),

final as (
    select
        funded.money_id,
        funded.netted_date,
        'card_payout' as subject_kind,
        funded.card_payout_id as subject_id,
        funded.payout_number as reference,
        'fees of the sales' as reason,
        cast(fees.amount as decimal(18, 2)) as amount,
        funded._file_id,
        funded._line
    from funded
    inner join fees
        on
            funded.processor = fees.processor
            and funded.payout_number = fees.payout_number
    union all
    select
        funded.money_id,
        funded.netted_date,
        'card_transaction' as subject_kind,
        movements.card_transaction_id as subject_id,
        coalesce(movements.source_number, movements.transaction_number) as reference,
        replace(movements.category, '_', ' ') as reason,
        cast(-movements.net_amount as decimal(18, 2)) as amount,
        movements._file_id,
        movements._line
    from funded
    inner join movements
        on
            funded.processor = movements.processor
            and funded.payout_number = movements.payout_number
            and movements.category <> 'charge'
            and movements.net_amount <> 0
    union all
    select
        funded.money_id,
        funded.netted_date,
        'bank_line' as subject_kind,
        explained.deposit_id as subject_id,
        funded.payout_number as reference,
        'fees otherwise than reported' as reason,
        cast(-explained.difference_amount as decimal(18, 2)) as amount,
        funded._file_id,
        funded._line
    from funded
    inner join {{ ref('int_money_fee_differences') }} as explained
        on funded.card_payout_id = explained.card_payout_id
)

select * from final
