-- What people last said a bank line is that is no patient money, with the text the line bears, its digits left out: a
-- bank writes days and numbers into it. A class the list of classes does not know is none.
with
decisions as (
    select
        decision_number,
        decided_at,
        subject_id as deposit_id,
        lower(trim(object_id)) as stated_class,
        _file_id,
        _line
    from {{ ref('stg_desk_decisions') }}
    where kind = 'classify'
    qualify
        row_number() over (
            partition by subject_id
            order by decided_at desc, decision_number desc
        ) = 1
),

final as (
    select
        decisions.decision_number,
        decisions.decided_at,
        decisions.deposit_id,
        classes.class,
        bank_lines.account_number,
        bank_lines.direction,
        bank_lines.deposit_date,
        {{ recurring_text('bank_lines.joined_text') }} as recurring_text,
        decisions._file_id,
        decisions._line
    from decisions
    left join {{ ref('bank_line_classes') }} as classes
        on decisions.stated_class = classes.class
    left join {{ ref('int_bank_lines') }} as bank_lines
        on decisions.deposit_id = bank_lines.deposit_id
)

select * from final
