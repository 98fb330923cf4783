"""Two other ways to match bank lines with receipts, on the part they can do: one line with one receipt.

Here: pandas, as a spreadsheet's owner would (equal keys and amounts first, then the nearest of equal amount, first come
first served), and splink, which links records by their likelihood. Not here: our own rules. Both are given the number
that a plain pattern finds in the bank's text, the amount, the date and the account's entity; batches, payments in parts
and PM payments are beyond them. Each gives pairs of bank reference and number.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

LINES = """
select
    bank_reference, statement_date as day, cast(amount * 100 as bigint) as cents, account_number as entity,
    coalesce(
        customer_reference, nullif(regexp_extract(description, 'TRN[*]1[*]([0-9]+)', 1), ''),
        nullif(regexp_extract(description, 'ID (po_[a-z0-9]+)', 1), '')
    ) as number
from raw.bank_transaction where direction = 'credit'
"""
RECEIPTS = """
select payments.trace_number as number, payments.payment_date as day,
    cast(payments.payment_amount * 100 as bigint) as cents, cast(accounts.account_number as varchar) as entity
from raw.remittance_payment as payments
inner join seeds.bank_accounts as accounts on payments.payee_tax_id = accounts.entity_id
union all
select payouts.payout_number, payouts.payout_date, cast(payouts.amount * 100 as bigint),
    cast(accounts.account_number as varchar)
from raw.card_payout as payouts
inner join seeds.merchants as merchants on payouts.merchant_id = merchants.merchant_id
inner join seeds.bank_accounts as accounts on merchants.entity_id = accounts.entity_id
"""
BEFORE, AFTER = 1, 3
"""Days a bank line may lie before and after its receipt."""


def read(build: Path) -> tuple[pa.Table, pa.Table]:
    """Bank lines and receipts of a build file."""
    with duckdb.connect(str(build), read_only=True) as con:
        return con.execute(LINES).to_arrow_table(), con.execute(RECEIPTS).to_arrow_table()


def by_pandas(build: Path) -> pa.Table:
    """Equal keys and amounts, then the nearest receipt of the same entity and amount, first come first served."""
    import pandas as pd  # noqa: PLC0415  (each way imports only its own)

    lines, receipts = (table.to_pandas(date_as_object=False) for table in read(build))
    by_key = lines.merge(receipts, on=["entity", "number", "cents"])
    lines = lines[~lines["bank_reference"].isin(by_key["bank_reference"])]
    receipts = receipts[~receipts["number"].isin(by_key["number"])]
    near = lines.drop(columns="number").merge(receipts, on=["entity", "cents"], suffixes=("", "_receipt"))
    near["apart"] = (near["day"] - near["day_receipt"]).dt.days
    near = near[near["apart"].between(-BEFORE, AFTER)].sort_values(["apart", "bank_reference", "number"])
    near = near.drop_duplicates("bank_reference").drop_duplicates("number")
    pairs = pd.concat([by_key, near])[["bank_reference", "number"]]
    return pa.Table.from_pandas(pairs, preserve_index=False)


def by_splink(build: Path) -> pa.Table:
    """Pairs of equal number, or of equal entity and amount, scored by splink; of each record its single best link."""
    import splink.comparison_library as cl  # noqa: PLC0415
    from splink import Linker, SettingsCreator  # noqa: PLC0415
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    lines, receipts = read(build)
    lines = lines.rename_columns(["unique_id", "day", "cents", "entity", "number"])
    receipts = receipts.append_column("unique_id", receipts["number"]).select(lines.column_names)
    days = cl.AbsoluteDateDifferenceAtThresholds(
        "day", input_is_string=False, metrics=["day", "day"], thresholds=[BEFORE, AFTER]
    )
    numbers, cents = cl.ExactMatch("number"), cl.ExactMatch("cents")
    blocks = ["l.number = r.number", "l.entity = r.entity and l.cents = r.cents"]
    settings = SettingsCreator(
        link_type="link_only", comparisons=[numbers, cents, days], blocking_rules_to_generate_predictions=blocks
    )
    api = DuckDBAPI()
    tables = [api.register(table, table_name=name) for name, table in (("lines", lines), ("receipts", receipts))]
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match(blocks[:1], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(blocks[1])
    found = linker.inference.predict(threshold_match_probability=0.9)
    best = linker.clustering.cluster_using_single_best_links(
        found, duplicate_free_datasets=["lines", "receipts"], threshold_match_probability=0.9
    )
    clusters = best.as_pyarrow_table()
    return duckdb.sql(PAIRS).to_arrow_table() if clusters.num_rows else clusters


PAIRS = """
select lines.unique_id as bank_reference, receipts.unique_id as number
from clusters as lines inner join clusters as receipts using (cluster_id)
where lines.source_dataset = 'lines' and receipts.source_dataset = 'receipts'
"""

WAYS: dict[str, Callable[[Path], pa.Table]] = {"pandas": by_pandas, "splink": by_splink}

if __name__ == "__main__":
    pq.write_table(WAYS[sys.argv[1]](Path(sys.argv[2])), sys.argv[3])
