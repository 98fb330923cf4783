select
    deposit_ref,
    cast(explained_amount * 100 as bigint) as explained_cents
from deposit_refs
