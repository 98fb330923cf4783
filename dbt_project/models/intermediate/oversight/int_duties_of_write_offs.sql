-- Who wrote off on each charge line, and who approved it at the board.
with
write_offs as (
    select * from {{ ref('int_write_offs') }}
),

final as (
    select
        'write-off author' as duty,
        'charge line' as money_kind,
        entity_id,
        charge_number as money_key,
        charge_number as reference,
        user_name,
        amount,
        posting_date as duty_date,
        _file_id,
        _line
    from write_offs
    where user_name is not null and amount > 0
    union all
    select
        'write-off author' as duty,
        'write-off' as money_kind,
        entity_id,
        write_off_id as money_key,
        charge_number as reference,
        user_name,
        amount,
        posting_date as duty_date,
        _file_id,
        _line
    from write_offs
    where user_name is not null
    union all
    select
        'write-off approver' as duty,
        'write-off' as money_kind,
        write_offs.entity_id,
        write_offs.write_off_id as money_key,
        write_offs.charge_number as reference,
        approvals.approver as user_name,
        write_offs.amount,
        approvals.approved_date as duty_date,
        approvals._file_id,
        approvals._line
    from write_offs
    inner join {{ ref('int_approvals') }} as approvals
        on write_offs.write_off_id = approvals.item_id
)

select * from final
