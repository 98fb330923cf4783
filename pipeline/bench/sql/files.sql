select
    file_name,
    outcome in ('accepted', 'partly_accepted', 'superseded', 'duplicate') and quarantined_count = 0 as is_read
from marts.landed_files
