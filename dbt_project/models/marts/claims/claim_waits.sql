with
waiting as (
    select * from {{ ref('int_waiting_claims') }}
),

final as (
    select
        {{ surrogate_key(['entity_id', 'claim_key']) }} as claim_id,
        entity_id,
        claim_number,
        payer_name,
        financial_class,
        service_date,
        latest_submission_date,
        submission_count,
        charge_amount,
        waited_days,
        usual_days,
        median_days,
        answered_count,
        waited_days > usual_days as is_late,
        _file_id,
        _line
    from waiting
)

select * from final
