-- Which payer a bank line speaks of: its originating company number or its name stands in the text. A line that speaks
-- of two payers speaks of none.
with
credits as (
    select
        deposit_id,
        -- of the three fields the first is the text
        split_part(squeezed_text, '|', 1) as squeezed_text
    from {{ ref('int_bank_lines') }}
    where direction = 'credit'
),

bank_keys as (
    select
        deposit_id,
        key_value
    from {{ ref('int_bank_line_keys') }}
),

aliases as (
    select
        payer_id,
        alias_kind,
        {{ normalise_reference('alias') }} as company_number,
        -- the bank's field for the company name holds 16 characters at most
        substr({{ squeeze('alias') }}, 1, 12) as squeezed_name
    from {{ ref('payer_aliases') }}
),

payers as (
    select
        payer_id,
        payer_name
    from {{ ref('payers') }}
),

-- every text is searched for every name: a name that stands in two lists is one
payer_names as (
    select distinct
        payer_id,
        squeezed_name
    from aliases
    where
        alias_kind in ('835_name', 'pm_name')
        and length(squeezed_name) >= 8
),

named as (
    select
        bank_keys.deposit_id,
        aliases.payer_id
    from bank_keys
    inner join aliases
        on
            bank_keys.key_value = aliases.company_number
            and aliases.alias_kind = 'trn03'
    union
    select
        credits.deposit_id,
        payer_names.payer_id
    from credits
    inner join payer_names
        on contains(credits.squeezed_text, payer_names.squeezed_name)
),

sole as (
    select
        deposit_id,
        min(payer_id) as payer_id
    from named
    group by deposit_id
    having count(distinct payer_id) = 1
),

final as (
    select
        sole.deposit_id,
        sole.payer_id,
        payers.payer_name
    from sole
    left join payers
        on sole.payer_id = payers.payer_id
)

select * from final
