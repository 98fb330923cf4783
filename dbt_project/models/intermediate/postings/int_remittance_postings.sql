-- What the PM system has posted of each remittance: insurance payments under its trace or check number. Where
-- remittances share a number, the money fills them in order of date and the last one keeps what is left.
with
remittances as (
    select
        remittances.remittance_id,
        remittances.entity_id,
        remittances.payment_date,
        {{ normalise_reference('remittances.trace_number') }} as reference_key,
        -- what is sent again is not to be posted again
        case when verdicts.is_repeated then 0 else balances.claim_paid_amount end as claim_paid_amount,
        payers.payer_id
    from {{ ref('stg_remittance_payments') }} as remittances
    inner join {{ ref('int_remittance_balances') }} as balances
        on remittances.remittance_id = balances.remittance_id
    inner join {{ ref('int_remittance_verdicts') }} as verdicts
        on remittances.remittance_id = verdicts.remittance_id
    inner join {{ ref('int_remittance_payers') }} as payers
        on remittances.remittance_id = payers.remittance_id
),

payments as (
    select
        payments.entity_id,
        payments.posting_date,
        payments.amount,
        {{ normalise_reference('coalesce(payments.reference_number, found.trace_number)') }} as reference_key,
        aliases.payer_id
    from {{ ref('int_pm_payments') }} as payments
    left join {{ ref('int_payment_remittances') }} as found
        on payments.pm_payment_id = found.pm_payment_id
    left join {{ ref('payer_aliases') }} as aliases
        on
            aliases.alias_kind = 'pm_name'
            and upper(payments.payer_name) = upper(aliases.alias)
    where payments.payer_type = 'insurance'
),

posted as (
    select
        remittances.remittance_id,
        count(*) as payment_count,
        max(payments.posting_date) as posting_date,
        sum(payments.amount) as posted_amount
    from remittances
    inner join payments
        on
            remittances.reference_key = payments.reference_key
            and {{ same_entity('remittances.entity_id', 'payments.entity_id') }}
            and coalesce(remittances.payer_id = payments.payer_id, true)
    group by remittances.remittance_id
),

shared as (
    select
        remittances.remittance_id,
        remittances.claim_paid_amount,
        posted.payment_count,
        posted.posting_date,
        posted.posted_amount,
        coalesce(sum(greatest(remittances.claim_paid_amount, 0)) over (
            partition by remittances.entity_id, remittances.payer_id, remittances.reference_key
            order by remittances.payment_date, remittances.remittance_id
            rows between unbounded preceding and 1 preceding
        ), 0) as filled_before,
        row_number() over (
            partition by remittances.entity_id, remittances.payer_id, remittances.reference_key
            order by remittances.payment_date desc, remittances.remittance_id desc
        ) as rank_from_last
    from remittances
    left join posted
        on remittances.remittance_id = posted.remittance_id
),

allotted as (
    select
        remittance_id,
        claim_paid_amount,
        posting_date,
        coalesce(payment_count, 0) as payment_count,
        case
            when posted_amount is null then 0
            when rank_from_last = 1 then posted_amount - least(filled_before, posted_amount)
            else least(greatest(posted_amount - filled_before, 0), claim_paid_amount)
        end as posted_amount
    from shared
),

final as (
    select
        remittance_id,
        claim_paid_amount,
        payment_count,
        posting_date,
        cast(posted_amount as decimal(18, 2)) as posted_amount,
        cast(claim_paid_amount - posted_amount as decimal(18, 2)) as unposted_amount,
        case
            when claim_paid_amount = posted_amount and payment_count = 0 then 'nothing to post'
            when claim_paid_amount = posted_amount then 'posted'
            when posted_amount = 0 then 'unposted'
            when abs(posted_amount) < abs(claim_paid_amount) then 'partly posted'
            else 'over-posted'
        end as posting_state
    from allotted
)

select * from final
