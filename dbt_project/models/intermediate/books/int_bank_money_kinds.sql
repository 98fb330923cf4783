-- What each bank line is to the books: its evidence, its class, or what an open line is held as until it is explained.
with
bank_lines as (
    select
        deposit_id,
        entity_id,
        account_number,
        gl_account,
        deposit_date,
        channel,
        amount,
        coalesce(customer_reference, bank_reference) as reference,
        _file_id,
        _line
    from {{ ref('int_bank_lines') }}
),

states as (
    select * from {{ ref('int_bank_line_states') }}
),

matches as (
    select
        deposit_id,
        rule,
        evidence_kind,
        evidence_id,
        key_value
    from {{ ref('int_matched_deposits') }}
),

remittances as (
    select
        remittance_id,
        trace_number
    from {{ ref('stg_remittance_payments') }}
),

named as (
    select
        bank_lines.*,
        matches.evidence_kind,
        matches.evidence_id,
        case
            -- the books know a lockbox deposit by its own number, though it may hold one check only
            when matches.rule in ('lockbox_number', 'lockbox_difference') then bank_lines.reference
            else coalesce(remittances.trace_number, matches.key_value, bank_lines.reference)
        end as known_as,
        case
            when matches.evidence_kind = 'lockbox_item' then 'payer_money'
            when matches.evidence_kind is not null then matches.evidence_kind
            when states.classification is not null then states.classification
            when states.exception_code = 'BNK-MISDIR' then 'misdirected'
            when bank_lines.channel = 'return' then 'returned_item'
            when bank_lines.amount < 0 then 'unknown_debit'
            when bank_lines.channel = 'desk' then 'pm_batch'
            when
                bank_lines.channel in ('eft', 'check', 'wire') and states.exception_code <> 'BNK-UNK'
                then 'payer_money'
            else 'unidentified'
        end as money_kind
    from bank_lines
    inner join states
        on bank_lines.deposit_id = states.deposit_id
    left join matches
        on bank_lines.deposit_id = matches.deposit_id
    left join remittances
        on matches.evidence_id = remittances.remittance_id
),

kinds as (
    select distinct money_kind
    from {{ ref('booking_rules') }}
),

final as (
    select
        named.deposit_id,
        named.entity_id,
        named.account_number,
        named.gl_account,
        named.deposit_date,
        named.amount,
        named.evidence_kind,
        named.evidence_id,
        named.known_as as reference,
        -- a class the seed has no booking for is other money, or an unknown debit
        case
            when kinds.money_kind is not null then named.money_kind
            when named.amount > 0 then 'non_ar_receipt'
            else 'unknown_debit'
        end as money_kind,
        named._file_id,
        named._line
    from named
    left join kinds
        on named.money_kind = kinds.money_kind
)

select * from final
