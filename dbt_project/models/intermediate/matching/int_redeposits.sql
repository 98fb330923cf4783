-- Credits that bring a returned item again, with the return. Such a credit is no new money: it explains itself, before
-- any rule of matching speaks. An item that comes back again is brought by the credit after that return: each return
-- has the next credit and each credit the return before it, where everything before and after has its own.
with
likest as (
    select
        *,
        min(deposit_day) over (partition by returned_id) as first_deposit_day,
        max(returned_day) over (partition by deposit_id) as last_returned_day
    from (
        select *
        from {{ ref('int_redeposit_pairs') }}
        qualify
            likeness_rank = min(likeness_rank) over (partition by deposit_id)
            and likeness_rank = min(likeness_rank) over (partition by returned_id)
    ) as pairs
),

judged as (
    select
        deposit_id,
        returned_id,
        deposit_day = first_deposit_day and returned_day = last_returned_day as is_next,
        -- an earlier return was made good before this one
        coalesce(
            max(case when returned_day < last_returned_day then first_deposit_day end) over (partition by deposit_id)
            <= last_returned_day,
            true
        )
        -- a later credit has a return after this credit
        and coalesce(
            min(case when deposit_day > first_deposit_day then last_returned_day end) over (partition by returned_id)
            >= first_deposit_day,
            true
        ) as is_in_order
    from likest
),

-- of two that are alike nobody can say which is which
final as (
    select
        deposit_id,
        returned_id
    from judged
    where is_next and is_in_order
    qualify
        count(*) over (partition by deposit_id) = 1
        and count(*) over (partition by returned_id) = 1
)

select * from final
