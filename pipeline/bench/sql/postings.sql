select
    charge_key as charge_number,
    payer_sequence,
    is_posted_exactly as is_posted_right
from intermediate.int_posted_service_lines
