-- Everything a control names: the item, the control, what happened and what to do about it, in words. What a control
-- cannot see in the sources of this run stands in control_coverage and is not guessed here.
with
found as (
    {% for area in [
        'write_offs', 'voids', 'postings', 'logins', 'deposits', 'shortages', 'sequences', 'refunds', 'register',
    ] -%}
    select * from {{ ref('int_findings_of_' ~ area) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

controls as (
    select * from {{ ref('controls') }}
),

bands as (
    select * from {{ ref('int_approval_bands') }}
),

final as (
    select
        {{ surrogate_key(['found.control', 'found.item_id']) }} as adjustment_control_id,
        found.entity_id,
        found.control,
        controls.area,
        controls.title,
        concat(found.happened, '. ', controls.next_action, '.') as words,
        found.item_kind,
        found.item_id,
        found.reference,
        found.claim_number,
        found.payer_name,
        cast(found.amount as decimal(18, 2)) as amount,
        found.user_name,
        found.approver,
        found.posting_date,
        found.entered_date,
        found.has_evidence,
        controls.severity,
        controls.owner,
        bands.tier,
        found._file_id,
        found._line
    from found
    inner join controls
        on found.control = controls.control
    inner join bands
        on
            abs(found.amount) > bands.above_amount
            and abs(found.amount) <= bands.up_to_amount
)

select * from final
