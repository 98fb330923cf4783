-- Where each money is followed: entity, bank account and channel of its first bank line; before there is one, those of
-- its evidence or its posting, and the account where the entity has only one (accounts nobody named count only where it
-- has none of its own). With the name it goes by, and whether anything says whose it is.
with
flows as (
    select
        money_id,
        money_kind,
        side,
        subject_kind,
        subject_id,
        reference,
        reason,
        flow_date,
        _file_id,
        _line,
        row_number() over (
            partition by money_id
            order by case side when 'banked' then 0 when 'posted' then 1 else 2 end, flow_date, subject_id
        ) as place
    from {{ ref('int_money_flows') }}
),

sides as (
    select
        money_id,
        min(case when side = 'banked' then flow_date end) as banked_date,
        min(case when side = 'posted' then flow_date end) as posted_date,
        max(case when money_kind in ('return', 'card_reversal') then money_kind else 'receipt' end) as money_class,
        max(case when side = 'posted' or reason in ('BNK-NOERA', 'BNK-NOADD') then 1 else 0 end) as is_owned
    from flows
    group by money_id
),

bank_places as (
    select
        money_id,
        entity_id,
        account_number,
        channel
    from {{ ref('int_money_banked') }}
    qualify row_number() over (partition by money_id order by deposit_date, deposit_id) = 1
),

evidence as (
    select * from {{ ref('int_money_evidence') }}
    qualify row_number() over (partition by money_id order by evidence_date, evidence_id) = 1
),

pm_places as (
    select
        money_id,
        entity_id,
        channel
    from {{ ref('int_money_payments') }}
    qualify row_number() over (partition by money_id order by posting_date, pm_payment_id) = 1
),

sole_accounts as (
    select
        entities.money_entity_id as entity_id,
        case when count(distinct bank_lines.account_number) = 1 then min(bank_lines.account_number) end
            as account_number
    from {{ ref('int_bank_lines') }} as bank_lines
    inner join {{ ref('int_money_entities') }} as entities
        on bank_lines.entity_id = entities.entity_id
    group by entities.money_entity_id, bank_lines.entity_id
    qualify
        row_number() over (
            partition by entities.money_entity_id
            order by case when bank_lines.entity_id = 'unassigned' then 1 else 0 end
        ) = 1
),

placed as (
    select
        sides.*,
        coalesce(
            nullif(bank_places.entity_id, 'unassigned'), evidence.entity_id, pm_places.entity_id, 'unassigned'
        ) as entity_id,
        bank_places.account_number,
        coalesce(nullif(bank_places.channel, 'other'), evidence.channel, pm_places.channel, 'other') as channel,
        evidence.evidence_kind,
        evidence.evidence_id,
        evidence.reference as evidence_reference
    from sides
    left join bank_places
        on sides.money_id = bank_places.money_id
    left join evidence
        on sides.money_id = evidence.money_id
    left join pm_places
        on sides.money_id = pm_places.money_id
),

final as (
    select
        placed.money_id,
        placed.money_class,
        placed.entity_id,
        coalesce(placed.account_number, sole_accounts.account_number, 'not banked') as account_number,
        placed.channel,
        coalesce(placed.evidence_kind, flows.subject_kind) as subject_kind,
        coalesce(placed.evidence_id, flows.subject_id) as subject_id,
        coalesce(placed.evidence_reference, flows.reference) as reference,
        placed.banked_date,
        placed.posted_date,
        placed.evidence_id is not null as is_evidenced,
        placed.evidence_id is not null or placed.is_owned = 1 as is_identified,
        flows._file_id,
        flows._line
    from placed
    inner join flows
        on
            placed.money_id = flows.money_id
            and flows.place = 1
    left join sole_accounts
        on placed.entity_id = sole_accounts.entity_id
)

select * from final
