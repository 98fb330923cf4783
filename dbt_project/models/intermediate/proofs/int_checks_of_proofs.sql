-- Does every account prove: the four differences, every row, and the openings. What an open
-- exception names already (lines of a missing statement day) is told there and does not block again.
with
proof as (
    select * from {{ ref('proof_of_cash') }}
),

gaps as (
    select
        account_number,
        period,
        prior_amount,
        receipts_amount,
        disbursements_amount,
        current_amount
    from proof
    where
        line_name = 'missing_bank_lines'
        and entity_id in (select amiss.entity_id from {{ ref('int_exceptions_of_bank_days') }} as amiss)
),

differences as (
    select
        coalesce(sum(case proof.line_name when 'adjusted_bank' then proof.current_amount end), 0)
        - coalesce(sum(case proof.line_name when 'adjusted_bank' then gaps.current_amount end), 0) as left_amount,
        coalesce(sum(case proof.line_name when 'adjusted_books' then proof.current_amount end), 0) as right_amount,
        coalesce(sum(
            case proof.line_name
                when 'difference'
                    then
                        abs(proof.prior_amount - coalesce(gaps.prior_amount, 0))
                        + abs(proof.receipts_amount - coalesce(gaps.receipts_amount, 0))
                        + abs(proof.disbursements_amount - coalesce(gaps.disbursements_amount, 0))
                        + abs(proof.current_amount - coalesce(gaps.current_amount, 0))
            end
        ), 0) as difference_amount
    from proof
    left join gaps
        on
            proof.account_number = gaps.account_number
            and proof.period = gaps.period
),

feet as (
    select
        coalesce(sum(prior_amount + receipts_amount - disbursements_amount), 0) as left_amount,
        coalesce(sum(current_amount), 0) as right_amount,
        coalesce(sum(abs(prior_amount + receipts_amount - disbursements_amount - current_amount)), 0)
            as difference_amount
    from proof
),

openings as (
    select
        coalesce(sum(provable.bank_opening_amount), 0) as left_amount,
        coalesce(sum(provable.book_opening_amount), 0) as right_amount,
        coalesce(sum(abs(openings.difference_amount)), 0) as difference_amount
    from {{ ref('int_proof_accounts') }} as provable
    inner join {{ ref('int_proof_openings') }} as openings
        on provable.account_number = openings.account_number
),

final as (
    select
        'proof_of_cash_is_zero' as check_id,
        'On every account and month adjusted bank and adjusted books agree in all four columns.' as description,
        'adjusted bank' as left_label,
        left_amount,
        'adjusted books' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from differences
    union all
    select
        'proof_of_cash_foots' as check_id,
        'On every line of the proof what stood before plus receipts less disbursements is what stands now.'
            as description,
        'prior + receipts - disbursements' as left_label,
        left_amount,
        'current' as right_label,
        right_amount,
        difference_amount,
        'block' as severity
    from feet
    union all
    select
        'proof_of_cash_openings' as check_id,
        'Bank and books agree on the eve of the first day; a difference is older than anything delivered, or the '
        || 'ledger prints no balances.' as description,
        'bank openings' as left_label,
        left_amount,
        'book openings' as right_label,
        right_amount,
        difference_amount,
        'warn' as severity
    from openings
)

select * from final
