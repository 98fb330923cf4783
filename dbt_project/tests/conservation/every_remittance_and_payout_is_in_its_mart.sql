-- Remittances and card payouts reach their marts completely: rows and cents.
-- depends_on: {{ ref('remittances') }}
{{ config(meta={"dagster": {"ref": {"name": "remittances"}}}) }}

with
staged as (
    select
        'remittances' as mart,
        count(*) as row_count,
        coalesce(sum(payment_amount), 0) as amount
    from {{ ref('stg_remittance_payments') }}
    union all
    select
        'card_settlements' as mart,
        count(*) as row_count,
        coalesce(sum(amount), 0) as amount
    from {{ ref('stg_card_payouts') }}
),

published as (
    select
        'remittances' as mart,
        count(*) as row_count,
        coalesce(sum(payment_amount), 0) as amount
    from {{ ref('remittances') }}
    union all
    select
        'card_settlements' as mart,
        count(*) as row_count,
        coalesce(sum(payout_amount), 0) as amount
    from {{ ref('card_settlements') }}
)

select
    staged.mart,
    staged.row_count,
    published.row_count as published_count,
    staged.amount,
    published.amount as published_amount
from staged
inner join published
    on staged.mart = published.mart
where
    staged.row_count <> published.row_count
    or staged.amount <> published.amount
