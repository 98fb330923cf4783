-- What is wrong with the posting of a remittance as a whole: nobody posted it, not all of it or more than it, before
-- its money came or long after. It is late when both advice and money were there; one without its money is told for
-- that.
with
remittances as (
    select
        payments.remittance_id,
        payments.payment_amount,
        -- the money is not enough to post by: the advice must be there as well
        case
            when funding.deposit_date >= coalesce(payments.interchange_date, payments.payment_date)
                then funding.deposit_date
            when funding.deposit_date is not null then coalesce(payments.interchange_date, payments.payment_date)
        end as at_hand_date,
        funding.deposit_id,
        funding.deposit_date,
        funding.funding_state,
        postings.posting_state,
        postings.posting_date,
        postings.claim_paid_amount,
        postings.posted_amount,
        postings.unposted_amount
    from {{ ref('stg_remittance_payments') }} as payments
    inner join {{ ref('int_remittance_funding') }} as funding
        on payments.remittance_id = funding.remittance_id
    inner join {{ ref('int_remittance_postings') }} as postings
        on payments.remittance_id = postings.remittance_id
    inner join {{ ref('int_remittances_due') }} as due
        on payments.remittance_id = due.remittance_id
),

-- what its claims already tell is not told again
told_claims as (
    select distinct remittance_id
    from {{ ref('int_claim_posting_codes') }}
    where
        code is not null
        and not is_told_with_remittance
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

lag as (
    {{ settings_of('exception_codes', {'grace_business_days': 'PST-LATE'}) }}
),

judged as (
    select
        remittances.*,
        case
            when remittances.posting_state = 'unposted' and remittances.funding_state = 'funded' then 'PST-NONE'
            when
                remittances.posting_state = 'over-posted'
                and remittances.claim_paid_amount > 0
                and mod(remittances.posted_amount, remittances.claim_paid_amount) = 0
                then 'PST-DUP'
            when remittances.posting_state = 'over-posted' and told_claims.remittance_id is null then 'PST-OVER'
            when remittances.posting_state = 'partly posted' and told_claims.remittance_id is null then 'PST-PART'
            when
                remittances.posting_state not in ('unposted', 'nothing to post')
                and remittances.payment_amount > 0
                and (
                    remittances.posting_date < remittances.deposit_date
                    or remittances.funding_state = 'awaiting'
                )
                then 'PST-EARLY'
            when
                remittances.posting_state not in ('unposted', 'nothing to post')
                and posted.business_day_number - at_hand.business_day_number > lag.grace_business_days
                then 'PST-LATE'
        end as code
    from remittances
    cross join lag
    left join told_claims
        on remittances.remittance_id = told_claims.remittance_id
    left join calendar as posted
        on {{ calendar_day('remittances.posting_date') }} = posted.calendar_date
    left join calendar as at_hand
        on {{ calendar_day('remittances.at_hand_date') }} = at_hand.calendar_date
),

final as (
    select
        remittance_id,
        code,
        deposit_id,
        abs(case when code in ('PST-EARLY', 'PST-LATE') then claim_paid_amount else unposted_amount end) as amount,
        case when code not in ('PST-EARLY', 'PST-LATE') then unposted_amount end as difference_amount,
        case code
            when 'PST-LATE' then at_hand_date
            when 'PST-EARLY' then posting_date
            else coalesce(deposit_date, posting_date)
        end as subject_date
    from judged
    where code is not null
)

select * from final
