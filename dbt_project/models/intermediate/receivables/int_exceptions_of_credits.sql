-- Money of others kept too long, as exceptions by whose it is.
with
credits as (
    select
        case owner_class
            when 'government' then 'CR-GOV'
            when 'patient' then 'CR-PT'
            when 'prepayment' then 'CR-PREPAY'
            else 'CR-COM'
        end as code,
        entity_id,
        charge_number as reference,
        case owner_class when 'prepayment' then arose_date else due_date end as subject_date,
        coalesce(owner_name, payer_name) as payer_name,
        amount,
        _file_id,
        _line
    from {{ ref('credit_balances') }}
    where state in ('overdue', 'held')
),

final as (
    select
        code,
        entity_id,
        'posting' as subject_kind,
        {{ surrogate_key(['entity_id', 'reference']) }} as subject_id,
        cast(null as {{ type_text() }}) as related_id,
        reference,
        'other' as channel,
        payer_name,
        cast(amount as decimal(18, 2)) as amount,
        cast(null as decimal(18, 2)) as difference_amount,
        subject_date,
        _file_id,
        _line
    from credits
)

select * from final
