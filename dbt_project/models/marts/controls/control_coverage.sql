-- What each control looked at, what it found, and what it cannot see because a source does not say it. A control
-- without its source is not clean: it is not provided.
with
controls as (
    select * from {{ ref('controls') }}
),

populations as (
    select * from {{ ref('int_control_populations') }}
),

findings as (
    select
        control,
        count(*) as finding_count,
        sum(amount) as finding_amount
    from {{ ref('adjustment_controls') }}
    group by control
),

counted as (
    select
        controls.*,
        coalesce(populations.examined_count, 0) as examined_count,
        coalesce(populations.unknown_count, 0) as unknown_count,
        coalesce(findings.finding_count, 0) as finding_count,
        coalesce(findings.finding_amount, 0) as finding_amount
    from controls
    left join populations
        on controls.control = populations.control
    left join findings
        on controls.control = findings.control
),

final as (
    select
        control,
        cast(control_order as integer) as control_order,
        area,
        title,
        severity,
        owner,
        next_action,
        needs,
        cast(examined_count as bigint) as examined_count,
        cast(unknown_count as bigint) as unknown_count,
        cast(finding_count as bigint) as finding_count,
        cast(finding_amount as decimal(18, 2)) as finding_amount,
        examined_count > 0 or finding_count > 0 as is_provided,
        case
            when examined_count = 0 and finding_count = 0
                then concat('Not provided. Needs: ', needs, '. ', unseen, '.')
            when unknown_count > 0
                then concat(
                    cast(examined_count as {{ type_text() }}), ' looked at; of ',
                    cast(unknown_count as {{ type_text() }}), ' the source does not say enough'
                )
            else concat(cast(examined_count as {{ type_text() }}), ' looked at')
        end as says
    from counted
)

select * from final
