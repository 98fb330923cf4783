-- Which money each bank line brings or takes back, cut to the cent: what its evidence takes of it, and the rest under
-- the number the bank gives or under the line itself. A line with the number of one thing and another amount is that
-- thing's money; what corrects a deposit afterwards is of the money the deposit's difference is. Other lines classified
-- as no patient money are not cut.
with
bank_lines as (
    select
        bank_lines.deposit_id,
        entities.money_entity_id as entity_id,
        bank_lines.account_number,
        -- what comes back went the way of the deposit it belongs to
        coalesce(originals.channel, bank_lines.channel) as channel,
        bank_lines.direction,
        bank_lines.amount,
        {{ normalise_reference('coalesce(bank_lines.stated_trace, bank_lines.customer_reference)') }} as reference_key,
        states.exception_code,
        coalesce(corrections.deposit_id, bank_lines.deposit_id) as owner_id,
        corrections.correction_id is not null as is_correction
    from {{ ref('int_bank_lines') }} as bank_lines
    inner join {{ ref('int_money_entities') }} as entities
        on bank_lines.entity_id = entities.entity_id
    inner join {{ ref('int_bank_line_states') }} as states
        on bank_lines.deposit_id = states.deposit_id
    left join {{ ref('int_returned_items') }} as returned
        on bank_lines.deposit_id = returned.deposit_id
    left join {{ ref('int_bank_lines') }} as originals
        on returned.original_deposit_id = originals.deposit_id
    left join {{ ref('int_deposit_corrections') }} as corrections
        on
            bank_lines.deposit_id = corrections.correction_id
            and states.classification = 'bank_correction'
    where
        states.state <> 'classified'
        or corrections.correction_id is not null
        -- a returned item that the PM system reversed took patients' money; one deposited again did not
        or (returned.reversal_pm_payment_id is not null and returned.redeposit_id is null)
),

pieces as (
    select * from {{ ref('int_money_pieces') }}
    where deposit_id in (select bank_lines.deposit_id from bank_lines)
),

claimed as (
    select
        deposit_id,
        sum(amount) as amount,
        -- what one thing leaves of its own line is open there; of several it is the line's
        case when count(*) = 1 then min(money_id) end as sole_money_id
    from pieces
    group by deposit_id
),

rests as (
    select
        bank_lines.deposit_id,
        case
            when tie_members.tie_id is not null then {{ surrogate_key(["'tie'", 'tie_members.tie_id']) }}
            when claimed.sole_money_id is not null then claimed.sole_money_id
            when bank_lines.direction = 'debit' and not bank_lines.is_correction
                then {{ surrogate_key(["'return'", 'bank_lines.deposit_id']) }}
            when claimed.deposit_id is null and bank_lines.reference_key is not null
                then {{ surrogate_key(["'number'", 'bank_lines.entity_id', 'bank_lines.reference_key']) }}
            else {{ surrogate_key(["'bank_line'", 'bank_lines.owner_id']) }}
        end as money_id,
        case
            when bank_lines.is_correction then bank_lines.amount
            else bank_lines.amount - coalesce(claimed.amount, 0)
        end as amount,
        0 as is_virtual_card,
        case
            when claimed.sole_money_id is not null then 'evidence'
            when tie_members.tie_id is not null then 'tie'
            when bank_lines.direction = 'debit' and not bank_lines.is_correction then 'return'
            else 'bank_line'
        end as money_kind
    from bank_lines
    left join claimed
        on bank_lines.owner_id = claimed.deposit_id
    left join {{ ref('int_money_ties') }} as tie_members
        on
            bank_lines.owner_id = tie_members.member_id
            and tie_members.member_kind = 'bank_line'
    where
        bank_lines.is_correction
        or bank_lines.amount <> coalesce(claimed.amount, 0)
),

cut as (
    select
        deposit_id,
        money_id,
        max(money_kind) as money_kind,
        max(is_virtual_card) as is_virtual_card,
        sum(amount) as amount
    from (
        select * from pieces
        union all
        select * from rests
    ) as parts
    group by deposit_id, money_id
),

final as (
    select
        cut.deposit_id,
        cut.money_id,
        cut.money_kind,
        bank_lines.entity_id,
        bank_lines.account_number,
        case when cut.is_virtual_card = 1 then 'virtual_card' else bank_lines.channel end as channel,
        bank_lines.direction,
        bank_lines.exception_code,
        cast(cut.amount as decimal(18, 2)) as amount
    from cut
    inner join bank_lines
        on cut.deposit_id = bank_lines.deposit_id
)

select * from final
