-- Both sides of a match belong to the same entity, or the entity of one is unknown.
-- depends_on: {{ ref('matches') }}
{{ config(meta={"dagster": {"ref": {"name": "matches"}}}) }}

with
matched as (
    select
        matches.match_id,
        matches.entity_id as bank_entity_id,
        evidence.entity_id as evidence_entity_id
    from {{ ref('matches') }} as matches
    inner join {{ ref('int_deposit_evidence') }} as evidence
        on matches.evidence_id = evidence.evidence_id
)

select
    match_id,
    bank_entity_id,
    evidence_entity_id
from matched
where not {{ same_entity('bank_entity_id', 'evidence_entity_id') }}
