select
    claim_number,
    is_accepted_first_time,
    first_adjudication_is_denied as first_is_denied
from marts.claims
