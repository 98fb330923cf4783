-- Items the bank takes back (a check unpaid, an electronic payment returned), each with the deposit that brought it and
-- with the PM payment that reverses it, where there is one. It is settled when it was deposited again, or reversed in
-- the PM system.
with
returned as (
    select
        deposit_id,
        entity_id,
        amount,
        deposit_date,
        customer_reference
    from {{ ref('int_bank_lines') }}
    where
        direction = 'debit'
        and channel = 'return'
),

credits as (
    select
        deposit_id,
        entity_id,
        amount,
        deposit_date,
        customer_reference
    from {{ ref('int_bank_lines') }}
    where direction = 'credit'
),

offsets as (
    select
        deposit_id,
        offset_deposit_id
    from {{ ref('int_bank_line_offsets') }}
),

-- the deposit is known by the reference the bank repeats, or by what explains it
found as (
    select
        returned.deposit_id,
        credits.deposit_id as original_deposit_id
    from returned
    inner join credits
        on
            returned.customer_reference = credits.customer_reference
            and {{ same_entity('returned.entity_id', 'credits.entity_id') }}
    union distinct
    select
        returned.deposit_id,
        matches.deposit_id as original_deposit_id
    from returned
    inner join {{ ref('int_bank_line_keys') }} as bank_keys
        on returned.deposit_id = bank_keys.deposit_id
    inner join {{ ref('int_deposit_matches') }} as matches
        on bank_keys.key_value = {{ normalise_reference('matches.key_value') }}
),

originals as (
    select
        found.deposit_id,
        found.original_deposit_id
    from found
    inner join returned
        on found.deposit_id = returned.deposit_id
    inner join credits
        on
            found.original_deposit_id = credits.deposit_id
            and returned.deposit_date >= credits.deposit_date
            and credits.amount >= -returned.amount
    qualify
        row_number() over (
            partition by found.deposit_id
            order by credits.deposit_date desc, credits.deposit_id asc
        ) = 1
),

reversals as (
    select
        deposit_id,
        pm_payment_id
    from {{ ref('int_return_reversals') }}
),

final as (
    select
        returned.deposit_id,
        originals.original_deposit_id,
        offsets.offset_deposit_id as redeposit_id,
        reversals.pm_payment_id as reversal_pm_payment_id,
        offsets.offset_deposit_id is not null or reversals.pm_payment_id is not null as is_settled
    from returned
    left join originals
        on returned.deposit_id = originals.deposit_id
    left join offsets
        on returned.deposit_id = offsets.deposit_id
    left join reversals
        on returned.deposit_id = reversals.deposit_id
)

select * from final
