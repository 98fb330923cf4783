-- The insurer that paid last on each charge line: the one to ask whether it paid too much.
with
charges as (
    select * from {{ ref('int_charges_with_payers') }}
),

payments as (
    select
        practice_id,
        charge_number,
        payer_sequence
    from {{ ref('int_pm_line_payments') }}
    where payer_sequence in ('primary', 'secondary', 'tertiary') and amount > 0
    qualify
        row_number() over (
            partition by practice_id, charge_number
            order by posting_date desc, payer_sequence desc, source_block desc
        ) = 1
),

final as (
    select
        charges.practice_id,
        charges.charge_number,
        case
            when payments.payer_sequence = 'secondary' then coalesce(charges.secondary_payer_name, charges.payer_name)
            else charges.payer_name
        end as payer_name,
        case
            when payments.payer_sequence = 'secondary'
                then coalesce(charges.secondary_financial_class, charges.financial_class)
            else charges.financial_class
        end as financial_class
    from charges
    inner join payments
        on
            charges.practice_id = payments.practice_id
            and charges.charge_number = payments.charge_number
)

select * from final
