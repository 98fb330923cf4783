select
    charge_number,
    responsible_party,
    cast(open_amount * 100 as bigint) as open_cents
from marts.ar_open_items
