-- What is told as a leak of the front desk or of billing is what the work list calls preventable.
{{ config(meta={"dagster": {"ref": {"name": "denial_leaks"}}}) }}

select leaks.category
from {{ ref('denial_leaks') }} as leaks
left join {{ ref('work_steps') }} as steps
    on leaks.category = steps.category
where not coalesce(steps.is_preventable, false)
