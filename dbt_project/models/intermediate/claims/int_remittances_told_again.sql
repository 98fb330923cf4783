-- Remittances whose decisions count for nothing: they tell once more what another one has told (sent again in another
-- form, or the payment was stopped and sent anew), or they are meant for somebody else.
with
repeated as (
    select remittance_id from {{ ref('int_remittance_groups') }}
    where is_repeated
),

reissued as (
    select reissued_remittance_id as remittance_id from {{ ref('int_remittance_reissues') }}
),

strays as (
    select remittance_id from {{ ref('int_remittance_strays') }}
),

final as (
    select remittance_id from repeated
    union distinct
    select remittance_id from reissued
    union distinct
    select remittance_id from strays
)

select * from final
