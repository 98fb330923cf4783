-- Open credits and open remittances of one payer that hang together in time (no gap longer than the window of the rule
-- split off by business days) and add up to the same on both sides, two or more each: many to many.
with
credits as (
    select
        bank_lines.deposit_id as member_id,
        bank_lines.entity_id,
        payers.payer_id,
        bank_lines.business_day_number,
        bank_lines.amount
    from {{ ref('int_bank_lines') }} as bank_lines
    inner join {{ ref('int_bank_line_payers') }} as payers
        on bank_lines.deposit_id = payers.deposit_id
    left join {{ ref('int_deposit_matches') }} as matches
        on bank_lines.deposit_id = matches.deposit_id
    left join {{ ref('int_bank_line_classes') }} as classes
        on bank_lines.deposit_id = classes.deposit_id
    where
        bank_lines.direction = 'credit'
        and classes.deposit_id is null
        and matches.deposit_id is null
),

remittances as (
    select
        evidence.evidence_id as member_id,
        evidence.entity_id,
        payers.payer_id,
        evidence.business_day_number,
        evidence.evidence_amount as amount
    from {{ ref('int_deposit_evidence') }} as evidence
    inner join {{ ref('int_remittance_payers') }} as payers
        on evidence.evidence_id = payers.remittance_id
    left join {{ ref('int_deposit_matches') }} as matches
        on evidence.evidence_id = matches.evidence_id
    where matches.evidence_id is null
),

members as (
    select
        *,
        'bank' as side
    from credits
    union all
    select
        *,
        'evidence' as side
    from remittances
),

match_window as (
    select window_after_days
    from {{ ref('match_rules') }}
    where rule = 'subset'
),

stepped as (
    select
        members.*,
        case
            when
                members.business_day_number - lag(members.business_day_number) over (in_time)
                <= match_window.window_after_days
                then 0
            else 1
        end as is_first
    from members
    cross join match_window
    window in_time as (
        partition by members.entity_id, members.payer_id
        order by members.business_day_number, members.side, members.member_id
    )
),

numbered as (
    select
        *,
        sum(is_first) over (
            partition by entity_id, payer_id
            order by business_day_number, side, member_id
        ) as component_number
    from stepped
),

balanced as (
    select
        entity_id,
        payer_id,
        component_number
    from numbered
    group by entity_id, payer_id, component_number
    having
        sum(case side when 'bank' then amount else -amount end) = 0
        and sum(case side when 'bank' then 1 else 0 end) > 1
        and sum(case side when 'evidence' then 1 else 0 end) > 1
),

final as (
    select
        {{ surrogate_key(['numbered.entity_id', 'numbered.payer_id', 'numbered.component_number', "'component'"]) }}
            as component_id,
        numbered.entity_id,
        numbered.payer_id,
        numbered.side,
        numbered.member_id,
        numbered.amount,
        numbered.business_day_number
    from numbered
    inner join balanced
        on
            numbered.entity_id = balanced.entity_id
            and numbered.payer_id = balanced.payer_id
            and numbered.component_number = balanced.component_number
)

select * from final
