-- Every credit of the bank and its one state: matched, classified as no patient money, or an open exception.
with
credits as (
    select * from {{ ref('int_bank_lines') }}
    where direction = 'credit'
),

states as (
    select * from {{ ref('int_bank_line_states') }}
),

matches as (
    select * from {{ ref('int_matched_deposits') }}
),

named_payers as (
    select
        deposit_id,
        payer_name
    from {{ ref('int_bank_line_payers') }}
),

final as (
    select
        credits.deposit_id,
        credits.entity_id,
        credits.account_number,
        coalesce(credits.account_name, credits.account_number) as account_name,
        credits.deposit_date,
        credits.value_date,
        credits.channel,
        credits.type_code,
        cast(credits.amount as decimal(18, 2)) as amount,
        credits.bank_reference,
        credits.customer_reference,
        -- text of a payer's credit names the payer; any other text may name a patient and stays behind
        case when credits.is_payer_text then credits.spaced_text end as payer_text,
        states.state,
        states.match_id,
        matches.rule as match_rule,
        matches.evidence_kind,
        matches.evidence_id,
        states.classification,
        case
            when states.exception_code is not null
                then {{ exception_key('states.exception_code', "'deposit'", 'credits.deposit_id') }}
        end as exception_id,
        states.exception_code,
        cast(case states.state when 'matched' then credits.amount else 0 end as decimal(18, 2)) as matched_amount,
        cast(case states.state when 'classified' then credits.amount else 0 end as decimal(18, 2))
            as classified_amount,
        cast(case states.state when 'exception' then credits.amount else 0 end as decimal(18, 2)) as exception_amount,
        coalesce(matches.payer_name, named_payers.payer_name) as payer_name,
        credits._file_id,
        credits._line
    from credits
    inner join states
        on credits.deposit_id = states.deposit_id
    left join matches
        on credits.deposit_id = matches.deposit_id
    left join named_payers
        on credits.deposit_id = named_payers.deposit_id
)

select * from final
