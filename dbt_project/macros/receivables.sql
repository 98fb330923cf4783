{#- Sums of movements of the receivables by class of movement: payments and write-offs count as positive where they lower
    the balance; money given back stands apart from payments. -#}
{% macro movement_sums() -%}
        sum(case when movement_class = 'charge' then amount else 0 end) as charge_amount,
        sum(case when movement_class = 'insurance payment' then refunded_amount - amount else 0 end)
            as insurance_payment_amount,
        sum(case when movement_class = 'patient payment' then refunded_amount - amount else 0 end)
            as patient_payment_amount,
        sum(case when movement_class = 'contractual' then -amount else 0 end) as contractual_amount,
        sum(case when movement_class = 'denial write-off' then -amount else 0 end) as denial_write_off_amount,
        sum(case when movement_class = 'administrative' then -amount else 0 end) as administrative_amount,
        sum(case when movement_class = 'charity' then -amount else 0 end) as charity_amount,
        sum(case when movement_class = 'bad debt' then -amount else 0 end) as bad_debt_amount,
        sum(refunded_amount) as refund_amount,
        sum(case when movement_class = 'reinstatement' then amount else 0 end) as reinstatement_amount,
        sum(case when movement_class = 'transfer' then amount else 0 end) as transfer_amount,
        sum(amount) as change_amount
{%- endmacro %}
