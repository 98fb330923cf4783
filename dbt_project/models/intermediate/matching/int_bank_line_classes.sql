-- Bank lines that are no patient money, with what says so: a person, the bank's type code or words, another line of the
-- bank, the payment that took it back, or a description people have classified often enough.
with
bank_lines as (
    select
        deposit_id,
        account_number,
        direction,
        deposit_date,
        classification,
        is_payer_text,
        stated_trace,
        {{ recurring_text('joined_text') }} as recurring_text
    from {{ ref('int_bank_lines') }}
),

offsets as (
    select
        deposit_id,
        offset_deposit_id,
        classification
    from {{ ref('int_bank_line_offsets') }}
),

returned_items as (
    select
        deposit_id,
        reversal_pm_payment_id
    from {{ ref('int_returned_items') }}
    where is_settled
),

decisions as (
    select
        deposit_id,
        decision_number,
        class
    from {{ ref('int_line_decisions') }}
    where class is not null
),

recurring as (
    select * from {{ ref('int_recurring_descriptions') }}
),

told as (
    select
        bank_lines.deposit_id,
        case
            when decisions.class is not null then nullif(decisions.class, 'open')
            when bank_lines.classification is not null then bank_lines.classification
            when offsets.classification is not null then offsets.classification
            when returned_items.deposit_id is not null then 'returned_item'
            else recurring.class
        end as classification,
        case
            when decisions.class is not null then 'decision'
            when bank_lines.classification is not null then 'bank_words'
            when offsets.classification is not null then 'other_line'
            when returned_items.deposit_id is not null then 'reversal'
            else 'recurring_description'
        end as classification_rule,
        case
            when decisions.class is not null then decisions.decision_number
            when bank_lines.classification is not null then null
            when offsets.classification is not null then offsets.offset_deposit_id
            when returned_items.deposit_id is not null then returned_items.reversal_pm_payment_id
            else recurring.decision_numbers
        end as classification_evidence
    from bank_lines
    left join decisions
        on bank_lines.deposit_id = decisions.deposit_id
    left join offsets
        on bank_lines.deposit_id = offsets.deposit_id
    left join returned_items
        on bank_lines.deposit_id = returned_items.deposit_id
    left join recurring
        on
            bank_lines.account_number = recurring.account_number
            and bank_lines.direction = recurring.direction
            and bank_lines.recurring_text = recurring.recurring_text
            and bank_lines.deposit_date >= recurring.since_date
            -- a payer's own words are never other money
            and not coalesce(bank_lines.is_payer_text, false)
            and bank_lines.stated_trace is null
),

final as (
    select * from told
    where classification is not null
)

select * from final
