-- Descriptions of bank lines that people have classified the same way often enough and never otherwise: from the day of
-- the line that was confirmed last of these, a line of the same account, direction and text is that. A text that ever
-- brought matched money, or that hardly says anything, is no rule.
with
decisions as (
    select
        *,
        row_number() over (
            partition by account_number, direction, recurring_text
            order by decided_at, decision_number
        ) as place
    from {{ ref('int_line_decisions') }}
    where recurring_text is not null
),

needed as (
    {{ settings_of('tolerances', {
        'confirmations': 'recurring_confirmations',
        'letters': 'recurring_letters',
    }) }}
),

matched_texts as (
    select distinct
        bank_lines.account_number,
        bank_lines.direction,
        {{ recurring_text('bank_lines.joined_text') }} as recurring_text
    from {{ ref('int_bank_lines') }} as bank_lines
    inner join {{ ref('int_deposit_matches') }} as matches
        on bank_lines.deposit_id = matches.deposit_id
),

agreed as (
    select
        decisions.account_number,
        decisions.direction,
        decisions.recurring_text,
        min(decisions.class) as class
    from decisions
    cross join needed
    where length(decisions.recurring_text) >= needed.letters
    group by decisions.account_number, decisions.direction, decisions.recurring_text, needed.confirmations
    having
        count(*) >= needed.confirmations
        and min(coalesce(decisions.class, 'open')) = max(coalesce(decisions.class, 'open'))
        and min(decisions.class) <> 'open'
),

final as (
    select
        agreed.account_number,
        agreed.direction,
        agreed.recurring_text,
        agreed.class,
        max(decisions.deposit_date) as since_date,
        {{ texts_joined('decisions.decision_number', "', '") }} as decision_numbers
    from agreed
    cross join needed
    inner join decisions
        on
            agreed.account_number = decisions.account_number
            and agreed.direction = decisions.direction
            and agreed.recurring_text = decisions.recurring_text
            and needed.confirmations >= decisions.place
    left join matched_texts
        on
            agreed.account_number = matched_texts.account_number
            and agreed.direction = matched_texts.direction
            and agreed.recurring_text = matched_texts.recurring_text
    where matched_texts.recurring_text is null
    group by agreed.account_number, agreed.direction, agreed.recurring_text, agreed.class
)

select * from final
