-- Bank credits that stood without their remittance until it arrived, on a later business day than the money: they were
-- exceptions in between. The remittance that came last settles a credit that several explain. A credit whose payer is
-- known and whose trace number is missing is told for that, then and now.
with
arrivals as (
    select
        matches.deposit_id,
        matches.evidence_id,
        arrivals.arrived_date,
        arrivals._file_id,
        arrivals._line
    from {{ ref('int_deposit_matches') }} as matches
    inner join {{ ref('stg_remittance_arrivals') }} as arrivals
        on matches.evidence_id = arrivals.remittance_id
    where
        matches.evidence_kind = 'remittance'
        and matches.rule <> 'decision'
    qualify
        row_number() over (
            partition by matches.deposit_id
            order by arrivals.arrived_date desc, matches.evidence_id asc
        ) = 1
),

credits as (
    select
        bank_lines.deposit_id,
        bank_lines.entity_id,
        bank_lines.channel,
        bank_lines.amount,
        bank_lines.deposit_date,
        coalesce(bank_lines.stated_trace, bank_lines.customer_reference, bank_lines.bank_reference) as reference,
        case
            when bank_lines.channel = 'check' then 'BNK-NOERA'
            when bank_lines.channel <> 'eft' then 'BNK-UNK'
            when bank_lines.is_payer_text or bank_lines.stated_trace is not null then 'BNK-NOERA'
            when payers.deposit_id is null then 'BNK-UNK'
        end as code,
        payers.payer_name,
        bank_lines._file_id,
        bank_lines._line
    from {{ ref('int_bank_lines') }} as bank_lines
    left join {{ ref('int_bank_line_payers') }} as payers
        on bank_lines.deposit_id = payers.deposit_id
    where bank_lines.direction = 'credit'
),

final as (
    select
        credits.code,
        credits.entity_id,
        'deposit' as subject_kind,
        credits.deposit_id as subject_id,
        arrivals.evidence_id as related_id,
        credits.reference,
        credits.channel,
        credits.payer_name,
        credits.amount,
        credits.deposit_date as subject_date,
        arrivals.arrived_date as settled_date,
        'remittance' as evidence_kind,
        arrivals.evidence_id,
        arrivals._file_id as evidence_file_id,
        arrivals._line as evidence_line,
        credits._file_id,
        credits._line
    from credits
    inner join arrivals
        on credits.deposit_id = arrivals.deposit_id
    where credits.code is not null
)

select * from final
