-- Pairs of bank line and evidence that share a key, whatever their amounts: the ground of the rules that go by a key. A
-- key stands in the line as a word, somewhere in its text, or cut short at its end.
with
bank_lines as (
    select * from {{ ref('int_bank_lines') }}
),

bank_keys as (
    select * from {{ ref('int_bank_line_keys') }}
),

evidence as (
    select * from {{ ref('int_deposit_evidence') }}
),

rules as (
    select * from {{ ref('match_rules') }}
),

refusals as (
    select * from {{ ref('int_refused_pairs') }}
),

found as (
    select
        bank_keys.deposit_id,
        evidence.evidence_id,
        'word' as standing,
        bank_keys.place
    from bank_keys
    inner join evidence
        on bank_keys.key_value = evidence.key_value
    union all
    select
        deposit_id,
        evidence_id,
        standing,
        1 as place
    from {{ ref('int_deposit_text_pairs') }}
    union all
    select
        deposit_id,
        evidence_id,
        standing,
        1 as place
    from {{ ref('int_deposit_mentions') }}
),

pairs as (
    select
        bank_lines.deposit_id,
        evidence.evidence_kind,
        evidence.evidence_id,
        bank_lines.amount as deposit_amount,
        evidence.evidence_amount,
        bank_lines.deposit_date,
        evidence.evidence_date,
        bank_lines.business_day_number - evidence.business_day_number as days_apart,
        evidence.key_name,
        evidence.key_text,
        evidence.key_value,
        found.standing,
        found.place,
        bank_lines.channel,
        -- with its leading zeros and to its last character
        found.standing <> 'cut'
        and contains(bank_lines.squeezed_text, {{ squeeze('evidence.key_text') }}) as is_full_key
    from found
    inner join evidence
        on found.evidence_id = evidence.evidence_id
    inner join bank_lines
        on
            found.deposit_id = bank_lines.deposit_id
            and {{ same_entity('bank_lines.entity_id', 'evidence.entity_id') }}
    left join {{ ref('int_redeposits') }} as redeposits
        on bank_lines.deposit_id = redeposits.deposit_id
    -- only a processor takes money from the bank under the same key it pays with
    where
        (bank_lines.direction = 'credit' or evidence.evidence_kind = 'card_payout')
        -- what comes again after it was returned bears the number of what came the first time
        and redeposits.deposit_id is null
),

final as (
    select
        pairs.deposit_id,
        pairs.evidence_kind,
        pairs.evidence_id,
        pairs.deposit_amount,
        pairs.evidence_amount,
        pairs.deposit_date,
        pairs.evidence_date,
        pairs.days_apart,
        pairs.key_name,
        pairs.key_text as key_value,
        pairs.is_full_key,
        -- a short number proves little unless it stands where the bank puts such numbers
        length(pairs.key_value) >= 7
        or (pairs.place = 3 and pairs.key_name = 'check_number' and pairs.channel = 'check')
        or (pairs.place = 3 and pairs.key_name = 'batch_number' and pairs.channel = 'desk') as is_strong_key
    from pairs
    inner join rules
        on case pairs.standing when 'cut' then 'partial_number' else pairs.key_name end = rules.rule
    left join refusals
        on
            pairs.deposit_id = refusals.deposit_id
            and pairs.evidence_id = refusals.evidence_id
    where
        refusals.deposit_id is null
        and coalesce(pairs.days_apart >= -rules.window_before_days, true)
        and coalesce(pairs.days_apart <= rules.window_after_days, true)
)

select * from final
