-- Bank lines in US dollars as matching sees them: how the money came, and the bank's text in the two readings a cut
-- word allows.
with
bank_lines as (
    select
        bank_transaction_id as deposit_id,
        entity_id,
        account_number,
        statement_date as deposit_date,
        value_date,
        direction,
        type_code,
        amount,
        bank_reference,
        customer_reference,
        -- banks cut words at the end of a record: a number may be whole only when records are joined without a blank
        upper(replace(coalesce(description, ''), chr(10), '')) as joined_text,
        upper(replace(coalesce(description, ''), chr(10), ' ')) as spaced_text,
        _file_id,
        _line
    from {{ ref('stg_bank_transactions') }}
    where {{ is_us_dollars('currency') }}
),

told as (
    select
        bank_lines.deposit_id,
        min(text_words.channel) as channel,
        min(text_words.classification) as classification
    from bank_lines
    inner join {{ ref('bank_text_words') }} as text_words
        on
            coalesce(text_words.direction, bank_lines.direction) = bank_lines.direction
            and (
                contains(bank_lines.joined_text, text_words.word)
                or contains(bank_lines.spaced_text, text_words.word)
            )
    group by bank_lines.deposit_id
),

final as (
    select
        bank_lines.deposit_id,
        bank_lines.entity_id,
        bank_lines.account_number,
        own_accounts.account_name,
        own_accounts.gl_account,
        bank_lines.deposit_date,
        bank_lines.value_date,
        bank_lines.direction,
        bank_lines.type_code,
        coalesce(told.channel, type_codes.channel, 'other') as channel,
        coalesce(type_codes.classification, told.classification) as classification,
        bank_lines.amount,
        bank_lines.bank_reference,
        bank_lines.customer_reference,
        bank_lines.joined_text,
        bank_lines.spaced_text,
        -- what the reverse look-up searches: letters and digits only, and the same with its words told apart; a bar
        -- keeps a number from beginning in one field and ending in another
        concat_ws(
            '|',
            {{ squeeze('bank_lines.joined_text') }},
            {{ squeeze('bank_lines.customer_reference') }},
            {{ squeeze('bank_lines.bank_reference') }}
        ) as squeezed_text,
        concat(
            concat_ws(
                '|',
                {{ mark_words('bank_lines.joined_text') }},
                {{ mark_words('bank_lines.spaced_text') }},
                {{ mark_words('bank_lines.customer_reference') }},
                {{ mark_words('bank_lines.bank_reference') }}
            ), '|'
        ) as marked_text,
        -- what the bank says the trace number is: a hint for people, never proof
        nullif(regexp_extract(bank_lines.joined_text, 'TRN[*]1[*]([A-Z0-9-]+)', 1), '') as stated_trace,
        contains(bank_lines.joined_text, 'HCCLAIMPMT')
        or contains(bank_lines.spaced_text, 'HCCLAIMPMT') as is_payer_text,
        -- what a bank that was shut could not book counts as of the day it would have come, what it takes after its
        -- cut-off as of the day it was handed over
        day_numbers.business_day_number
        - coalesce(closures.closed_day_count, 0)
        - coalesce(cut_offs.days_later, 0) as business_day_number,
        bank_lines._file_id,
        bank_lines._line
    from bank_lines
    left join {{ ref('bank_type_codes') }} as type_codes
        on
            bank_lines.type_code = type_codes.type_code
            and coalesce(type_codes.direction, bank_lines.direction) = bank_lines.direction
    left join told
        on bank_lines.deposit_id = told.deposit_id
    left join {{ ref('bank_accounts') }} as own_accounts
        on bank_lines.account_number = own_accounts.account_number
    left join {{ ref('bank_calendar') }} as day_numbers
        on {{ calendar_day('bank_lines.deposit_date') }} = day_numbers.calendar_date
    left join {{ ref('int_account_closures') }} as closures
        on
            bank_lines.account_number = closures.account_number
            and day_numbers.business_day_number = closures.business_day_number
    left join {{ ref('bank_cut_offs') }} as cut_offs
        on
            bank_lines.account_number = cut_offs.account_number
            and coalesce(told.channel, type_codes.channel, 'other') = cut_offs.channel
            and bank_lines.direction = 'credit'
)

select * from final
