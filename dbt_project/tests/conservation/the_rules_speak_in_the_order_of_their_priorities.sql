-- The order in which the rules read what others left is the order of the priorities in the seed: rules that go by a key
-- before all others, the others as the macro rules_of_groups names them.
with
spoken as (
    {%- for rule in rules_of_groups() %}
    select
        '{{ rule }}' as rule,
        {{ loop.index }} as place
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

places as (
    select
        rules.rule,
        rules.priority,
        coalesce(spoken.place, 0) as place
    from {{ ref('match_rules') }} as rules
    left join spoken on rules.rule = spoken.rule
)

select
    earlier.rule as earlier_rule,
    later.rule as later_rule
from places as earlier
inner join places as later
    on
        earlier.place < later.place
        and earlier.priority >= later.priority
