-- The hashed id of each PM batch, and its name as the answer key has it.
select distinct
    md5(concat_ws('|', practice_id, batch_number)) as reference,
    concat_ws('|', practice_id, batch_number) as batch_ref
from raw.pm_payment
where batch_number is not null
