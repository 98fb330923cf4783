-- Remittances whose money is not at the bank, each with the one reason that says most: it is another practice's, it was
-- paid anew under another number, it was paid by virtual card, or nobody knows where the money is. One whose number
-- stands on an open bank line is told there.
with
funding as (
    select
        funding.remittance_id,
        funding.funding_state,
        funding.contested_deposit_id
    from {{ ref('int_remittance_funding') }} as funding
    inner join {{ ref('int_remittance_verdicts') }} as verdicts
        on
            funding.remittance_id = verdicts.remittance_id
            and verdicts.is_leading
    where funding.funding_state in ('missing', 'awaiting')
),

strays as (
    select remittance_id
    from {{ ref('int_remittance_strays') }}
),

reissues as (
    select
        remittance_id,
        reissued_remittance_id
    from {{ ref('int_remittance_reissues') }}
),

virtual_cards as (
    select
        remittance_id,
        card_transaction_id
    from {{ ref('int_virtual_card_payments') }}
),

judged as (
    select
        funding.remittance_id,
        coalesce(reissues.reissued_remittance_id, virtual_cards.card_transaction_id) as related_id,
        case
            when strays.remittance_id is not null then 'BNK-MISDIR'
            when reissues.remittance_id is not null then 'ERA-REISSUE'
            when virtual_cards.remittance_id is not null then 'ERA-VCC'
            when funding.funding_state = 'missing' and funding.contested_deposit_id is null then 'ERA-NOEFT'
        end as code
    from funding
    left join strays
        on funding.remittance_id = strays.remittance_id
    left join reissues
        on funding.remittance_id = reissues.remittance_id
    left join virtual_cards
        on funding.remittance_id = virtual_cards.remittance_id
),

final as (
    select
        remittance_id,
        code,
        related_id
    from judged
    where code is not null
)

select * from final
