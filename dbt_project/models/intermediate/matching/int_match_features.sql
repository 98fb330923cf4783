-- Open credits and open evidence of the same amount within a wide window, with what speaks for and against their being
-- one thing: how rare the amount is, payer, number and days. A pair a person took apart is not there.
with
credits as (
    select
        bank_lines.deposit_id,
        bank_lines.entity_id,
        bank_lines.amount,
        bank_lines.business_day_number,
        payers.payer_id,
        coalesce(
            {{ normalise_reference('bank_lines.stated_trace') }},
            {{ normalise_reference('bank_lines.customer_reference') }}
        ) as own_number
    from {{ ref('int_bank_lines') }} as bank_lines
    left join {{ ref('int_deposit_matches') }} as matches
        on bank_lines.deposit_id = matches.deposit_id
    left join {{ ref('int_bank_line_payers') }} as payers
        on bank_lines.deposit_id = payers.deposit_id
    where
        bank_lines.direction = 'credit'
        and bank_lines.classification is null
        and matches.deposit_id is null
),

amounts as (
    select
        entity_id,
        evidence_kind,
        evidence_amount,
        count(*) as same_count,
        sum(count(*)) over (partition by entity_id, evidence_kind) as all_count
    from {{ ref('int_deposit_evidence') }}
    group by entity_id, evidence_kind, evidence_amount
),

evidence as (
    select
        evidence.evidence_kind,
        evidence.evidence_id,
        evidence.entity_id,
        evidence.evidence_amount,
        evidence.business_day_number,
        evidence.key_value,
        payers.payer_id,
        amounts.same_count,
        amounts.all_count
    from {{ ref('int_deposit_evidence') }} as evidence
    inner join amounts
        on
            evidence.entity_id = amounts.entity_id
            and evidence.evidence_kind = amounts.evidence_kind
            and evidence.evidence_amount = amounts.evidence_amount
    left join {{ ref('int_remittance_payers') }} as payers
        on evidence.evidence_id = payers.remittance_id
    left join {{ ref('int_deposit_matches') }} as matches
        on evidence.evidence_id = matches.evidence_id
    where matches.evidence_id is null
),

refusals as (
    select * from {{ ref('int_refused_pairs') }}
),

match_window as (
    {{ settings_of('tolerances', {
        'window_before_days': 'suggestion_days_before',
        'window_after_days': 'suggestion_days_after',
    }) }}
),

final as (
    select
        credits.deposit_id,
        evidence.evidence_kind,
        evidence.evidence_id,
        credits.business_day_number - evidence.business_day_number as days_apart,
        evidence.same_count,
        evidence.all_count,
        credits.payer_id = evidence.payer_id as is_same_payer,
        credits.own_number is not null
        and credits.own_number <> coalesce(evidence.key_value, '') as is_own_number,
        coalesce({{ text_similarity('credits.own_number', 'evidence.key_value') }}, 0) as number_similarity
    from credits
    inner join evidence
        on
            credits.amount = evidence.evidence_amount
            and {{ same_entity('credits.entity_id', 'evidence.entity_id') }}
    inner join match_window
        on
            credits.business_day_number - evidence.business_day_number
            between -match_window.window_before_days and match_window.window_after_days
    left join refusals
        on
            credits.deposit_id = refusals.deposit_id
            and evidence.evidence_id = refusals.evidence_id
    where refusals.deposit_id is null
)

select * from final
