-- Lines in a row that all show one amount: where so many stand together, a payer's rate shows itself.
with
settings as (
    {{ settings_of('payer_settings', {'lines_in_a_row': 'rate_lines_in_a_row'}) }}
),

lines as (
    select
        *,
        line_number - row_number() over (
            partition by entity_id, payer_id, procedure_code, modifier, unit_amount order by line_number
        ) as island_number
    from {{ ref('int_lines_without_contract') }}
),

final as (
    select
        entity_id,
        payer_id,
        procedure_code,
        modifier,
        unit_amount,
        min(service_date) as run_date,
        min(line_number) as first_number
    from lines
    group by entity_id, payer_id, procedure_code, modifier, unit_amount, island_number
    having count(*) >= (select settings.lines_in_a_row from settings)
)

select * from final
