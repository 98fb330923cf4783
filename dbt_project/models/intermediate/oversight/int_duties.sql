-- Who did what with which money: each duty a login held on a batch, charge line, write-off or refund, with what it came
-- to and its first row. One row per money item, duty and login.
with
held as (
    select * from {{ ref('int_duties_of_receipts') }}
    union all
    select * from {{ ref('int_duties_of_write_offs') }}
    union all
    select * from {{ ref('int_duties_of_refunds') }}
),

final as (
    select
        duty,
        money_kind,
        entity_id,
        money_key,
        user_name,
        reference,
        cast(
            sum(amount) over (partition by duty, money_kind, entity_id, money_key, user_name) as decimal(18, 2)
        ) as amount,
        max(duty_date) over (partition by duty, money_kind, entity_id, money_key, user_name) as duty_date,
        _file_id,
        _line
    from held
    qualify
        row_number() over (
            partition by duty, money_kind, entity_id, money_key, user_name
            order by duty_date, _file_id, _line, reference
        ) = 1
)

select * from final
