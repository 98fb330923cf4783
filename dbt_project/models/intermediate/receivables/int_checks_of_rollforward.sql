-- The roll-forward and credit balances held against what they must be.
with
months as (
    select
        rollforward.*,
        {{ month_of('run.as_of') }} as last_period,
        lag(rollforward.ending_amount) over (
            partition by rollforward.entity_id, rollforward.financial_class order by rollforward.period
        ) as ending_before_amount
    from {{ ref('ar_rollforward') }} as rollforward
    cross join {{ ref('stg_run') }} as run
),

items as (
    select coalesce(sum(open_amount), 0) as open_amount from {{ ref('ar_open_items') }}
),

sums as (
    select
        coalesce(
            sum(
                abs(
                    beginning_amount + charge_amount - insurance_payment_amount - patient_payment_amount
                    - contractual_amount - denial_write_off_amount - administrative_amount - charity_amount
                    - bad_debt_amount + refund_amount + reinstatement_amount + transfer_amount - ending_amount
                )
            ), 0
        ) as misfooted_amount,
        coalesce(sum(abs(beginning_amount - coalesce(ending_before_amount, 0))), 0) as broken_amount,
        coalesce(sum(abs(ending_amount)), 0) as ending_amount,
        coalesce(sum(case when period = last_period then ending_amount else 0 end), 0) as last_ending_amount
    from months
),

transfers as (
    select coalesce(sum(abs(transfer_amount)), 0) as left_amount
    from (
        select sum(transfer_amount) as transfer_amount
        from months
        group by entity_id, period
    ) as netted
),

final as (
    select
        'ar_rollforward_foots' as check_id,
        'Every month of every class foots: its beginning and all that moved it are its ending.'
            as description,
        'endings, unsigned' as left_label,
        ending_amount as left_amount,
        'what foots of them' as right_label,
        ending_amount - misfooted_amount as right_amount,
        misfooted_amount as difference_amount,
        'block' as severity
    from sums
    union all
    select
        'ar_rollforward_goes_on' as check_id,
        'Every month begins with the ending of the month before.' as description,
        'endings, unsigned' as left_label,
        ending_amount as left_amount,
        'less breaks between months' as right_label,
        ending_amount - broken_amount as right_amount,
        broken_amount as difference_amount,
        'block' as severity
    from sums
    union all
    select
        'ar_transfers_net_to_nothing' as check_id,
        'What is transferred between charge lines nets to nothing in every entity and month.' as description,
        'transfers left over' as left_label,
        left_amount,
        'nothing' as right_label,
        0 as right_amount,
        left_amount as difference_amount,
        'warn' as severity
    from transfers
    union all
    select
        'ar_rollforward_ends_with_open_items' as check_id,
        'The endings on the as-of day are the open items.' as description,
        'endings of the newest month' as left_label,
        sums.last_ending_amount as left_amount,
        'open items' as right_label,
        items.open_amount as right_amount,
        abs(sums.last_ending_amount - items.open_amount) as difference_amount,
        'block' as severity
    from sums
    cross join items
)

select * from final
