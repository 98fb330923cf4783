-- Transfers of payers beside the remittances that explain them: business days from the money to the remittance, below
-- zero where the remittance came first, and how long money without its remittance has been waiting.
with
run as (
    select
        stg_run.as_of,
        calendar.business_day_number
    from {{ ref('stg_run') }} as stg_run
    left join {{ ref('bank_calendar') }} as calendar
        on {{ calendar_day('stg_run.as_of') }} = calendar.calendar_date
),

transfers as (
    select
        deposits.deposit_id,
        deposits.entity_id,
        deposits.payer_name,
        deposits.deposit_date,
        deposits.match_id,
        calendar.business_day_number
    from {{ ref('deposits') }} as deposits
    left join {{ ref('bank_calendar') }} as calendar
        on {{ calendar_day('deposits.deposit_date') }} = calendar.calendar_date
    where
        deposits.channel in ('eft', 'wire')
        and deposits.state <> 'classified'
        and deposits.payer_name is not null
        and (deposits.state = 'exception' or deposits.evidence_kind = 'remittance')
),

-- A remittance sent again was there when it came first.
deliveries as (
    select
        payments.transaction_digest as remittance_id,
        min(cast(files.delivered_at as date)) as delivered_date
    from {{ source('raw', 'remittance_payment') }} as payments
    inner join {{ ref('stg_files') }} as files
        on payments._file_id = files.file_id
    where files.outcome <> 'duplicate'
    group by payments.transaction_digest
),

-- Money paid for several remittances is explained once the last of them is there.
received as (
    select
        members.match_id,
        max(deliveries.delivered_date) as received_date
    from {{ ref('match_members') }} as members
    inner join deliveries
        on members.member_id = deliveries.remittance_id
    where members.side = 'evidence' and members.member_kind = 'remittance'
    group by members.match_id
),

final as (
    select
        transfers.deposit_id,
        transfers.entity_id,
        transfers.payer_name,
        transfers.deposit_date,
        received.received_date,
        cast(calendar.business_day_number - transfers.business_day_number as integer) as lag_days,
        cast(
            case when transfers.match_id is null then run.business_day_number - transfers.business_day_number end
            as integer
        ) as waiting_days
    from transfers
    inner join run
        on transfers.deposit_date <= run.as_of
    left join received
        on transfers.match_id = received.match_id
    left join {{ ref('bank_calendar') }} as calendar
        on {{ calendar_day('received.received_date') }} = calendar.calendar_date
)

select * from final
