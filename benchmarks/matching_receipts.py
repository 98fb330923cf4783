"""The practices behind the rows of the matching benchmark: entities, accounts, payers, and who pays what, when and how.

Here: what is drawn, by number and without state, so that the same size is always the same. Not here: what the bank, the
payers and the PM system write about it (`benchmarks.matching_rows`).
"""

ENTITY_SIZE, PAYERS, DAYS = 10_000, 300, 250
"""Receipts of an entity, payers of all entities, banking days of the year the receipts lie in."""

PRACTICE = """
create temp table days as
    select row_number() over (order by calendar_date) - 1 as number, calendar_date as day
    from seeds.bank_calendar where business_day_number is not null and is_business_day
    and calendar_date >= date '2025-01-01';
create temp table entity_numbers as
    select e, cast(100000000 + e as varchar) as entity_id from range($entities) as t(e);
create temp table payer_numbers as
    select p, printf('P%03d', p) as payer_id, printf('PLAN %03d OF EVERYWHERE', p) as payer_name,
        printf('14%08d', p) as company
    from range($payers) as t(p);
delete from seeds.entities; delete from seeds.practices; delete from seeds.bank_accounts; delete from seeds.merchants;
delete from seeds.payer_aliases; delete from seeds.payers;
insert into seeds.entities by name select entity_id, concat('ENTITY ', e) as entity_name from entity_numbers;
insert into seeds.practices by name select 1000 + e as practice_id, entity_id from entity_numbers;
insert into seeds.bank_accounts by name
    select 7000000000 + e as account_number, entity_id, 'Operating' as account_name, 'Cash' as gl_account
    from entity_numbers;
insert into seeds.merchants by name select concat('acct_', e) as merchant_id, entity_id from entity_numbers;
insert into seeds.payers by name
    select payer_id, payer_name, 'commercial' as financial_class from payer_numbers;
insert into seeds.payer_aliases by name
    select 'trn03' as alias_kind, company as alias, payer_id from payer_numbers
    union all
    select unnest(['835_name', 'pm_name']), payer_name, payer_id from payer_numbers;
insert into raw.files by name
    select 'f' as file_id, 'rows' as file_name, 'accepted' as outcome, timestamp '2026-01-01' as delivered_at;
"""

RECEIPTS = """
create temp table drawn as
    select
        i,
        case
            when i % 100 < 66 then 'trace' when i % 100 < 76 then 'check' when i % 100 < 82 then 'payout'
            when i % 100 < 86 then 'cut' when i % 100 < 90 then 'glued' when i % 100 < 94 then 'plain'
            when i % 100 < 98 then 'group' when i % 100 = 98 then 'split' else 'missing'
        end as way,
        -- the four of one credit share all but their amount
        case when i % 100 between 94 and 97 then -1 - i // 100 else i end as unit,
        case
            when hash(i, 5) % 10 = 0 then 2500 + 1375 * (hash(i, 6) % 1000)
            else 1500 + cast(exp(5 + hash(i, 6) % 1000000 / 1000000.0 * 7) as bigint)
        end as cents
    from range($receipts) as t(i);
create temp table receipts as
    select
        drawn.i, drawn.way, drawn.unit, entity_numbers.e, entity_numbers.entity_id, payers.*,
        cast(drawn.cents / 100.0 as decimal(18, 2)) as amount, paid.day as paid_on, banked.day as banked_on,
        case drawn.way
            when 'check' then cast(100000000 + drawn.i as varchar)
            when 'payout' then concat('po_', substr(md5(concat('payout', drawn.i)), 1, 21))
            else printf('%03d%07d%05d', payers.p, drawn.i, hash(drawn.i, 7) % 100000)
        end as number
    from drawn
    inner join entity_numbers on entity_numbers.e = hash(drawn.unit, 2) % $entities
    inner join payer_numbers as payers on payers.p = hash(drawn.unit, 3) % $payers
    inner join days as paid on paid.number = hash(drawn.unit, 4) % $days
    inner join days as banked on banked.number = hash(drawn.unit, 4) % $days + hash(drawn.unit, 8) % 2;
create temp table desk as
    select
        i, entity_numbers.e, printf('DSK%08d', i) as number, days.day,
        cast(40 + hash(i, 9) % 60000 / 100.0 as decimal(18, 2)) as first_amount,
        cast(20 + hash(i, 10) % 9000 / 100.0 as decimal(18, 2)) as second_amount
    from range($receipts // 50) as t(i)
    inner join entity_numbers on entity_numbers.e = hash(i, 11) % $entities
    inner join days on days.number = hash(i, 12) % $days;
"""
