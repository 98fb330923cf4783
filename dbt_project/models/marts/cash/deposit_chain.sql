-- One line of the bank followed to the end: its evidence, its posting, its booking, and days and differences between.
with
chain as (
    select * from {{ ref('int_bank_line_chain') }}
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        chain.bank_transaction_id,
        chain.entity_id,
        chain.account_number,
        chain.statement_date,
        {{ month_of('chain.statement_date') }} as month,
        chain.direction,
        chain.channel,
        chain.state,
        chain.class,
        chain.bank_amount,
        chain.evidence_kind,
        chain.evidence_id,
        chain.payer_name,
        chain.evidence_date,
        cast(chain.claim_paid_amount as decimal(18, 2)) as claim_paid_amount,
        cast(chain.provider_adjustment_amount as decimal(18, 2)) as provider_adjustment_amount,
        cast(chain.evidence_amount as decimal(18, 2)) as evidence_amount,
        cast(chain.card_gross_amount as decimal(18, 2)) as card_gross_amount,
        cast(chain.card_fee_amount as decimal(18, 2)) as card_fee_amount,
        chain.posting_date,
        cast(
            coalesce(chain.posted_amount, case when chain.expected_posting_amount is not null then 0 end)
            as decimal(18, 2)
        ) as posted_amount,
        chain.gl_date,
        cast(chain.gl_amount as decimal(18, 2)) as gl_amount,
        cast(banked.business_day_number - evidenced.business_day_number as integer) as evidence_lag_days,
        cast(posted.business_day_number - banked.business_day_number as integer) as posting_lag_days,
        cast(booked.business_day_number - banked.business_day_number as integer) as gl_lag_days,
        cast(chain.bank_amount - chain.evidence_amount as decimal(18, 2)) as evidence_difference,
        cast(coalesce(chain.posted_amount, 0) - chain.expected_posting_amount as decimal(18, 2)) as posting_difference,
        cast(chain.gl_amount - chain.bank_amount as decimal(18, 2)) as gl_difference,
        cast(
            case
                when chain.expected_posting_amount > coalesce(chain.posted_amount, 0)
                    then chain.expected_posting_amount - coalesce(chain.posted_amount, 0)
                when chain.expected_posting_amount is not null then 0
            end as decimal(18, 2)
        ) as unposted_amount,
        chain.classification_rule,
        chain.classification_evidence,
        chain._file_id,
        chain._line
    from chain
    left join calendar as banked
        on {{ calendar_day('chain.statement_date') }} = banked.calendar_date
    left join calendar as evidenced
        on {{ calendar_day('chain.evidence_date') }} = evidenced.calendar_date
    left join calendar as posted
        on {{ calendar_day('chain.posting_date') }} = posted.calendar_date
    left join calendar as booked
        on {{ calendar_day('chain.gl_date') }} = booked.calendar_date
)

select * from final
