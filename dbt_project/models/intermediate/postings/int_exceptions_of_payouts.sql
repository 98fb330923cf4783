-- Card payouts that never reached the bank, and payouts that do not add up, as exceptions. A processor that never says
-- which payout carries a movement (PayPal) gives nothing to add up.
with
itemising as (
    select distinct processor
    from {{ ref('stg_card_transactions') }}
    where payout_number is not null
),

payouts as (
    select
        payouts.card_payout_id,
        payouts.entity_id,
        payouts.payout_number,
        payouts.payout_date,
        payouts.amount,
        coalesce(settlements.net_amount, 0) - payouts.amount as equation_difference,
        funding.funding_state,
        funding.contested_deposit_id,
        itemising.processor is not null as is_itemised,
        payouts._file_id,
        payouts._line
    from {{ ref('stg_card_payouts') }} as payouts
    inner join {{ ref('int_payout_funding') }} as funding
        on payouts.card_payout_id = funding.card_payout_id
    left join {{ ref('int_payout_settlements') }} as settlements
        on
            payouts.processor = settlements.processor
            and payouts.payout_number = settlements.payout_number
    left join itemising
        on payouts.processor = itemising.processor
),

troubles as (
    select
        'CRD-FUND' as code,
        *
    from payouts
    where
        funding_state = 'missing'
        and contested_deposit_id is null
    union all
    select
        'CRD-EQ' as code,
        *
    from payouts
    where
        equation_difference <> 0
        and is_itemised
),

final as (
    select
        code,
        entity_id,
        'card_payout' as subject_kind,
        card_payout_id as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        payout_number as reference,
        'card' as channel,
        cast(null as {{ type_text() }}) as payer_name,
        amount,
        cast(case code when 'CRD-EQ' then equation_difference end as decimal(18, 2)) as difference_amount,
        payout_date as subject_date,
        _file_id,
        _line
    from troubles
)

select * from final
