-- Money as the bank moved it. What one money brings to a second account is followed there by itself, for the bank
-- proves each account by itself. One row per bank line and money.
with
bank_lines as (
    select
        pieces.*,
        bank_lines.deposit_date,
        coalesce(bank_lines.stated_trace, bank_lines.customer_reference, bank_lines.bank_reference) as reference,
        bank_lines._file_id,
        bank_lines._line
    from {{ ref('int_money_bank_lines') }} as pieces
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on pieces.deposit_id = bank_lines.deposit_id
),

ranked as (
    select
        *,
        row_number() over (partition by money_id order by deposit_date, deposit_id) as place
    from bank_lines
),

first_lines as (
    select
        money_id,
        account_number
    from ranked
    where place = 1
),

final as (
    select
        ranked.deposit_id,
        case
            when ranked.account_number = first_lines.account_number then ranked.money_id
            else {{ surrogate_key(['ranked.money_id', 'ranked.account_number']) }}
        end as money_id,
        ranked.money_kind,
        ranked.entity_id,
        ranked.account_number,
        ranked.channel,
        ranked.direction,
        ranked.exception_code,
        ranked.deposit_date,
        ranked.reference,
        ranked.amount,
        ranked._file_id,
        ranked._line
    from ranked
    inner join first_lines
        on ranked.money_id = first_lines.money_id
)

select * from final
