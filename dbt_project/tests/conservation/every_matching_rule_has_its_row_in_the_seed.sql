-- A rule that has a model has a row in the seed match_rules, and the other way round: none is dropped in silence.
with
models as (
    {%- for rule in matching_rules() %}
    select '{{ rule }}' as rule
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

rules as (
    select rule from {{ ref('match_rules') }}
)

select
    models.rule as model_rule,
    rules.rule as seed_rule
from models
full outer join rules on models.rule = rules.rule
where models.rule is null or rules.rule is null
