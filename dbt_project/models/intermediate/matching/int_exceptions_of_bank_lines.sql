-- Bank lines nobody can explain yet, as exceptions.
with
states as (
    select
        deposit_id,
        exception_code
    from {{ ref('int_bank_line_states') }}
    where state = 'exception'
),

bank_lines as (
    select
        deposit_id,
        entity_id,
        direction,
        channel,
        amount,
        deposit_date,
        stated_trace,
        customer_reference,
        bank_reference,
        _file_id,
        _line
    from {{ ref('int_bank_lines') }}
),

conflicts as (
    select
        deposit_id,
        evidence_id,
        difference_amount,
        key_value
    from {{ ref('int_deposit_conflicts') }}
    where conflict_rank = 1
),

payers as (
    select
        deposit_id,
        payer_name
    from {{ ref('int_bank_line_payers') }}
),

final as (
    select
        states.exception_code as code,
        bank_lines.entity_id,
        case bank_lines.direction when 'debit' then 'bank_debit' else 'deposit' end as subject_kind,
        bank_lines.deposit_id as subject_id,
        conflicts.evidence_id as related_id,
        coalesce(
            conflicts.key_value,
            bank_lines.stated_trace,
            bank_lines.customer_reference,
            bank_lines.bank_reference
        ) as reference,
        bank_lines.channel,
        payers.payer_name,
        bank_lines.amount,
        conflicts.difference_amount,
        bank_lines.deposit_date as subject_date,
        bank_lines._file_id,
        bank_lines._line
    from states
    inner join bank_lines
        on states.deposit_id = bank_lines.deposit_id
    left join conflicts
        on states.deposit_id = conflicts.deposit_id
    left join payers
        on states.deposit_id = payers.deposit_id
)

select * from final
