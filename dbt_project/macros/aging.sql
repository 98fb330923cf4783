{#- Aged receivables: which bucket an age falls in, the order buckets are read in, and the open items that a KPI counts
    as of the as-of day. -#}

{#- Bucket of an age in whole days. No date and a date still to come are not young: each has a
    bucket of its own. -#}
{% macro aging_bucket(age_days) -%}
    case
        when {{ age_days }} is null then 'no date'
        when {{ age_days }} < 0 then 'in the future'
        when {{ age_days }} <= 30 then '0-30'
        when {{ age_days }} <= 60 then '31-60'
        when {{ age_days }} <= 90 then '61-90'
        when {{ age_days }} <= 120 then '91-120'
        when {{ age_days }} <= 150 then '121-150'
        when {{ age_days }} <= 180 then '151-180'
        else '>180'
    end
{%- endmacro %}

{#- Reading order of a bucket, youngest first; what has no age comes last. -#}
{% macro aging_bucket_order(bucket) -%}
    case {{ bucket }}
        when '0-30' then 1
        when '31-60' then 2
        when '61-90' then 3
        when '91-120' then 4
        when '121-150' then 5
        when '151-180' then 6
        when '>180' then 7
        when 'no date' then 8
        else 9
    end
{%- endmacro %}

{#- Facts of a KPI over open debit balances, credit balances left out: what counts of them over all of them. `undated` is
    true for an item of which nobody can say whether it counts: it stands in the denominator and beside the figure. -#}
{% macro open_ar_facts(counted, undated='false', among='true') -%}
    select
        {{ month_of('run.as_of') }} as period,
        items.entity_id,
        items.payer_name,
        items.financial_class,
        case when {{ counted }} then items.open_amount else 0 end as numerator,
        items.open_amount as denominator,
        case when {{ undated }} then 1 else 0 end as unmeasured_count
    from {{ ref('ar_open_items') }} as items
    cross join {{ ref('stg_run') }} as run
    where not items.is_credit and {{ among }}
{%- endmacro %}

{#- The same for balances older than so many days on one of the clocks dos, bill and resp. An item without a date there,
    or with one still to come, is not young: nobody knows. -#}
{% macro aged_ar_facts(clock, days, among='true') -%}
    {{ open_ar_facts(
        counted='items.' ~ clock ~ '_age_days > ' ~ days,
        undated='items.' ~ clock ~ "_bucket in ('no date', 'in the future')",
        among=among
    ) }}
{%- endmacro %}

{#- True for an item of a practice whose PM system says what of a balance the patient owes. Where it does not, all of it
    stands with the insurer, unless the patient pays alone, and a patient's share of it would be no figure but a gap. -#}
{% macro is_split_by_pm() -%}
    items.practice_id in (
        select practice_id from {{ ref('int_charges_with_payers') }} where patient_balance is not null
    )
{%- endmacro %}

{#- Open balances at the end of each day of a relation with as_of, with the payer they were with and the three dates their
    age is counted from. A bill or decision after that day had not happened then. A service in the future stays: it is an
    error to show. -#}
{% macro open_items_on(days) -%}
    with
    days as (
        select as_of from {{ days }}
    ),

    spans as (
        select
            days.as_of,
            spans.*
        from {{ ref('int_charge_balance_spans') }} as spans
        inner join days
            on
                spans.from_date <= days.as_of
                and days.as_of < coalesce(spans.until_date, date '9999-12-31')
        where spans.open_amount <> 0 or spans.patient_amount <> 0
    ),

    parts as (
        select
            *,
            'insurance' as responsible_party,
            cast(open_amount - patient_amount as decimal(18, 2)) as part_amount
        from spans
        where open_amount <> patient_amount
        union all
        select
            *,
            'patient' as responsible_party,
            patient_amount as part_amount
        from spans
        where patient_amount <> 0
    ),

    -- Practices whose PM dates decisions: where it has no date for one of their charges, nobody has decided it.
    dated_practices as (
        select distinct practice_id
        from {{ ref('int_charges_with_payers') }}
        where adjudication_date is not null
    ),

    known as (
        select
            parts.*,
            charges.claim_number,
            charges.location_id,
            charges.location_name,
            charges.provider_id,
            charges.procedure_code,
            charges.is_self_pay,
            charges.secondary_payer_name,
            charges.secondary_financial_class,
            charges.service_date,
            charges.posting_date,
            case when charges.first_bill_date <= parts.as_of then charges.first_bill_date end as first_bill_date,
            case when charges.secondary_bill_date <= parts.as_of then charges.secondary_bill_date end
                as secondary_bill_date,
            case
                when charges.adjudication_date <= parts.as_of then charges.adjudication_date
                when dated_practices.practice_id is null and parts.first_settled_date <= parts.as_of
                    then parts.first_settled_date
            end as adjudication_date,
            -- Some PMs post a decision before the day the payer dates it. What moved last before the second payer was
            -- billed is not its decision: that one moved no money.
            case
                when
                    parts.settled_date < charges.secondary_bill_date
                    and charges.secondary_adjudication_date is not null
                    and greatest(charges.adjudication_date, charges.secondary_adjudication_date) <= parts.as_of
                    then greatest(charges.adjudication_date, charges.secondary_adjudication_date)
                when parts.settled_date <= parts.as_of
                    then least(
                        parts.settled_date,
                        greatest(charges.adjudication_date, charges.secondary_adjudication_date)
                    )
            end as settlement_date,
            case when charges.patient_bill_date <= parts.as_of then charges.patient_bill_date end
                as patient_bill_date
        from parts
        left join {{ ref('int_charges_with_payers') }} as charges
            on
                parts.practice_id = charges.practice_id
                and parts.charge_number = charges.charge_number
        left join dated_practices on parts.practice_id = dated_practices.practice_id
    ),

    -- A balance moves to the secondary payer once the primary has adjudicated and the secondary has been billed. Where
    -- the PM dates no decision of a practice, the first posting stands for it.
    items as (
        select
            *,
            coalesce(
                responsible_party = 'insurance'
                and secondary_payer_name is not null
                and adjudication_date is not null
                and secondary_bill_date is not null,
                false
            ) as is_with_secondary
        from known
    )

    select
        practice_id,
        charge_number,
        responsible_party,
        entity_id,
        as_of,
        part_amount as open_amount,
        case when is_with_secondary then secondary_payer_name else payer_name end as payer_name,
        case when is_with_secondary then secondary_financial_class else financial_class end as financial_class,
        service_date,
        case
            when responsible_party = 'patient' then patient_bill_date
            when is_with_secondary then secondary_bill_date
            else first_bill_date
        end as bill_date,
        case
            when is_with_secondary then least(adjudication_date, first_settled_date)
            when responsible_party = 'insurance' then coalesce(first_bill_date, posting_date)
            when is_self_pay then service_date
            else coalesce(settlement_date, adjudication_date, patient_bill_date, service_date)
        end as responsibility_date,
        claim_number,
        location_id,
        location_name,
        provider_id,
        procedure_code,
        _file_id,
        _line
    from items
{%- endmacro %}
