-- Every reason for a write-off that a PM system names, with the class it belongs to: a payer's reason code first, else
-- the longest start of a text the list knows.
with
named as (
    select distinct upper(trim(reason)) as reason
    from {{ ref('stg_pm_adjustments') }}
    where reason is not null
    union distinct
    select distinct upper(trim(adjustment_code)) as reason
    from {{ ref('stg_pm_transactions') }}
    where adjustment_code is not null
),

coded as (
    select
        reason,
        nullif(regexp_extract(reason, '^(CO|OA|PI|PR)[- ]?([A-Z]?[0-9]+)$', 2), '') as reason_code
    from named
),

categories as (
    select * from {{ ref('reason_categories') }}
),

starts as (
    select * from {{ ref('adjustment_reasons') }}
),

longest as (
    select
        coded.reason,
        max(length(starts.reason_start)) as start_length
    from coded
    inner join starts on substr(coded.reason, 1, length(starts.reason_start)) = starts.reason_start
    group by coded.reason
),

final as (
    select
        coded.reason,
        case
            when categories.is_denial then 'denial write-off'
            when categories.category = 'contractual' then 'contractual'
            else starts.adjustment_class
        end as adjustment_class
    from coded
    left join categories on coded.reason_code = categories.reason_code
    left join longest on coded.reason = longest.reason
    left join starts on substr(coded.reason, 1, longest.start_length) = starts.reason_start
)

select * from final
