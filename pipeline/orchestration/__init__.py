"""Parts of the line as Dagster sees it: the run its steps share, and dbt's models and tests as assets and checks.

Here: what needs Dagster's own classes. Not here: which assets, jobs and sensors there are (`pipeline.definitions`), and
any work.
"""
