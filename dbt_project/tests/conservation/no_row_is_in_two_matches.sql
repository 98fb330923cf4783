-- A bank line, a remittance, a payout or a batch is a member of one match at most.
select
    side,
    member_id,
    count(*) as match_count
from {{ ref('match_members') }}
group by side, member_id
having count(*) > 1
