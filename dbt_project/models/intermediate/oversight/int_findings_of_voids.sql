-- What the controls over voids find. Every void of another day than its posting is listed, whatever its amount; on the
-- same day only cash is. A cash receipt the drawer's void list names is told with the drawer.
with
voided as (
    select *
    from {{ ref('int_voided_items') }}
    where control is not null
),

drawers as (
    select * from {{ ref('int_drawer_counts') }}
    where void_amount > 0 or void_count > 0
),

told_by_drawer as (
    select distinct voided.item_id
    from voided
    inner join drawers
        on
            voided.batch_number = drawers.batch_number
            and {{ same_entity('voided.entity_id', 'drawers.entity_id') }}
            and position(voided.reference in coalesce(drawers.void_receipts, '')) > 0
    where voided.control = 'cash_voided_same_day'
),

final as (
    select
        voided.control,
        voided.entity_id,
        voided.item_kind,
        voided.item_id,
        voided.reference,
        voided.claim_number,
        cast(null as {{ type_text() }}) as payer_name,
        voided.user_name,
        cast(null as {{ type_text() }}) as approver,
        cast(abs(voided.amount) as decimal(18, 2)) as amount,
        voided.posting_date,
        coalesce(voided.void_date, voided.entered_date) as entered_date,
        false as has_evidence,
        concat(
            'The ', voided.item_kind, ' of ', cast(voided.posting_date as {{ type_text() }}), ' was voided',
            case
                when voided.void_date is null then '; the day is not provided'
                else concat(' on ', cast(voided.void_date as {{ type_text() }}))
            end
        ) as happened,
        voided._file_id,
        voided._line
    from voided
    left join told_by_drawer
        on voided.item_id = told_by_drawer.item_id
    where told_by_drawer.item_id is null
    union all
    select
        'cash_voided_same_day' as control,
        entity_id,
        'receipt' as item_kind,
        drawer_day_id as item_id,
        coalesce(void_receipts, batch_number, drawer_day_id) as reference,
        cast(null as {{ type_text() }}) as claim_number,
        cast(null as {{ type_text() }}) as payer_name,
        lower(trim(cashier)) as user_name,
        cast(null as {{ type_text() }}) as approver,
        cast(void_amount as decimal(18, 2)) as amount,
        business_date as posting_date,
        business_date as entered_date,
        false as has_evidence,
        concat(
            cast(greatest(void_count, 1) as {{ type_text() }}), ' cash receipt(s) voided at the drawer of location ',
            location_id, ' before it was closed'
        ) as happened,
        _file_id,
        _line
    from drawers
)

select * from final
