"""What is known of one claim of the worklist: its days in order, and the lines of the payer's latest decision.

Here: questions about one claim. Not here: laying out the answers (`next_claim`), and the list of claims.
"""

from typing import Any

import snapshot

TIMELINE = """select * from (
    select service_date as day, 1 as step, 'Service' as what, null as amount from marts.worklist
    where worklist_id = $worklist_id
    union all
    select first_submission_date, 2, 'First sent to ' || payer_name, charge_amount from marts.claims
    where claim_number = $claim and entity_id = $entity
    union all
    select first_acknowledgment_date, 3, 'Accepted by the payer', null from marts.claims
    where claim_number = $claim and entity_id = $entity and first_acknowledgment = 'accepted'
    union all
    select rejected_date, 3, 'Rejected before the payer read it: ' || reason, null from marts.claim_rejections
    where claim_number = $claim and entity_id = $entity
    union all
    select sent_again_date, 2, 'Sent again', charge_amount from marts.claim_rejections
    where claim_number = $claim and entity_id = $entity
    union all
    select latest_submission_date, 2, 'Last sent', null from marts.worklist
    where worklist_id = $worklist_id and submission_count > 1 and latest_submission_date > first_submission_date
    union all
    select adjudication_date, 4 + cast(sequence_number as integer) * 0.001,
        concat(payer_name, case when is_reversal then ' took its decision back, paid'
        when is_denied_full then ' denied it, paid' when is_denied_partial then ' denied a part, paid'
        else ' decided, paid' end), paid_amount
    from marts.adjudications where claim_number = $claim and entity_id = $entity
    union all
    select movement_date, 5, 'Posted: ' || movement, sum(amount) from marts.ar_ledger
    where claim_number = $claim and entity_id = $entity and movement <> 'charge' group by movement_date, movement
    union all
    select opened_date, 6, concat('Exception ', code, ': ', title), amount from marts.exceptions
    where reference = $claim and entity_id = $entity
    union all
    select as_of, 7, 'Data through this day', null from marts.run_context
    union all
    select deadline_date, 8, 'Last day to ' || case deadline_kind when 'appeal' then 'appeal' else 'file' end, null
    from marts.worklist where worklist_id = $worklist_id
)
where day is not null
qualify row_number() over (partition by day, what order by step, amount) = 1
order by day, step, what"""
LINES = """select * from marts.worklist_lines where worklist_id = $worklist_id
order by adjudication_date, service_position, worklist_line_id"""


def timeline(claim: dict[str, Any]) -> list[dict[str, Any]]:
    """List what happened to a row of the worklist, day by day, up to its deadline: `day`, `what`, `amount`."""
    key = {"worklist_id": claim["worklist_id"], "claim": claim["claim_number"], "entity": claim["entity_id"]}
    return snapshot.query(TIMELINE, **key).rows(named=True)


def lines(worklist_id: str) -> list[dict[str, Any]]:
    """List the lines of the payer's latest decision on a row of the worklist; none before it decided."""
    return snapshot.query(LINES, worklist_id=worklist_id).rows(named=True)
