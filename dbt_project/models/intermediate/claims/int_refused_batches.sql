with
submissions as (
    select * from {{ ref('stg_claim_submissions') }}
),

verdicts as (
    select * from {{ ref('stg_batch_acknowledgments') }}
),

statuses as (
    select * from {{ ref('stg_claim_acknowledgments') }}
),

batches as (
    select distinct
        transaction_digest,
        submission_date,
        batch_reference,
        ltrim(interchange_number, '0') as interchange_number,
        ltrim(group_number, '0') as group_number,
        ltrim(transaction_number, '0') as transaction_number
    from submissions
),

-- Every name a refusal may call a batch by: ISA13 (TA1), GS06 and ST02 (999, 997), BHT03 (277CA).
named_batches as (
    {% for kind, batch_name in {
        'interchange': 'interchange_number',
        'group': 'group_number',
        'transaction': "concat(group_number, '/', transaction_number)",
        'receiver': 'batch_reference',
    }.items() -%}
    select
        transaction_digest,
        submission_date,
        '{{ kind }}' as kind,
        {{ batch_name }} as batch_name
    from batches
    {% if not loop.last -%}
    union all
    {% endif -%}
    {% endfor -%}
),

answered_by_claim as (
    select distinct transaction_digest
    from statuses
    where level in ('claim', 'line')
),

-- A 277CA that refuses the batch received lists no claim of it; where it lists some, they have answers of their own.
refusals as (
    select
        level as kind,
        case level
            when 'interchange' then ltrim(interchange_number, '0')
            when 'group' then ltrim(group_number, '0')
            else concat(ltrim(group_number, '0'), '/', ltrim(transaction_number, '0'))
        end as batch_name,
        acknowledged_date as refused_date
    from verdicts
    where
        verdict in ('R', 'M', 'W', 'X')
        and (
            level = 'interchange'
            or (level = 'group' and transaction_type = 'HC')
            or (level = 'transaction' and transaction_type = '837')
        )
    union all
    select
        statuses.level as kind,
        statuses.batch_reference as batch_name,
        statuses.status_date as refused_date
    from statuses
    left join answered_by_claim on statuses.transaction_digest = answered_by_claim.transaction_digest
    where
        statuses.level = 'receiver'
        and statuses.status_category in ('A3', 'A6', 'A7', 'A8')
        and answered_by_claim.transaction_digest is null
),

-- Numbers start anew after a while: a refusal speaks of the batch of its name that was last sent before it.
sendings as (
    select distinct
        kind,
        batch_name,
        submission_date
    from named_batches
    where batch_name is not null
),

windows as (
    select
        *,
        lead(submission_date) over (partition by kind, batch_name order by submission_date) as next_submission_date
    from sendings
),

final as (
    select
        named_batches.transaction_digest,
        min(refusals.refused_date) as refused_date
    from named_batches
    inner join windows
        on
            named_batches.kind = windows.kind
            and named_batches.batch_name = windows.batch_name
            and named_batches.submission_date = windows.submission_date
    inner join refusals
        on
            windows.kind = refusals.kind
            and windows.batch_name = refusals.batch_name
            and windows.submission_date <= refusals.refused_date
            and (windows.next_submission_date is null or windows.next_submission_date > refusals.refused_date)
    group by named_batches.transaction_digest
)

select * from final
