-- Deposits that are explained and still need somebody: electronic money the bank sent without its trace, deposits that
-- are not their lockbox file, slip or batch, money of another practice that came with its advice.
with
matches as (
    select
        deposit_id,
        min(rule) as rule,
        min(evidence_id) as evidence_id,
        min(evidence_kind) as evidence_kind
    from {{ ref('int_deposit_matches') }}
    group by deposit_id
),

bank_lines as (
    select *
    from {{ ref('int_bank_lines') }}
    where direction = 'credit'
),

strays as (
    select distinct matches.deposit_id
    from {{ ref('int_deposit_matches') }} as matches
    inner join {{ ref('int_remittance_strays') }} as strays
        on matches.evidence_id = strays.remittance_id
),

differences as (
    select
        differences.deposit_id,
        differences.code,
        differences.key_value,
        differences.difference_amount,
        lockboxes.missing_evidence_id
    from {{ ref('int_match_differences') }} as differences
    left join {{ ref('int_lockbox_differences') }} as lockboxes
        on differences.deposit_id = lockboxes.deposit_id
    left join {{ ref('int_deposit_corrections') }} as corrections
        on differences.deposit_id = corrections.deposit_id
    where
        differences.code in ('LBX-BAL', 'BNK-ENC', 'PST-BATCH')
        -- what the bank has corrected is settled
        and corrections.deposit_id is null
),

payers as (
    select
        deposit_id,
        payer_name
    from {{ ref('int_bank_line_payers') }}
),

troubles as (
    select
        'BNK-NOADD' as code,
        bank_lines.deposit_id,
        matches.evidence_id as related_id,
        bank_lines.bank_reference as reference,
        bank_lines.amount,
        cast(null as decimal(18, 2)) as difference_amount
    from bank_lines
    inner join matches
        on bank_lines.deposit_id = matches.deposit_id
    where
        matches.evidence_kind = 'remittance'
        and matches.rule in ('amount_and_date', 'group_sum', 'subset')
        and bank_lines.channel = 'eft'
        and bank_lines.stated_trace is null
    union all
    select
        differences.code,
        bank_lines.deposit_id,
        coalesce(differences.missing_evidence_id, matches.evidence_id) as related_id,
        coalesce(differences.key_value, bank_lines.customer_reference, bank_lines.bank_reference) as reference,
        abs(differences.difference_amount) as amount,
        differences.difference_amount
    from bank_lines
    inner join matches
        on bank_lines.deposit_id = matches.deposit_id
    inner join differences
        on bank_lines.deposit_id = differences.deposit_id
    union all
    select
        'BNK-MISDIR' as code,
        bank_lines.deposit_id,
        matches.evidence_id as related_id,
        coalesce(bank_lines.stated_trace, bank_lines.customer_reference, bank_lines.bank_reference) as reference,
        bank_lines.amount,
        cast(null as decimal(18, 2)) as difference_amount
    from bank_lines
    inner join matches
        on bank_lines.deposit_id = matches.deposit_id
    inner join strays
        on bank_lines.deposit_id = strays.deposit_id
),

final as (
    select
        troubles.code,
        bank_lines.entity_id,
        'deposit' as subject_kind,
        troubles.deposit_id as subject_id,
        troubles.related_id,
        troubles.reference,
        bank_lines.channel,
        payers.payer_name,
        troubles.amount,
        troubles.difference_amount,
        bank_lines.deposit_date as subject_date,
        bank_lines._file_id,
        bank_lines._line
    from troubles
    inner join bank_lines
        on troubles.deposit_id = bank_lines.deposit_id
    left join payers
        on troubles.deposit_id = payers.deposit_id
)

select * from final
