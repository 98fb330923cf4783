"""Bank lines, expected receipts and PM payments for the benchmark of matching: as many as wanted, always the same.

Here: rows written straight into the raw tables of a build file. No file is read for them: reading is what
`benchmarks.read_*` measure. Not here: what is drawn (`benchmarks.matching_receipts`), the rules (`dbt_project/`). All
is synthetic.

Of 100 receipts 66 stand in the bank's text with their trace, 10 are checks under their number, 6 card payouts; of 4 the
trace is cut short, of 4 it runs together with other letters, 4 have no key at all, 4 of one payer and day come as one
credit, 1 comes in two credits, 1 never. With two deposits of the desk and a fee there are as many bank lines as
receipts; with the payments of patients behind the deposits as many PM payments. A tenth of the amounts are among a
thousand common ones, so that amounts tie. An entity has 10,000 receipts a year: more receipts are more entities.
"""

import duckdb

from benchmarks.matching_receipts import DAYS, ENTITY_SIZE, PAYERS, PRACTICE, RECEIPTS

RAW = """
insert into raw.remittance_payment by name
    select
        md5(concat('remittance', i)) as transaction_digest, company as payer_identifier, number as trace_number,
        amount as payment_amount, 'C' as credit_debit, 'I' as handling_code,
        case way when 'check' then 'CHK' else 'ACH' end as payment_method, paid_on as payment_date,
        paid_on as production_date, payer_name, payer_id, entity_id as payee_tax_id, paid_on as interchange_date,
        1 as claim_count, 'f' as _file_id, i as _line
    from receipts where way <> 'payout';
insert into raw.remittance_claim by name
    select
        md5(concat('remittance', i)) as transaction_digest, 1 as claim_position, concat('C', i) as claim_number,
        '1' as claim_status, amount as charge_amount, amount as paid_amount, 'f' as _file_id, i as _line
    from receipts where way <> 'payout';
insert into raw.card_payout by name
    select
        'stripe' as processor, concat('acct_', e) as merchant_id, number as payout_number, paid_on as payout_date,
        amount, 'usd' as currency, 'f' as _file_id, i as _line
    from receipts where way = 'payout';
insert into raw.pm_payment by name
    select
        1000 + e as practice_id, concat('I', i) as payment_number, banked_on as posting_date,
        banked_on as entered_date, 'insurance' as payer_type, payer_name,
        case way when 'check' then 'check' else 'eft' end as method, number as reference_number,
        concat('INS', i // 40) as batch_number, amount, amount as applied_amount, 0 as unapplied_amount,
        0 as refunded_amount, 'f' as _file_id, i as _line
    from receipts where way <> 'payout'
    union all
    select
        1000 + e, concat('D', i, '-', part), day, day, 'patient', 'Any Patient', method, null, number, amount, amount,
        0, 0, 'f', i
    from (
        select desk.*, unnest([1, 2, 3]) as part, unnest(['cash', 'check', 'check']) as method,
            unnest([first_amount, second_amount, second_amount]) as amount
        from desk
    );
create temp table lines as
    select
        unit, e, banked_on as day,
        case way when 'check' then '175' when 'payout' then '165' else '142' end as type_code,
        amount, case way when 'check' then number end as reference,
        case way
            when 'check' then 'CHECK DEPOSIT'
            when 'payout' then concat('ORIG CO NAME:STRIPE ENTRY DESCR:TRANSFER', chr(10), 'ID ', number)
            else concat('ORIG CO NAME:', payer_name, ' ORIG ID:', company, chr(10), 'ENTRY DESCR:HCCLAIMPMT SEC:CCD',
                case way
                    when 'trace' then concat(chr(10), 'TRN*1*', number, '*', company, '\\')
                    when 'cut' then concat(chr(10), 'TRN 1 ', substr(number, 1, 12))
                    when 'glued' then concat(chr(10), 'TRN1', number, 'X', company)
                    else ''
                end)
        end as description
    from receipts where way in ('trace', 'check', 'payout', 'cut', 'glued', 'plain')
    union all
    select
        unit, min(e), min(banked_on), '142', sum(amount), null,
        concat('ORIG CO NAME:', min(payer_name), ' ORIG ID:', min(company), chr(10), 'ENTRY DESCR:HCCLAIMPMT SEC:CCD')
    from receipts where way = 'group' group by unit
    union all
    select
        unit, e, banked_on, '142',
        case part when 1 then amount - cast(amount / 2 as decimal(18, 2)) else cast(amount / 2 as decimal(18, 2)) end,
        null, concat('ORIG CO NAME:', payer_name, chr(10), 'TRN*1*', number, '*', company, '\\')
    from (select *, unnest([1, 2]) as part from receipts where way = 'split')
    union all
    select null, e, day, '301', first_amount + 2 * second_amount, number, 'COMMERCIAL DEPOSIT' from desk
    union all
    select null, e, day, '698', cast(12 + i % 9 as decimal(18, 2)), null, 'ACCOUNT ANALYSIS FEE'
    from desk where i % 2 = 0;
create temp table numbered as
    select *, row_number() over (order by e, day, type_code, amount, reference, description, unit) as n from lines;
insert into raw.bank_transaction by name
    select
        cast(7000000000 + e as varchar) as account_number, day as statement_date, type_code,
        case type_code when '698' then 'debit' else 'credit' end as direction, amount, 'USD' as currency,
        printf('B%09d', n) as bank_reference, reference as customer_reference, description, 1 as occurrence,
        'f' as _file_id, n as _line
    from numbered;
create schema answers;
create table answers.pairs as
    select printf('B%09d', numbered.n) as bank_reference, receipts.number
    from numbered inner join receipts on numbered.unit = receipts.unit;
"""


def write_rows(con: duckdb.DuckDBPyConnection, receipts: int) -> dict[str, int]:
    """Fill the raw tables and what the practice says of itself; gives how many rows of each kind there are now.

    Raises:
        duckdb.Error: the build file has no such tables.
    """
    places = {
        "receipts": receipts,
        "entities": max(1, receipts // ENTITY_SIZE),
        "payers": PAYERS,
        "days": DAYS,
    }
    for statements in (PRACTICE, RECEIPTS, RAW):
        text = statements
        for name, value in places.items():
            text = text.replace(f"${name}", str(value))
        con.execute(text)
    tables = ("bank_transaction", "remittance_payment", "card_payout", "pm_payment")
    return {name: con.execute(f"select count(*) from raw.{name}").fetchall()[0][0] for name in tables}  # noqa: S608
