-- what is settled by now is no claim about the present
select
    exceptions.code,
    exceptions.subject_kind,
    coalesce(exceptions.reference, remittance_refs.evidence_ref) as reference,
    cast(exceptions.amount * 100 as bigint) as amount_cents,
    deposit_refs.deposit_ref,
    cast(exceptions.difference_amount * 100 as bigint) as difference_cents
from marts.exceptions as exceptions
left join remittance_refs
    on exceptions.subject_id = remittance_refs.remittance_id
left join deposit_refs
    on exceptions.subject_kind = 'deposit' and exceptions.subject_id = deposit_refs.deposit_id
where exceptions.is_standing
