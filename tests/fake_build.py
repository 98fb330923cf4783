"""A tiny build file with the marts a report and a snapshot need; figures small enough to check by eye."""

import duckdb

from pipeline.publish.manifest import Mart
from pipeline.settings import Settings

MARTS = [
    Mart("checks", ("check_id",)),
    Mart("deposits", ("deposit_id",)),
    Mart("exceptions", ("exception_id",)),
    Mart("landed_files", ("file_name",)),
    Mart("run_context", ("as_of",)),
]
STATEMENTS = """
create schema raw;
create schema staging;
create schema marts;
create table raw.run as select date '2026-09-30' as as_of, 'Cedar Hollow Family Medicine' as practice_name;
create table staging.stg_patients as select 'SMITHERS' as patient_name;
create table marts.run_context as from raw.run;
create table marts.deposits as
select
    deposit_id, amount::decimal(18,2) as amount, matched::decimal(18,2) as matched_amount,
    classified::decimal(18,2) as classified_amount, exception::decimal(18,2) as exception_amount
from (values
    ('d2', 100.00, 100.00, 0, 0), ('d1', 12.34, 0, 12.34, 0), ('d3', 0.66, 0, 0, 0.66)
) as rows(deposit_id, amount, matched, classified, exception);
create table marts.exceptions as
select 'x1' as exception_id, 'CASH-NOREMIT' as code, 'Money without a remittance' as title,
    0.66::decimal(18,2) as amount, 'Ask the payer for the 835' as next_action, 'open' as status,
    true as is_open;
create table marts.checks as
select 'bank_credits_proved' as check_id, 'Every credit is explained.' as description,
    'bank' as left_label, 113.00::decimal(18,2) as left_amount,
    'explained' as right_label, 113.00::decimal(18,2) as right_amount,
    0.00::decimal(18,2) as difference_amount, 'pass' as status, 'block' as severity;
create table raw.files as
select * from (values
    ('bank.bai', 'aa11', 'bai2', 'accepted', 3, 3, 0, null),
    ('notes.txt', 'bb22', null, 'unrecognised', null, null, null, 'no reader knows this file')
) as rows(file_name, sha256, recognised_as, outcome, record_count, accepted_count, quarantined_count, reason);
create table marts.landed_files as from raw.files;
"""


def make_settings(folder):
    return Settings(data=folder / "data")


def write_build(settings, *more):
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    settings.published.mkdir(parents=True, exist_ok=True)
    settings.build_path.unlink(missing_ok=True)
    with duckdb.connect(str(settings.build_path)) as con:
        con.execute(STATEMENTS)
        for statement in more:
            con.execute(statement)
    return settings.build_path
