"""What a run of the pipeline leaves of the hand-made practice: only the tables and columns the bench reads."""

import duckdb

from tests.bench import practice

STATEMENTS = """
create schema raw;
create schema marts;
create schema intermediate;
create schema staging;
create table raw.pm_payment (
    practice_id varchar, payment_number varchar, payer_type varchar, method varchar, batch_number varchar,
    posting_date date, amount decimal(18, 2)
);
insert into raw.pm_payment values ('1001', '1', 'patient', 'cash', 'DSK1', '2026-09-05', 75.00);
create table intermediate.int_pm_payments as select * from raw.pm_payment;
create table raw.remittance_payment (
    payer_identifier varchar, trace_number varchar, payment_date date, payment_amount decimal(18, 2)
);
create table raw.card_payout (payout_number varchar, payout_date date, amount decimal(18, 2));
insert into raw.card_payout values ('po_1', '2026-09-04', 97.00);
create table raw.bank_transaction (
    account_number varchar, statement_date date, type_code varchar, direction varchar, amount decimal(18, 2),
    bank_reference varchar, customer_reference varchar, description varchar, occurrence integer
);
create table marts.deposits (
    deposit_id varchar, account_number varchar, deposit_date date, type_code varchar, amount decimal(18, 2),
    bank_reference varchar, customer_reference varchar, matched_amount decimal(18, 2),
    classified_amount decimal(18, 2), exception_amount decimal(18, 2), _file_id varchar, _line integer
);
create table marts.remittances (
    remittance_id varchar, payer_identifier varchar, trace_number varchar, payment_date date,
    payment_amount decimal(18, 2)
);
create table marts.card_settlements as select 'c1' as card_payout_id, 'po_1' as payout_number;
create table marts.matches (
    match_id varchar, rule varchar, difference_amount decimal(18, 2), difference_code varchar
);
create table marts.match_members (
    match_id varchar, side varchar, member_kind varchar, member_id varchar, amount_used decimal(18, 2)
);
create table marts.exceptions as
select * from (values
    ('BNK-NOERA', 'deposit', 'B6', 214.00::decimal(18, 2), '{missing}', null::decimal(18, 2)),
    ('ERA-NOEFT', 'remittance', 'TRACE6', 188.00, '{unpaid}', null)
) as rows(code, subject_kind, reference, amount, subject_id, difference_amount), (select true as is_standing);
create table staging.stg_bank_transactions as
select * from (values ('d1', '4400', '2026-09-12'::date, '698', 45.00::decimal(18, 2), 'B9', null::varchar, 1, 'debit'))
    as rows(bank_transaction_id, account_number, statement_date, type_code, amount, bank_reference,
        customer_reference, occurrence, direction);
create table marts.deposit_chain as select 'd1' as bank_transaction_id, 'classified' as state;
create table marts.denials as
select 'v1' as claim_number, '2026-09-08'::date as adjudication_date, 'CO' as group_code, '97' as reason_code,
    50.00::decimal(18, 2) as charge_amount, 'full' as denial_kind, true as is_leading_reason;
create table marts.underpayments as
select 'c1' as charge_number, 4.61::decimal(18, 2) as variance_amount, 'underpaid' as kind,
    'contract' as rate_source;
create table marts.run_context as select '2026-09-30'::date as as_of;
create table marts.ar_ledger as
select *, 'medicare' as financial_class, '2026-09-08'::date as movement_date from (values
    ('charge', 200.00::decimal(18, 2)), ('insurance payment', -50.00), ('patient payment', -15.00),
    ('contractual', -40.00)
) as rows(movement, amount);
create table marts.landed_files as
select 'gl/ledger_202609.csv' as file_name, 'accepted' as outcome, 0 as quarantined_count;
create table marts.kpi_values as
select * from (values
    ('K30', '2026-09', '841234567', 'practice', 'all', 1.00::decimal(18, 2), 2.00::decimal(18, 2), 0.5, 'ratio'),
    ('K30', '2026-09', 'unassigned', 'practice', 'all', null, null, null, 'ratio'),
    ('K01', '2026-09', '841234567', 'practice', 'all', 125.00, 4.35, 28.75, 'days')
) as rows(kpi_id, period, entity_id, grain, grain_value, numerator, denominator, value, unit);
create table marts.ar_open_items as
select * from (values ('c1', 'patient', 25.00), ('c2', 'insurance', 100.00))
    as rows(charge_number, responsible_party, open_amount);
create table intermediate.int_open_items_by_day as
select
    charge_number, responsible_party, open_amount, '2026-08-01'::date as service_date, bill_date::date as bill_date,
    responsibility_date::date as responsibility_date, 'medicare' as financial_class,
    cast(unnest(generate_series(first_day::date, last_day::date, interval 1 day)) as date) as as_of
from (values
    ('c1', '2026-09-02', '2026-09-07', 'insurance', 115.00, '2026-09-03', '2026-08-01'),
    ('c1', '2026-09-08', '2026-09-30', 'patient', 25.00, null, '2026-09-08'),
    ('c2', '2026-09-02', '2026-09-30', 'insurance', 100.00, null, '2026-08-01')
) as rows(charge_number, first_day, last_day, responsible_party, open_amount, bill_date, responsibility_date);
create table marts.claims as
select * from (values ('v1', true, false), ('v2', false, null))
    as rows(claim_number, is_accepted_first_time, first_adjudication_is_denied);
create table intermediate.int_posted_service_lines as
select * from (values ('c1', 1, true), ('c2', 1, true), ('c2', 2, false))
    as rows(charge_key, payer_sequence, is_posted_exactly);
"""
TEXTS = {"B1": "TRN*1*TRACE1*1\\", "B2": "TRN*1*TRACE2*1\\", "B3": "TRN*1*TRACE3*1\\", "B5": "ID po_1"}


def write_run(settings):
    """Fill the build file of a data folder with what a run that knows the truth would have built."""
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(settings.build_path)) as con:
        con.execute(STATEMENTS.format(missing=practice.MISSING, unpaid=practice.UNPAID))
        for line, (ref, state) in enumerate(practice.STATES.items()):
            account, day, kind, cents, bank, customer, _ = ref.split("|")
            dollars, parts = int(cents) / 100, [int(cents) / 100 * (state == name) for name in
                                                ("matched", "classified", "exception")]  # fmt: skip
            raw = [account, day, kind, "credit", dollars, bank, customer or None, TEXTS.get(bank), 1]
            con.execute("insert into raw.bank_transaction values (?, ?, ?, ?, ?, ?, ?, ?, ?)", raw)
            row = [ref, account, day, kind, dollars, bank, customer or None, *parts, "f1", line]
            con.execute("insert into marts.deposits values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        for ref in sorted({ref for _, kind, ref, _ in practice.PAIRS if kind == "remittance"} | {practice.UNPAID}):
            payer, trace, day, cents = ref.split("|")
            con.execute(
                "insert into marts.remittances values (?, ?, ?, ?, ?)", [ref, payer, trace, day, int(cents) / 100]
            )
        con.execute("insert into raw.remittance_payment select * exclude (remittance_id) from marts.remittances")
        for deposit in {pair[0] for pair in practice.PAIRS}:
            pairs = [pair for pair in practice.PAIRS if pair[0] == deposit]
            con.execute("insert into marts.matches values (?, 'trace_number', 0, null)", [deposit])
            add = "insert into marts.match_members values (?, ?, ?, ?, ?)"
            con.execute(add, [deposit, "bank", "deposit", deposit, sum(pair[3] for pair in pairs) / 100])
            for _, kind, ref, cents in pairs:
                con.execute(add, [deposit, "evidence", kind, ref, cents / 100])
        con.execute("update marts.match_members set member_id = 'c1' where member_id = 'po_1'")
        con.execute("update marts.match_members set member_id = md5(member_id) where member_kind = 'pm_batch'")
