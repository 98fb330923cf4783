-- The reason each fully denied charge line goes by.
select
    claim_number,
    adjudication_date,
    group_code,
    reason_code,
    cast(charge_amount * 100 as bigint) as charge_cents
from marts.denials
where denial_kind = 'full' and is_leading_reason
