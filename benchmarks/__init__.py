"""How fast landed files become typed rows in a DuckDB file, beside the best other way we know for each format.

Here: one module per question, all of one shape (`TITLE`, `write`, `WAYS`). Not here: correctness (`tests/`), how long
dbt takes. Run: `make bench`.
"""
