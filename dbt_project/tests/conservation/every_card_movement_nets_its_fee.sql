-- Of every movement inside a card payout, what the processor sends is gross less fee, to the cent. Processors round and
-- convert, so a movement that does not is told and does not keep the rest from being published.
-- depends_on: {{ ref('card_settlements') }}
{{ config(severity='warn', meta={"dagster": {"ref": {"name": "card_settlements"}}}) }}

select
    card_transaction_id,
    processor,
    payout_number,
    gross_amount,
    fee_amount,
    net_amount
from {{ ref('stg_card_transactions') }}
where gross_amount - fee_amount <> net_amount
