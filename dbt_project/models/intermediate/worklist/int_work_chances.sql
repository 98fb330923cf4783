-- How often each kind of trouble ended in payment. The house's estimate counts as so many cases of the category, and
-- the category's share as so many cases of the payer, so that few cases move a chance little. Payer empty: all payers.
-- The chance of an answer is told for each step of waiting; everything else has one step only.
with
cases as (
    select * from {{ ref('int_work_cases') }}
),

waiting as (
    {{ waiting_steps() }}
),

house as (
    {{ settings_of('worklist_settings', {'prior_strength': 'prior_strength'}) }}
),

steps as (
    select
        work_steps.category,
        waiting.waiting_step,
        work_steps.prior_chance,
        house.prior_strength
    from {{ ref('work_steps') }} as work_steps
    cross join house
    inner join waiting on waiting.waiting_step = 0 or work_steps.category = 'no answer'
),

by_category as (
    select
        steps.category,
        steps.waiting_step,
        steps.prior_strength,
        count(cases.category) as tried_count,
        coalesce(sum(cases.won_count), 0) as won_count,
        (coalesce(sum(cases.won_count), 0) + steps.prior_strength * steps.prior_chance)
        / (count(cases.category) + steps.prior_strength) as chance
    from steps
    left join cases
        on
            steps.category = cases.category
            and steps.waiting_step = cases.waiting_step
    group by steps.category, steps.waiting_step, steps.prior_strength, steps.prior_chance
),

by_payer as (
    select
        by_category.category,
        by_category.waiting_step,
        cases.payer_name,
        count(*) as tried_count,
        sum(cases.won_count) as won_count,
        (sum(cases.won_count) + by_category.prior_strength * by_category.chance)
        / (count(*) + by_category.prior_strength) as chance
    from by_category
    inner join cases
        on
            by_category.category = cases.category
            and by_category.waiting_step = cases.waiting_step
    where cases.payer_name is not null
    group by
        by_category.category,
        by_category.waiting_step,
        cases.payer_name,
        by_category.prior_strength,
        by_category.chance
),

united as (
    select
        category,
        waiting_step,
        payer_name,
        tried_count,
        won_count,
        chance
    from by_payer
    union all
    select
        category,
        waiting_step,
        cast(null as {{ type_text() }}) as payer_name,
        tried_count,
        won_count,
        chance
    from by_category
),

final as (
    select
        category,
        waiting_step,
        payer_name,
        cast(tried_count as integer) as tried_count,
        cast(won_count as integer) as won_count,
        cast(round(chance, 4) as decimal(5, 4)) as chance
    from united
)

select * from final
