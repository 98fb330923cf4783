"""What an open deposit may be, though nothing proves it: suggestions with their evidence and a button to follow one.

Here: suggestions beside one deposit. Not here: how likely they are (`match_suggestions`), matching evidence nobody
suggested (`desk`), and whether a decision is followed; the next run judges it.
"""

from typing import Any

import desk
import panels
import snapshot
import streamlit as st
from figures import count, money, nothing, text

MOST = 3
SUGGESTIONS = """select s.* from marts.match_suggestions as s
where s.suggestion_id in (
    select suggestion_id from marts.match_suggestion_members where side = 'bank' and member_id = $deposit_id
)
order by s.score desc, s.suggestion_rank, s.suggestion_id"""
MEMBERS = """select m.*, r.payer_name
from marts.match_suggestion_members as m
left join marts.remittances as r on m.member_kind = 'remittance' and m.member_id = r.remittance_id
where m.suggestion_id = $suggestion_id
order by m.side, m.amount desc, m.member_id"""
SEVERAL = (
    "Writes one decision for each of the credits, all with the same evidence. The run follows them together when both "
    "sides add up to the cent, and else brings each back as an exception."
)


def show(deposit: dict[str, Any]) -> None:
    """Show what may explain a deposit nothing is proven for, likeliest first; what is explained shows nothing.

    Args:
        deposit: its `story`.
    """
    if deposit["state"] != "exception":
        return
    found = snapshot.query(SUGGESTIONS, deposit_id=deposit["deposit_id"]).rows(named=True)
    st.caption("Suggestions, likeliest first. They prove nothing and count nowhere; what you decide does.")
    if not found:
        nothing("Nothing that landed comes near this credit: no number, no amount and no sum of open evidence.")
    for suggestion in found[:MOST]:
        _suggestion(deposit["deposit_id"], suggestion)
    if found[MOST:]:
        with st.expander(f"{count(len(found) - MOST, 'suggestion')} less likely"):
            for suggestion in found[MOST:]:
                _suggestion(deposit["deposit_id"], suggestion)


def _suggestion(deposit_id: str, suggestion: dict[str, Any]) -> None:
    """One suggestion: how likely, why, its members, and what a person can do with it."""
    members = snapshot.query(MEMBERS, suggestion_id=suggestion["suggestion_id"]).rows(named=True)
    others = suggestion["alternatives_count"] or 0
    with st.container(border=True):
        panels.sentence(
            f"<b>Score {suggestion['score']:.2f}</b>, {count(others, 'alternative') if others else 'no alternative'}. "
            f"{text(suggestion['why'])}",
            "wait",
        )
        panels.lines([(_name(row), row["amount"], _when(row)) for row in members if row["member_id"] != deposit_id])
        st.caption(f"{money(suggestion['evidence_amount'])} of evidence, {money(suggestion['deposit_amount'])} banked.")
        together = [row["member_id"] for row in members if row["side"] == "bank"]
        with st.form(f"follow {suggestion['suggestion_id']}", border=False):
            # no reason is filled in: the amounts alone have just been called no proof
            note = st.text_input("Reason", placeholder="what shows that it is this one: a letter, a call, the portal")
            st.caption(" ".join([*([SEVERAL] if together[1:] else []), desk.NO_NAMES, desk.NEXT_RUN]))
            if st.form_submit_button(f"Match all {len(together)} credits" if together[1:] else "Match with this"):
                desk.decide("match", together or [deposit_id], object_id=suggestion["evidence_ids"], note=note)


def _name(member: dict[str, Any]) -> str:
    """Name a member by what it is, whose and its number."""
    kind = "another credit" if member["side"] == "bank" else member["member_kind"].replace("_", " ")
    return ", ".join(part for part in (kind.capitalize(), member["payer_name"], member["reference"]) if part)


def _when(member: dict[str, Any]) -> str:
    """Say its day and how far from the credit that is."""
    days = member["days_apart"]
    if days is None:
        return text(member["member_date"])
    side = "before" if days > 0 else "after"
    apart = f"{count(abs(days), 'business day')} {side} the credit" if days else "the credit's day"
    return f"{member['member_date']}, {apart}"
