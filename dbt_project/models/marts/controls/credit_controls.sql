-- Credit balances on their way back to whom they belong: the clock of each, how many days are left, which step it has
-- reached and where it is stuck. A review noted at the desk (waiting until a day) suspends the clock of a public payer.
with
credits as (
    select * from {{ ref('credit_balances') }}
),

owners as (
    select * from {{ ref('credit_owners') }}
),

refunds as (
    select
        entity_id,
        refund_number,
        state as refund_state,
        approved_date,
        issued_date
    from {{ ref('refunds') }}
),

reviews as (
    select
        entity_id,
        reference,
        max(waiting_until) as review_until,
        max(assignee) as assignee
    from {{ ref('exceptions') }}
    where
        code in ('CR-GOV', 'CR-COM', 'CR-PT')
        and status = 'waiting'
    group by entity_id, reference
),

limits as (
    {{ settings_of('tolerances', {'waits_days': 'credit_waits'}, type='integer') }}
),

stepped as (
    select
        credits.*,
        owners.owner_order,
        owners.title as owner_title,
        owners.clock,
        owners.owner,
        owners.next_action,
        refunds.refund_state,
        refunds.issued_date,
        reviews.review_until,
        credits.owner_class in ('government', 'commercial', 'patient') as has_clock,
        case
            when credits.owner_class = 'prepayment' then 'held for its service'
            when credits.owner_class = 'unresolved' then 'posting to be corrected'
            when refunds.refund_state = 'stale' then 'refund check not cashed'
            when refunds.refund_state = 'outstanding' then 'refund on its way'
            when refunds.refund_state = 'approved' then 'refund approved, not issued'
            when reviews.review_until is not null then 'under review'
            else 'nobody has asked for a refund'
        end as step
    from credits
    cross join limits
    inner join owners
        on credits.owner_class = owners.owner_class
    left join refunds
        on
            credits.entity_id = refunds.entity_id
            and credits.refund_number = refunds.refund_number
    left join reviews
        on
            credits.entity_id = reviews.entity_id
            and credits.charge_number = reviews.reference
),

final as (
    select
        stepped.credit_balance_id,
        stepped.entity_id,
        stepped.charge_number,
        stepped.claim_number,
        coalesce(stepped.owner_name, stepped.payer_name) as payer_name,
        stepped.owner_class,
        stepped.owner_order,
        stepped.owner_title,
        stepped.clock,
        stepped.amount,
        stepped.arose_date,
        stepped.age_days,
        case when stepped.has_clock then stepped.due_date end as due_date,
        case when stepped.has_clock then stepped.days_left end as days_left,
        stepped.has_clock,
        case
            when not stepped.has_clock then 'no clock'
            when stepped.days_left < 0 then 'overdue'
            when stepped.days_left <= 7 then 'due within 7 days'
            when stepped.days_left <= 30 then 'due within 30 days'
            else 'more than 30 days left'
        end as urgency,
        stepped.step,
        stepped.refund_number,
        stepped.review_until,
        stepped.step in ('refund check not cashed', 'refund approved, not issued')
        or (stepped.step = 'nobody has asked for a refund' and stepped.age_days > limits.waits_days) as is_stuck,
        stepped.owner,
        stepped.next_action,
        stepped._file_id,
        stepped._line
    from stepped
    cross join limits
)

select * from final
