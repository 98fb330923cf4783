-- Evidence people refused for a bank line by itself: of pieces refused together one may still belong to the line. One
-- row per bank line and evidence.
with
final as (
    select distinct
        deposit_id,
        evidence_id
    from {{ ref('int_refused_evidence') }}
    where evidence_count = 1
)

select * from final
