with
items as (
    select * from {{ ref('ar_open_items') }}
),

clocks as (
    select
        'dos' as clock,
        dos_bucket as bucket,
        entity_id,
        location_id,
        financial_class,
        payer_name,
        responsible_party,
        open_amount
    from items
    union all
    select
        'bill' as clock,
        bill_bucket as bucket,
        entity_id,
        location_id,
        financial_class,
        payer_name,
        responsible_party,
        open_amount
    from items
    union all
    select
        'resp' as clock,
        resp_bucket as bucket,
        entity_id,
        location_id,
        financial_class,
        payer_name,
        responsible_party,
        open_amount
    from items
),

final as (
    select
        clock,
        bucket,
        cast({{ aging_bucket_order('bucket') }} as integer) as bucket_order,
        entity_id,
        coalesce(location_id, 'unassigned') as location_id,
        financial_class,
        payer_name,
        responsible_party,
        cast(sum(case when open_amount > 0 then open_amount else 0 end) as decimal(18, 2)) as debit_amount,
        cast(sum(case when open_amount < 0 then -open_amount else 0 end) as decimal(18, 2)) as credit_amount,
        cast(sum(open_amount) as decimal(18, 2)) as net_amount,
        count(*) as item_count
    from clocks
    group by
        clock,
        bucket,
        entity_id,
        coalesce(location_id, 'unassigned'),
        financial_class,
        payer_name,
        responsible_party
)

select * from final
