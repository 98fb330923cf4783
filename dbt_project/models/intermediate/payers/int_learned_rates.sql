-- What a payer is seen to allow for one unit where no contract says so. A rate begins with the first of so many lines
-- in a row that all show it; single lines off it change nothing. Where no amount ever stands so long, the amount most
-- lines show is the rate; fewer lines than the sample say nothing.
with
settings as (
    {{ settings_of('payer_settings', {'least_lines': 'rate_sample'}) }}
),

lines as (
    select * from {{ ref('int_lines_without_contract') }}
),

runs as (
    select * from {{ ref('int_rate_runs') }}
),

histories as (
    select
        entity_id,
        payer_id,
        procedure_code,
        modifier,
        min(service_date) as history_date,
        count(*) as history_count
    from lines
    group by entity_id, payer_id, procedure_code, modifier
),

changes as (
    select
        *,
        lag(unit_amount) over (
            partition by entity_id, payer_id, procedure_code, modifier order by first_number
        ) as earlier_amount
    from runs
),

-- where nothing stands long enough: the amount of most lines, of several the one seen last
usual as (
    select
        lines.entity_id,
        lines.payer_id,
        lines.procedure_code,
        lines.modifier,
        lines.unit_amount,
        cast(null as date) as run_date,
        min(lines.line_number) as first_number
    from lines
    left join runs
        on
            lines.entity_id = runs.entity_id
            and lines.payer_id = runs.payer_id
            and lines.procedure_code = runs.procedure_code
            and lines.modifier = runs.modifier
    where runs.entity_id is null
    group by lines.entity_id, lines.payer_id, lines.procedure_code, lines.modifier, lines.unit_amount
    qualify
        row_number() over (
            partition by lines.entity_id, lines.payer_id, lines.procedure_code, lines.modifier
            order by count(*) desc, max(lines.line_number) desc
        ) = 1
),

levels as (
    select
        entity_id,
        payer_id,
        procedure_code,
        modifier,
        unit_amount,
        run_date,
        first_number
    from changes
    where earlier_amount is null or earlier_amount <> unit_amount
    union all
    select
        entity_id,
        payer_id,
        procedure_code,
        modifier,
        unit_amount,
        run_date,
        first_number
    from usual
),

final as (
    select
        levels.entity_id,
        levels.payer_id,
        levels.procedure_code,
        levels.modifier,
        case
            when row_number() over (
                partition by levels.entity_id, levels.payer_id, levels.procedure_code, levels.modifier
                order by levels.first_number
            ) = 1 then histories.history_date
            else levels.run_date
        end as effective_date,
        levels.unit_amount as rate_amount,
        levels.first_number
    from levels
    inner join histories
        on
            levels.entity_id = histories.entity_id
            and levels.payer_id = histories.payer_id
            and levels.procedure_code = histories.procedure_code
            and levels.modifier = histories.modifier
    where histories.history_count >= (select settings.least_lines from settings)
)

select * from final
