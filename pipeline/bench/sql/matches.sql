-- Members under natural names. PM batches and bank debits keep their hashed ids here: no mart names them. What a match
-- leaves between its sides is a member of its own, named by its code.
select
    members.match_id,
    members.side,
    case when members.side = 'bank' then 'deposit' else members.member_kind end as kind,
    coalesce(
        deposit_refs.deposit_ref,
        remittance_refs.evidence_ref,
        card_settlements.payout_number,
        members.member_id
    ) as reference,
    cast(members.amount_used * 100 as bigint) as amount_cents,
    matches.rule <> 'decision' as is_automatic
from marts.match_members as members
inner join marts.matches as matches on members.match_id = matches.match_id
left join deposit_refs
    on members.side = 'bank' and members.member_id = deposit_refs.deposit_id
left join remittance_refs
    on members.member_kind = 'remittance' and members.member_id = remittance_refs.remittance_id
left join marts.card_settlements as card_settlements
    on members.member_kind = 'card_payout' and members.member_id = card_settlements.card_payout_id
union all
select
    match_id,
    'evidence' as side,
    'difference' as kind,
    difference_code as reference,
    cast(difference_amount * 100 as bigint) as amount_cents,
    rule <> 'decision' as is_automatic
from marts.matches
where difference_amount <> 0
