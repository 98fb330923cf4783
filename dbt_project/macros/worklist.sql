{#- What the worklist's models write often. -#}

{#- A column of the line with the most open money in a group of denied lines; the key breaks ties. -#}
{% macro of_largest(column) -%}
    max_by(
        {{ column }},
        concat_ws('|', lpad(cast(cast(open_amount * 100 as bigint) as {{ type_text() }}), 18, '0'), denial_id)
    )
{%- endmacro %}

{#- Dollars a score is worth: expected value times weight, per hour, halves up to the cent. Whole numbers until the last
    division, which is exact wherever a half could hang on it. -#}
{% macro score_per_hour(expected_value, weight, minutes) -%}
    cast(
        floor(
            (cast({{ expected_value }} * 100 as bigint) * cast({{ weight }} * 100 as bigint) * 120 + {{ minutes }} * 100)
            / ({{ minutes }} * 200)
        ) as bigint
    ) * cast(0.01 as decimal(3, 2))
{%- endmacro %}

{#- What happened to a claim, in words, with the amount still open. -#}
{% macro work_in_words() -%}
    case kind
        when 'rejected'
            then concat(
                'rejected on ', cast(trouble_date as {{ type_text() }}), ' before ', payer_name, ' read it (',
                {{ money_text('open_amount') }}, ')', coalesce(concat(': ', gloss), '')
            )
        when 'no answer'
            then concat(
                payer_name, ' has not answered for ', waited_days, ' days (', {{ money_text('open_amount') }},
                '); it usually does within ', usual_days
            )
        when 'secondary not billed'
            then concat(
                'the first payer decided on ', cast(trouble_date as {{ type_text() }}), ' and left ',
                {{ money_text('open_amount') }}, ', which ', payer_name, ' was never sent'
            )
        when 'underpaid'
            then concat(
                payer_name, ' allowed ', {{ money_text('open_amount') }}, ' less than ',
                case category when 'underpaid' then 'the contract says' else 'it usually does' end, ' on ',
                cast(trouble_date as {{ type_text() }}), ' (', reason_code, ')'
            )
        else concat(
            payer_name, case kind when 'partial denial' then ' cut ' else ' denied ' end,
            {{ money_text('open_amount') }}, ' on ', cast(trouble_date as {{ type_text() }}), ' as ', category, ' (',
            concat_ws(' ', group_code, reason_code), coalesce(concat(', ', gloss), ''), ')'
        )
    end
{%- endmacro %}

{#- How long is left to act, in words. -#}
{% macro days_left_in_words() -%}
    case
        when days_left is null then 'no deadline is known'
        when days_left < 0 then concat('the limit to ', case deadline_kind when 'appeal' then 'appeal' else 'file' end,
            ' passed ', -days_left, case when days_left = -1 then ' day' else ' days' end, ' ago')
        else concat(days_left, case when days_left = 1 then ' day is' else ' days are' end, ' left to ',
            case deadline_kind when 'appeal' then 'appeal' else 'file' end)
    end
{%- endmacro %}

{#- The steps of waiting an answer is asked about, from just over the usual time to long over it. -#}
{% macro waiting_steps() -%}
    {%- for step in range(5) %}
    select {{ step }} as waiting_step
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
{%- endmacro %}

{#- The step of waiting so many days over the usual time are in. -#}
{% macro waiting_step(overdue_days, step_days) -%}
    cast(least(greatest(floor(({{ overdue_days }} - 1) / {{ step_days }}), 0), 4) as integer)
{%- endmacro %}
