-- Both sides of a match belong to the same entity, or the entity of one is unknown.
-- depends_on: {{ ref('matches') }}
{{ config(meta={"dagster": {"ref": {"name": "matches"}}}) }}

with
matched as (
    select
        pairs.match_id,
        bank_lines.entity_id as bank_entity_id,
        evidence.entity_id as evidence_entity_id
    from {{ ref('int_deposit_matches') }} as pairs
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on pairs.deposit_id = bank_lines.deposit_id
    inner join {{ ref('int_deposit_evidence') }} as evidence
        on pairs.evidence_id = evidence.evidence_id
)

select
    match_id,
    bank_entity_id,
    evidence_entity_id
from matched
where not {{ same_entity('bank_entity_id', 'evidence_entity_id') }}
