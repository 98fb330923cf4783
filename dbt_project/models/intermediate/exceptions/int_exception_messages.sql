-- A letter drafted for each exception whose code has a template: its facts put in the places the template names. No
-- value of a patient stands among them.
with
exceptions as (
    select * from {{ ref('int_exceptions') }}
),

templates as (
    select
        code,
        recipient,
        subject,
        body
    from {{ ref('exception_messages') }}
),

bank_lines as (
    select
        deposit_id,
        account_number,
        bank_reference
    from {{ ref('int_bank_lines') }}
),

facts as (
    select
        exceptions.exception_id,
        templates.recipient,
        templates.subject,
        templates.body,
        coalesce(run.practice_name, 'our practice') as practice,
        exceptions.entity_id as tax_id,
        coalesce(exceptions.payer_name, 'the payer') as payer,
        coalesce(exceptions.reference, 'no number') as reference,
        concat('$', {{ money_text('abs(exceptions.amount)') }}) as amount,
        concat('$', {{ money_text('abs(coalesce(exceptions.difference_amount, exceptions.amount))') }}) as difference,
        coalesce(cast(exceptions.subject_date as {{ type_text() }}), 'an unknown day') as event_date,
        cast(exceptions.opened_date as {{ type_text() }}) as opened,
        coalesce(exceptions.channel, 'payment') as channel,
        coalesce(concat('ending in ', right(bank_lines.account_number, 4)), 'of our practice') as account_ending,
        coalesce(bank_lines.bank_reference, 'no bank reference') as bank_reference
    from exceptions
    inner join templates
        on exceptions.code = templates.code
    cross join {{ ref('stg_run') }} as run
    left join bank_lines
        on exceptions.subject_id = bank_lines.deposit_id
),

final as (
    select
        exception_id,
        recipient as message_recipient,
        {{ fill_template('subject', message_facts()) }} as message_subject,
        replace({{ fill_template('body', message_facts()) }}, '|', chr(10)) as message_body
    from facts
)

select * from final
