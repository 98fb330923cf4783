-- The one money each PM payment is a posting of: the first link that counts, else the number it bears, else itself.
with
links as (
    select
        pm_payment_id,
        money_id,
        case place when 3 then 'card_reversal' when 5 then 'return' else 'evidence' end as money_kind
    from {{ ref('int_money_payment_links') }}
    qualify row_number() over (partition by pm_payment_id order by place, money_id) = 1
),

final as (
    select
        payments.pm_payment_id,
        coalesce(
            links.money_id,
            case
                when payments.payer_type = 'insurance' and payments.reference_key is not null
                    then {{ surrogate_key(["'number'", 'payments.entity_id', 'payments.reference_key']) }}
                else {{ surrogate_key(["'pm_payment'", 'payments.pm_payment_id']) }}
            end
        ) as money_id,
        coalesce(links.money_kind, 'pm_payment') as money_kind,
        payments.entity_id,
        payments.posting_date,
        payments.amount,
        case
            when payments.method in ('card', 'eft') then payments.method
            when payments.method = 'check' and payments.payer_type = 'insurance' then 'check'
            when payments.method in ('cash', 'check') then 'desk'
            else 'other'
        end as channel,
        coalesce(payments.payment_number, payments.reference_number, payments.batch_number) as reference,
        payments._file_id,
        payments._line
    from {{ ref('int_money_numbered_payments') }} as payments
    left join links
        on payments.pm_payment_id = links.pm_payment_id
)

select * from final
