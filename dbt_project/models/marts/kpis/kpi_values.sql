with
run as (
    select
        as_of,
        {{ month_of('as_of') }} as newest_period
    from {{ ref('stg_run') }}
),

definitions as (
    select
        name as kpi_id,
        title as kpi_name,
        unit,
        definition_version,
        concat('not measurable: needs ', needs) as missing_input
    from {{ ref('catalog') }}
    where kind = 'kpi'
),

-- dbt must see each name: a KPI whose file is not in this list fails a test.
{% set kpis = [
    'kpi_aged_ar', 'kpi_aged_ar_billed', 'kpi_aged_ar_by_bill_date', 'kpi_aged_ar_by_responsibility_date',
    'kpi_aged_ar_by_service_date', 'kpi_aged_ar_over_120', 'kpi_aged_patient_ar', 'kpi_auto_match_dollars',
    'kpi_auto_match_lines', 'kpi_bad_debt_rate', 'kpi_charge_lag', 'kpi_charge_lag_p90', 'kpi_charity_rate',
    'kpi_clean_claim_rate', 'kpi_credit_days', 'kpi_days_in_ar', 'kpi_days_in_ar_net', 'kpi_days_to_cash',
    'kpi_days_to_first_payment', 'kpi_deposit_lag', 'kpi_deposit_lag_of_cards', 'kpi_deposit_lag_of_desk',
    'kpi_drawer_differences', 'kpi_drawer_over', 'kpi_drawer_short', 'kpi_exception_half_life',
    'kpi_first_pass_payment_rate', 'kpi_first_pass_resolution_rate', 'kpi_forecast_error',
    'kpi_gross_collection_rate', 'kpi_initial_denial_dollars', 'kpi_initial_denial_expected',
    'kpi_initial_denial_rate', 'kpi_initial_denial_rate_of_submissions', 'kpi_match_precision',
    'kpi_net_collection_rate', 'kpi_net_collection_rate_of_ledger', 'kpi_overturn_rate', 'kpi_patient_share_of_ar',
    'kpi_payment_variance', 'kpi_point_of_service_collection', 'kpi_posting_errors', 'kpi_posting_lag',
    'kpi_posting_lag_p90', 'kpi_posting_match_lines', 'kpi_preventable_denials', 'kpi_primary_zero_remit_rate',
    'kpi_proof_residual', 'kpi_refund_turn', 'kpi_rejection_rate', 'kpi_remittance_coverage',
    'kpi_remittance_denial_rate', 'kpi_remittances_late', 'kpi_remittances_on_time', 'kpi_submission_lag',
    'kpi_takeback_rate', 'kpi_unapplied_cash', 'kpi_unapplied_cash_over_30', 'kpi_underpayment_rate',
    'kpi_unidentified_cash', 'kpi_unidentified_cash_over_5', 'kpi_unposted_cash', 'kpi_unposted_cash_days',
    'kpi_unsupported_contractuals', 'kpi_virtual_card_fees',
] -%}
measured as (
    {%- for kpi in kpis %}
    select * from {{ ref(kpi) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

entities as (
    select entity_id from {{ ref('entities') }}
    union distinct
    select entity_id from measured
),

-- A KPI without a single row for the newest month still has a line there: not measurable, with the reason.
absent as (
    select
        definitions.kpi_id,
        run.newest_period as period,
        entities.entity_id,
        'practice' as grain,
        'all' as grain_value
    from definitions
    cross join entities
    cross join run
    left join measured
        on
            definitions.kpi_id = measured.kpi_id
            and entities.entity_id = measured.entity_id
            and run.newest_period = measured.period
    where measured.kpi_id is null
),

complete as (
    select * from measured
    union all
    select
        kpi_id,
        period,
        entity_id,
        grain,
        grain_value,
        cast(null as decimal(18, 2)) as numerator,
        cast(null as decimal(18, 2)) as denominator,
        cast(null as double) as kpi_value,
        cast(0 as bigint) as unmeasured_count,
        cast(0 as bigint) as n
    from absent
),

final as (
    select
        complete.kpi_id,
        definitions.kpi_name,
        complete.period,
        complete.entity_id,
        complete.grain,
        complete.grain_value,
        complete.numerator,
        complete.denominator,
        complete.kpi_value as value,  -- noqa: RF04
        definitions.unit,
        complete.kpi_value is not null as is_measurable,
        case when complete.kpi_value is null then definitions.missing_input end as not_measurable_reason,
        complete.unmeasured_count,
        complete.n,
        run.as_of,
        definitions.definition_version
    from complete
    inner join definitions on complete.kpi_id = definitions.kpi_id
    cross join run
)

select * from final
