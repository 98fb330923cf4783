-- Credits whose text names another receiver than us: a tax number or provider number (IND ID) none of our entities and
-- providers bears or, where the text has no such number, a name (IND NAME) that shares its beginning with none of ours.
with
credits as (
    select
        deposit_id,
        nullif(regexp_extract(spaced_text, 'IND ?ID ?:([0-9-]+)', 1), '') as stated_number,
        nullif(trim(regexp_extract(spaced_text, 'IND ?(?:NAME|N) ?:(.+?)(?: IND ?ID| [A-Z]+ ?:| TRN[*]|$)', 1)), '')
            as stated_name
    from {{ ref('int_bank_lines') }}
    where
        direction = 'credit'
        and classification is null
),

receivers as (
    select
        deposit_id,
        {{ squeeze('stated_number') }} as number_key,
        substr({{ squeeze('stated_name') }}, 1, 8) as name_key
    from credits
),

own_numbers as (
    select {{ squeeze('entity_id') }} as number_key
    from {{ ref('entities') }}
    union distinct
    select {{ squeeze('npi') }} as number_key
    from {{ ref('stg_practice_providers') }}
    union distinct
    select {{ squeeze('payee_npi') }} as number_key
    from {{ ref('stg_remittance_payments') }}
    where entity_id <> 'unassigned'
),

own_names as (
    select substr({{ squeeze('entity_name') }}, 1, 8) as name_key
    from {{ ref('entities') }}
    union distinct
    select substr({{ squeeze('payee_name') }}, 1, 8) as name_key
    from {{ ref('stg_remittance_payments') }}
    where entity_id <> 'unassigned'
),

final as (
    select receivers.deposit_id
    from receivers
    left join own_numbers
        on receivers.number_key = own_numbers.number_key
    left join own_names
        on receivers.name_key = own_names.name_key
    where
        own_numbers.number_key is null
        and own_names.name_key is null
        and (
            -- tax numbers have 9 digits, provider numbers 10; anything else is a number of the payer's own
            length(receivers.number_key) in (9, 10)
            or (receivers.number_key is null and length(receivers.name_key) = 8)
        )
)

select * from final
