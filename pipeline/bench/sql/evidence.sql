select
    'remittance' as evidence_kind,
    evidence_ref
from remittance_refs
union all
select
    'card_payout' as evidence_kind,
    payout_number as evidence_ref
from marts.card_settlements
