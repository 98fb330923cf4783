with
submissions as (
    select * from {{ ref('stg_claim_submissions') }}
),

payers as (
    select
        upper(aliases.alias) as alias_text,
        payers.payer_name,
        payers.financial_class
    from {{ ref('payer_aliases') }} as aliases
    inner join {{ ref('payers') }} as payers on aliases.payer_id = payers.payer_id
    where aliases.alias_kind = '837_id'
),

-- Primary submissions before others of the same day: the first of a claim is what K30 judges.
final as (
    select
        submissions.transaction_digest,
        submissions.claim_position,
        submissions.entity_id,
        upper(trim(submissions.claim_number)) as claim_key,
        submissions.claim_number,
        submissions.submission_date,
        submissions.batch_reference,
        coalesce(submissions.payer_sequence, 'P') as payer_sequence,
        submissions.frequency_code,
        submissions.charge_amount,
        coalesce(submissions.service_start_date, submissions.statement_start_date) as service_start_date,
        submissions.statement_end_date,
        coalesce(payers.payer_name, submissions.payer_name, 'Unknown') as payer_name,
        coalesce(payers.financial_class, 'unknown') as financial_class,
        row_number() over (
            partition by submissions.entity_id, upper(trim(submissions.claim_number))
            order by
                submissions.submission_date,
                case coalesce(submissions.payer_sequence, 'P') when 'P' then 1 when 'S' then 2 else 3 end,
                submissions.batch_reference nulls last,
                submissions.transaction_digest,
                submissions.claim_position
        ) as submission_number,
        submissions._file_id,
        submissions._line
    from submissions
    left join payers on upper(submissions.payer_id) = payers.alias_text
)

select * from final
