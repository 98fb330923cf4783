-- File by file: lines with content are accepted or in quarantine, rows and cents likewise.
-- depends_on: {{ ref('checks') }}
{{ config(meta={"dagster": {"ref": {"name": "landed_files"}}}) }}

with
files as (
    select file_id
    from {{ ref('landed_files') }}
    where record_count <> accepted_count + quarantined_count or line_count <> envelope_count + record_count
),

records as (
    select file_id
    from {{ ref('stg_file_records') }}
    where rows_read <> rows_accepted + rows_refused or cents_read <> cents_accepted + cents_refused
)

select file_id from files
union all
select file_id from records
