-- Movements of receivables by class; payments and write-offs lower the balance and count as positive here.
select
    financial_class,
    cast(coalesce(sum(amount) filter (where movement = 'charge'), 0) * 100 as bigint) as charges_cents,
    -cast(coalesce(sum(amount) filter (where movement = 'insurance payment'), 0) * 100 as bigint)
        as insurance_payments_cents,
    -cast(coalesce(sum(amount) filter (where movement = 'patient payment'), 0) * 100 as bigint)
        as patient_payments_cents,
    -cast(coalesce(sum(amount) filter (where movement = 'contractual'), 0) * 100 as bigint) as contractual_cents,
    -cast(coalesce(sum(amount) filter (where movement not in (
        'charge', 'insurance payment', 'patient payment', 'contractual'
    )), 0) * 100 as bigint) as other_cents
from marts.ar_ledger
where movement_date <= (select as_of from marts.run_context)
group by financial_class
