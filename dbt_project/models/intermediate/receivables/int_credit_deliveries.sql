-- Charge lines below zero, with the last posting the first delivery showed of those that show the credit without a
-- break until today: by that day it had arisen, whatever later deliveries date it. Only deliveries count that hold the
-- charge itself, and only where the newest of them makes the credit what it is.
with
credits as (
    select
        practice_id,
        charge_number,
        sum(amount) as balance_amount
    from {{ ref('int_credit_postings') }}
    group by practice_id, charge_number
),

files as (
    select * from {{ ref('stg_files') }}
    where outcome <> 'duplicate'
),

delivered as (
    select
        credits.practice_id,
        credits.charge_number,
        credits.balance_amount,
        files.delivered_at,
        files.file_name,
        sum(records.balance_amount) as shown_amount,
        max(case when records.record <> 'charge' then records.posting_date end) as last_date
    from credits
    inner join {{ ref('int_pm_delivered_rows') }} as records
        on
            credits.practice_id = records.practice_id
            and credits.charge_number = records.charge_number
    inner join files
        on records._file_id = files.file_id
    group by
        credits.practice_id, credits.charge_number, credits.balance_amount, files.delivered_at, files.file_name
    having max(case when records.record = 'charge' then 1 else 0 end) = 1
),

numbered as (
    select
        *,
        row_number() over (
            partition by practice_id, charge_number order by delivered_at desc nulls last, file_name desc
        ) as place
    from delivered
),

unbroken as (
    select
        *,
        min(case when shown_amount >= 0 then place end) over (partition by practice_id, charge_number) as break_place,
        max(case when place = 1 then shown_amount end) over (partition by practice_id, charge_number) as newest_amount
    from numbered
),

final as (
    select
        practice_id,
        charge_number,
        min(last_date) as shown_date
    from unbroken
    where
        newest_amount = balance_amount
        and coalesce(place < break_place, true)
    group by practice_id, charge_number
)

select * from final
