-- What was posted on each charge line below zero, day by day. PM systems that export one sum for each payer give it the
-- day of its last posting; where remittances that were posted in full say together what those sums are, each of them
-- counts on the day its payment was posted.
with
movements as (
    select
        ledger.practice_id,
        ledger.entity_id,
        ledger.charge_number,
        ledger.movement_date,
        ledger.movement in ('insurance payment', 'contractual') as is_of_insurer,
        sum(ledger.amount) as amount,
        sum(case when ledger.movement = 'patient payment' then -ledger.amount else 0 end) as patient_amount,
        sum(case when ledger.movement = 'insurance payment' then -ledger.amount else 0 end) as insurance_amount
    from {{ ref('ar_ledger') }} as ledger
    inner join {{ ref('stg_run') }} as run
        on ledger.movement_date <= run.as_of
    group by
        ledger.practice_id,
        ledger.entity_id,
        ledger.charge_number,
        ledger.movement_date,
        ledger.movement in ('insurance payment', 'contractual')
),

credits as (
    select
        practice_id,
        entity_id,
        charge_number,
        sum(case when is_of_insurer then -amount else 0 end) as settled_amount,
        sum(insurance_amount) as insurance_amount,
        max(case when is_of_insurer then movement_date end) as last_date
    from movements
    group by practice_id, entity_id, charge_number
    having sum(amount) < 0
),

remitted as (
    select
        credits.practice_id,
        credits.charge_number,
        posting_days.posting_date as movement_date,
        -posting_days.settled_amount as amount,
        posting_days.insurance_amount
    from credits
    inner join {{ ref('int_line_posting_days') }} as posting_days
        on
            credits.entity_id = posting_days.entity_id
            and upper(credits.charge_number) = posting_days.charge_number
),

proven as (
    select
        remitted.practice_id,
        remitted.charge_number
    from remitted
    inner join credits
        on
            remitted.practice_id = credits.practice_id
            and remitted.charge_number = credits.charge_number
    group by
        remitted.practice_id, remitted.charge_number,
        credits.settled_amount, credits.insurance_amount, credits.last_date
    having
        sum(remitted.amount) = -credits.settled_amount
        and sum(remitted.insurance_amount) = credits.insurance_amount
        and max(remitted.movement_date) = credits.last_date
),

told as (
    select
        movements.practice_id,
        movements.charge_number,
        movements.movement_date,
        movements.amount,
        movements.patient_amount,
        movements.insurance_amount
    from movements
    inner join credits
        on
            movements.practice_id = credits.practice_id
            and movements.charge_number = credits.charge_number
    left join proven
        on
            movements.practice_id = proven.practice_id
            and movements.charge_number = proven.charge_number
    where
        proven.charge_number is null
        or not movements.is_of_insurer
    union all
    select
        remitted.practice_id,
        remitted.charge_number,
        remitted.movement_date,
        remitted.amount,
        0 as patient_amount,
        remitted.insurance_amount
    from remitted
    inner join proven
        on
            remitted.practice_id = proven.practice_id
            and remitted.charge_number = proven.charge_number
),

final as (
    select
        practice_id,
        charge_number,
        movement_date,
        cast(sum(amount) as decimal(18, 2)) as amount,
        cast(sum(patient_amount) as decimal(18, 2)) as patient_amount,
        cast(sum(insurance_amount) as decimal(18, 2)) as insurance_amount
    from told
    group by practice_id, charge_number, movement_date
)

select * from final
