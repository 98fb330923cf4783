-- Rates of the payers' contracts under our own name of the payer. A schedule may name the payer as any system does; a
-- name that means two payers means none. A rate holds until its end or the day before the next one begins.
with
aliases as (
    select
        upper(alias) as alias_text,
        min(payer_id) as payer_id
    from {{ ref('payer_aliases') }}
    group by upper(alias)
    having min(payer_id) = max(payer_id)
),

rates as (
    select
        coalesce(aliases.payer_id, upper(trim(stated.payer_key))) as payer_id,
        upper(trim(stated.procedure_code)) as procedure_code,
        upper(trim(coalesce(stated.modifier, ''))) as modifier,
        stated.effective_date,
        stated.end_date,
        stated.allowed_amount as rate_amount,
        stated._file_id,
        stated._line
    from {{ ref('stg_contract_rates') }} as stated
    left join aliases on upper(trim(stated.payer_key)) = aliases.alias_text
    qualify
        row_number() over (
            partition by
                coalesce(aliases.payer_id, upper(trim(stated.payer_key))),
                upper(trim(stated.procedure_code)),
                upper(trim(coalesce(stated.modifier, ''))),
                stated.effective_date
            order by stated._file_id desc, stated._line desc
        ) = 1
),

chained as (
    select
        *,
        lead(effective_date) over (
            partition by payer_id, procedure_code, modifier order by effective_date
        ) as next_date
    from rates
),

final as (
    select
        payer_id,
        procedure_code,
        modifier,
        effective_date,
        case
            when next_date is null then end_date
            when end_date < next_date then end_date
            else {{ add_days('next_date', -1) }}
        end as until_date,
        rate_amount,
        _file_id,
        _line
    from chained
)

select * from final
