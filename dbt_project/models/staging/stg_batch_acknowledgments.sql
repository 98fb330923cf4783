with
latest as (
    {{
        latest_delivery('batch_acknowledgment', [
            'transaction_digest',
            'verdict_position',
        ])
    }}
),

final as (
    select
        {{
            surrogate_key([
                'latest.transaction_digest',
                'latest.verdict_position',
            ])
        }} as batch_acknowledgment_id,
        latest.transaction_digest,
        latest.verdict_position,
        latest.level,
        latest.interchange_number,
        latest.group_number,
        latest.transaction_number,
        latest.transaction_type,
        latest.version,
        latest.verdict,
        latest.fault_codes,
        latest.segment_code,
        latest.segment_position,
        latest.loop_identifier,
        latest.element_position,
        latest.component_position,
        latest.element_reference,
        latest.included_count,
        latest.received_count,
        latest.accepted_count,
        latest.acknowledged_date,
        latest._file_id,
        latest._line
    from latest
)

select * from final
