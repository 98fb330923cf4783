-- What was open on each charge line from day to day: a balance stands from the day of a movement to the day before the
-- next one. A decision that moved no money may still have moved the balance to the patient, so it ends a span as well.
with
charges as (
    select * from {{ ref('int_charges_with_payers') }}
),

movements as (
    select
        practice_id,
        charge_number,
        movement_date as from_date,
        amount,
        case
            when movement = 'patient payment' then amount
            when movement = 'other adjustment' and movement_class in ('administrative', 'bad debt', 'charity')
                then amount
            else 0
        end as patient_amount,
        case when movement in ('insurance payment', 'contractual') then movement_date end as settled_date
    from {{ ref('ar_ledger') }}
    union all
    select
        practice_id,
        charge_number,
        adjudication_date as from_date,
        0 as amount,
        0 as patient_amount,
        cast(null as date) as settled_date
    from charges
    where patient_balance <> 0 and adjudication_date > posting_date
),

moved as (
    select
        practice_id,
        charge_number,
        from_date,
        sum(amount) as amount,
        sum(patient_amount) as patient_amount,
        max(settled_date) as settled_date
    from movements
    group by practice_id, charge_number, from_date
),

balances as (
    select
        practice_id,
        charge_number,
        from_date,
        lead(from_date) over (partition by practice_id, charge_number order by from_date) as until_date,
        sum(amount) over (
            partition by practice_id, charge_number order by from_date
            rows between unbounded preceding and current row
        ) as open_amount,
        coalesce(sum(patient_amount) over (
            partition by practice_id, charge_number order by from_date
            rows between 1 following and unbounded following
        ), 0) as later_patient_amount,
        min(settled_date) over (partition by practice_id, charge_number) as first_settled_date,
        max(settled_date) over (partition by practice_id, charge_number) as settled_date
    from moved
),

-- What moved on a charge number the PM has no charge of: these movements alone must say whose they are.
unknown as (
    select
        ledger.practice_id,
        ledger.charge_number,
        {%- for column in ['entity_id', 'payer_name', 'financial_class', '_file_id', '_line'] %}
        min(ledger.{{ column }}) as {{ column }},
        {%- endfor %}
        ledger.movement_date as from_date
    from {{ ref('ar_ledger') }} as ledger
    left join charges
        on ledger.practice_id = charges.practice_id and ledger.charge_number = charges.charge_number
    where charges.charge_number is null
    group by ledger.practice_id, ledger.charge_number, ledger.movement_date
),

-- The PM alone knows how it splits a balance, and it says so of its last day. Until the insurer had settled, all of it
-- was the insurer's; since then the patient owed what is left in the end and what was paid or forgiven later. Self-pay
-- and unsplit balances follow the payer, and what was taken before its charge was posted is the patient's money.
final as (
    select
        balances.practice_id,
        balances.charge_number,
        {%- for column in ['entity_id', 'payer_name', 'financial_class', '_file_id', '_line'] %}
        coalesce(charges.{{ column }}, unknown.{{ column }}) as {{ column }},
        {%- endfor %}
        balances.from_date,
        balances.until_date,
        cast(balances.open_amount as decimal(18, 2)) as open_amount,
        cast(
            case
                when charges.charge_number is null then 0
                when balances.from_date < charges.posting_date then balances.open_amount
                when charges.patient_balance is null and charges.is_self_pay then balances.open_amount
                when charges.patient_balance is null then 0
                when
                    not charges.is_self_pay
                    and balances.from_date
                    < coalesce(balances.settled_date, charges.adjudication_date, balances.from_date)
                    then 0
                else charges.patient_balance - balances.later_patient_amount
            end as decimal(18, 2)
        ) as patient_amount,
        balances.first_settled_date,
        balances.settled_date
    from balances
    left join charges
        on balances.practice_id = charges.practice_id and balances.charge_number = charges.charge_number
    left join unknown
        on
            balances.practice_id = unknown.practice_id
            and balances.charge_number = unknown.charge_number
            and balances.from_date = unknown.from_date
)

select * from final
