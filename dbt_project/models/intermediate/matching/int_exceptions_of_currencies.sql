-- Bank lines in another currency than US dollars, as exceptions: nothing here can add or match them, so a person does.
-- The amounts stand in the reference with their currency, because a column of dollars cannot hold them.
with
foreign_lines as (
    select
        entity_id,
        account_number,
        currency,
        count(*) as line_count,
        sum(case direction when 'credit' then amount else 0 end) as credit_amount,
        sum(case direction when 'debit' then amount else 0 end) as debit_amount,
        min(statement_date) as first_date,
        min(_file_id) as _file_id
    from {{ ref('stg_bank_transactions') }}
    where not {{ is_us_dollars('currency') }}
    group by entity_id, account_number, currency
),

final as (
    select
        'BNK-CCY' as code,
        entity_id,
        'bank_account' as subject_kind,
        {{ surrogate_key(['account_number', 'currency']) }} as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        concat(
            account_number,
            ': ', cast(line_count as {{ type_text() }}), ' lines, ',
            currency, ' ', cast(credit_amount as {{ type_text() }}), ' in, ',
            cast(debit_amount as {{ type_text() }}), ' out'
        ) as reference,
        cast(null as {{ type_text() }}) as channel,
        cast(null as {{ type_text() }}) as payer_name,
        -- what it is worth in dollars is not known
        cast(0 as decimal(18, 2)) as amount,
        cast(null as decimal(18, 2)) as difference_amount,
        first_date as subject_date,
        _file_id,
        cast(null as integer) as _line
    from foreign_lines
)

select * from final
