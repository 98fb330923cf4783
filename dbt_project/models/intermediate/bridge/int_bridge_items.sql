-- Every item of every term of the bridge: movements of money, bank credits that are no patient money, and what became
-- open or was settled. A credit that corrects a deposit is of the deposit's money.
with
cells as (
    select * from {{ ref('int_money_cells') }}
),

periods as (
    select
        entity_id,
        period
    from {{ ref('int_bridge_periods') }}
),

flows as (
    select
        flows.period,
        cells.entity_id,
        cells.account_number,
        cells.channel,
        flows.term,
        flows.subject_kind,
        flows.subject_id,
        flows.reference,
        flows.reason,
        flows.flow_date as item_date,
        flows.amount,
        flows.money_id,
        flows._file_id,
        flows._line
    from {{ ref('int_money_flows') }} as flows
    inner join cells
        on flows.money_id = cells.money_id
),

classified as (
    select
        {{ month_of('bank_lines.deposit_date') }} as period,
        entities.money_entity_id as entity_id,
        bank_lines.account_number,
        bank_lines.channel,
        case
            when states.classification in ('transfer', 'bank_correction', 'redeposit', 'returned_item')
                then 'own_transfers'
            else 'non_receivable_receipts'
        end as term,
        'bank_line' as subject_kind,
        bank_lines.deposit_id as subject_id,
        coalesce(bank_lines.customer_reference, bank_lines.bank_reference) as reference,
        replace(states.classification, '_', ' ') as reason,
        bank_lines.deposit_date as item_date,
        bank_lines.amount,
        bank_lines.deposit_id as money_id,
        bank_lines._file_id,
        bank_lines._line
    from {{ ref('int_bank_lines') }} as bank_lines
    inner join {{ ref('int_bank_line_states') }} as states
        on bank_lines.deposit_id = states.deposit_id
    inner join {{ ref('int_money_entities') }} as entities
        on bank_lines.entity_id = entities.entity_id
    cross join {{ ref('stg_run') }} as run
    where
        states.state = 'classified'
        and bank_lines.deposit_id not in (select cut.deposit_id from {{ ref('int_money_bank_lines') }} as cut)
        and bank_lines.direction = 'credit'
        and bank_lines.deposit_date <= run.as_of
),

items as (
    select * from flows
    {%- for term, amount in [("'bank_credits'", 'amount'), ('term', '-amount')] %}
    union all
    select
        period,
        entity_id,
        account_number,
        channel,
        {{ term }} as term,
        subject_kind,
        subject_id,
        reference,
        reason,
        item_date,
        {{ amount }} as amount,
        money_id,
        _file_id,
        _line
    from classified
    {%- endfor %}
    union all
    select * from {{ ref('int_bridge_changes') }}
),

final as (
    select
        items.period,
        items.entity_id,
        items.account_number,
        items.channel,
        items.term,
        items.subject_kind,
        items.subject_id,
        items.reference,
        items.reason,
        items.item_date,
        items.amount,
        items.money_id,
        items._file_id,
        items._line
    from items
    inner join periods
        on
            items.entity_id = periods.entity_id
            and items.period = periods.period
)

select * from final
