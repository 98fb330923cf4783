-- A total a file states about itself (sums, counts, trailers) is what its rows give. Failing rows: totals that differ.
select
    file_id,
    line,
    scope,
    name,
    stated,
    found
from {{ ref('stg_control_totals') }}
where
    severity = 'block'
    and (stated <> found or stated is null or found is null)
