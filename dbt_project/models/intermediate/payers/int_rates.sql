-- Every rate a line can be held against: contracts hold for all entities, learned rates for the entity they were
-- learned in. `previous_amount` is the schedule before.
with
stated as (
    select
        'contract' as rate_source,
        'all' as entity_id,
        payer_id,
        procedure_code,
        modifier,
        effective_date,
        until_date,
        rate_amount,
        _file_id,
        _line
    from {{ ref('int_contract_rates') }}
),

-- two changes on one day leave the later one
seen as (
    select *
    from {{ ref('int_learned_rates') }}
    qualify
        row_number() over (
            partition by entity_id, payer_id, procedure_code, modifier, effective_date order by first_number desc
        ) = 1
),

learned as (
    select
        'learned' as rate_source,
        entity_id,
        payer_id,
        procedure_code,
        modifier,
        effective_date,
        {{ add_days('lead(effective_date) over (
            partition by entity_id, payer_id, procedure_code, modifier order by effective_date
        )', -1) }} as until_date,
        rate_amount,
        cast(null as {{ type_text() }}) as _file_id,
        cast(null as integer) as _line
    from seen
),

united as (
    select * from stated
    union all
    select * from learned
),

final as (
    select
        {{
            surrogate_key([
                'rate_source', 'entity_id', 'payer_id', 'procedure_code', 'modifier', 'effective_date'
            ])
        }} as rate_id,
        *,
        lag(rate_amount) over (
            partition by rate_source, entity_id, payer_id, procedure_code, modifier order by effective_date
        ) as previous_amount
    from united
)

select * from final
