-- Deposits the bank had encoded with another amount and corrected afterwards: a later line of the same account takes
-- back, or gives, exactly the difference, and says that it is a correction or bears the deposit's number. Two such
-- lines, or two such deposits, prove nothing.
with
differences as (
    select
        deposit_id,
        left_amount
    from {{ ref('int_match_differences') }}
    where
        code = 'BNK-ENC'
        and left_amount <> 0
),

bank_lines as (
    select
        *,
        concat('|', marked_text) as words
    from {{ ref('int_bank_lines') }}
),

matches as (
    select deposit_id
    from {{ ref('int_deposit_matches') }}
),

match_window as (
    {{ settings_of('tolerances', {'window_after_days': 'bank_correction'}) }}
),

pairs as (
    select
        differences.deposit_id,
        corrections.deposit_id as correction_id,
        corrections.deposit_date as correction_date
    from differences
    inner join bank_lines as deposits
        on differences.deposit_id = deposits.deposit_id
    inner join bank_lines as corrections
        on
            deposits.account_number = corrections.account_number
            and differences.left_amount = -corrections.amount
    inner join match_window
        on
            corrections.business_day_number - deposits.business_day_number
            between 0 and match_window.window_after_days
    where
        corrections.classification is null
        and corrections.channel <> 'return'
        and corrections.deposit_id not in (select matches.deposit_id from matches)
        and (
            {{ is_bank_correction('corrections') }}
            or contains(corrections.words, '|ADJUSTMENT|')
            or contains(corrections.words, '|ENCODING|')
            or corrections.customer_reference = deposits.customer_reference
        )
),

final as (
    select *
    from pairs
    qualify
        count(*) over (partition by deposit_id) = 1
        and count(*) over (partition by correction_id) = 1
)

select * from final
