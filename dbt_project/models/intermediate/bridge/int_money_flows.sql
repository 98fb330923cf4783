-- Every movement of money until the day of the run, on the side that shows it: banked, netted out of a payout, adjusted
-- by the payer, posted. The open amount of a money is what is posted less the other three.
with
payout_money as (
    select distinct money_id
    from {{ ref('int_money_evidence') }}
    where evidence_kind = 'card_payout'
),

banked as (
    select
        banked.money_id,
        banked.money_kind,
        'banked' as side,
        case
            when banked.direction = 'credit' then 'bank_credits'
            -- a payout below zero is netted out of the sales it had; only the rest is debited
            when payout_money.money_id is not null then 'netted_out_of_card_payouts'
            else 'taken_back_by_the_bank'
        end as term,
        banked.deposit_date as flow_date,
        'bank_line' as subject_kind,
        banked.deposit_id as subject_id,
        banked.reference,
        case
            when banked.direction = 'credit' then coalesce(banked.exception_code, 'credited')
            when payout_money.money_id is not null then 'debited by the processor'
            else 'debited by the bank'
        end as reason,
        banked.amount,
        banked._file_id,
        banked._line
    from {{ ref('int_money_banked') }} as banked
    left join payout_money
        on banked.money_id = payout_money.money_id
),

flows as (
    select * from banked
    union all
    select
        money_id,
        'evidence' as money_kind,
        'netted' as side,
        'netted_out_of_card_payouts' as term,
        netted_date as flow_date,
        subject_kind,
        subject_id,
        reference,
        reason,
        amount,
        _file_id,
        _line
    from {{ ref('int_money_netted') }}
    union all
    select
        money_id,
        'evidence' as money_kind,
        'adjusted' as side,
        'provider_adjustments_of_posted_remits' as term,
        posting_date as flow_date,
        subject_kind,
        subject_id,
        reference,
        reason,
        amount,
        _file_id,
        _line
    from {{ ref('int_money_adjusted') }}
    union all
    select
        money_id,
        money_kind,
        'posted' as side,
        'pm_payments_posted' as term,
        posting_date as flow_date,
        'pm_payment' as subject_kind,
        pm_payment_id as subject_id,
        reference,
        case when amount < 0 then 'reversed' else 'posted' end as reason,
        amount,
        _file_id,
        _line
    from {{ ref('int_money_payments') }}
),

final as (
    select
        flows.money_id,
        flows.money_kind,
        flows.side,
        flows.term,
        flows.flow_date,
        {{ month_of('flows.flow_date') }} as period,
        flows.subject_kind,
        flows.subject_id,
        flows.reference,
        flows.reason,
        flows.amount,
        cast(case flows.side when 'posted' then flows.amount else -flows.amount end as decimal(18, 2))
            as open_amount,
        flows._file_id,
        flows._line
    from flows
    cross join {{ ref('stg_run') }} as run
    where flows.flow_date <= run.as_of
)

select * from final
