"""Buttons with which a person disagrees, matches, assigns, notes or resolves.

Here: small forms that end in a decision file. Not here: how the file is written (`decisions`), and any change to
figures; the next run judges what was decided.
"""

from pathlib import PurePosixPath
from typing import Any

import decisions
import snapshot
import stories
import streamlit as st
from figures import count, money

NEXT_RUN = "Takes effect on the next run."
EXAMPLE = "claim, trace or check number"
FORMS = {
    "assign": "Says who has it.",
    "wait": "Not overdue until that day; overdue again the day after.",
    "note": "Changes nothing else.",
    "resolve": "Another person verifies it.",
    "verify": "Says that you looked at the evidence. Who resolved it does not verify it.",
    "close": "Files it away.",
    "reopen": "Makes it somebody's work again; its age counts on from its first day.",
}
NO_NAMES = "Write no patient's name."
NO_ACCOUNT = "For money of no patient's account. Three equal answers to one description, none against, make it a rule."
UNKNOWN_LINES = ("BNK-UNK", "BNK-DEBIT")
"""Codes of bank lines nothing points to: only a person can say what they are."""
EQUAL_ONLY = "A run follows a match only when the evidence adds up to the credit; any other comes back as an exception."


def deposit_buttons(bar: Any, deposit: dict[str, Any], candidates: list[dict[str, Any]]) -> None:
    """Show in a bar what can be decided about one deposit, and below it what was decided since the run."""
    subject = deposit["deposit_id"]
    if deposit["state"] == "matched":
        with bar.popover("Not this match"), st.form("unmatch", border=False):
            note = st.text_input("Why", placeholder=EXAMPLE)
            st.caption(f"Says that this evidence does not belong to this deposit. {NO_NAMES} {NEXT_RUN}")
            if st.form_submit_button("Not this match", type="primary"):
                together = stories.decided_together(deposit)
                decide("unmatch", together, object_id=decisions.AND.join(stories.evidence(deposit)), note=note)
    else:
        with bar.popover("Match…"), st.form("match", border=False):
            _match_form(subject, candidates)
        with bar.popover("Classify…"), st.form("classify", border=False):
            _class_form([subject])
    if deposit["exception_id"]:
        with bar.popover("Note…"), st.form("note", border=False):
            note = st.text_area("Note on the exception", placeholder=EXAMPLE)
            st.caption(f"{NO_NAMES} {NEXT_RUN}")
            if st.form_submit_button("Keep note", type="primary"):
                decide("note", [deposit["exception_id"]], note=note)
    waiting_for(subject, deposit["exception_id"])


def exception_buttons(chosen: list[dict[str, Any]]) -> None:
    """Show what can be decided about the selected exceptions, all at once: the moves every one of them allows."""
    if not chosen:
        st.caption("Select rows (Space or click) to assign, note or resolve them, and to see their whole chain.")
        return
    bar = st.container(horizontal=True, vertical_alignment="center")
    bar.markdown(f"**{count(len(chosen), 'item')} selected**")
    allowed = set.intersection(*(set(decisions.MOVES[row["status"]]) for row in chosen)) | {"note"}
    if all(row["code"] in UNKNOWN_LINES for row in chosen):
        with bar.popover("Classify…"), st.form("classify", border=False):
            _class_form([row["subject_id"] for row in chosen])
    for kind in (kind for kind in FORMS if kind in allowed):
        label = kind.capitalize()
        with bar.popover(f"{label}…"), st.form(kind, border=False):
            content = _fields(kind)
            st.caption(f"{FORMS[kind]} {NO_NAMES} {NEXT_RUN}")
            if st.form_submit_button(label, type="primary"):
                decide(kind, [row["exception_id"] for row in chosen], **content)


def approval_button(items: list[str]) -> None:
    """Offer to approve the selected write-offs and refunds; the next run judges whether the approver may."""
    if items:
        with st.popover("Approve…"), st.form("approve", border=False):
            note = st.text_input("Why", placeholder="policy, ticket or letter")
            st.caption(
                f"Counts when somebody else asked for it and your role may approve so much. {NO_NAMES} {NEXT_RUN}"
            )
            if st.form_submit_button(f"Approve {count(len(items), 'item')}", type="primary"):
                decide("approve", items, note=note)
    waiting_for(*items)


def _fields(kind: str) -> dict[str, Any]:
    """Ask for what a kind of move needs."""
    if kind == "assign":
        return {"assignee": st.text_input("To whom", placeholder="a colleague")}
    if kind == "wait":
        on, until = st.text_input("On whom", placeholder="payer, bank"), st.date_input("Until", format="YYYY-MM-DD")
        return {"waiting_on": on, "waiting_until": until}
    if kind == "resolve":
        number = st.text_input("Number of the evidence", placeholder="trace, check, entry or letter number")
        return {"object_id": number, "note": st.text_input("How, and why it is settled", placeholder=EXAMPLE)}
    return {"note": st.text_input("Note" if kind == "note" else "Remark", placeholder=EXAMPLE)}


def waiting_for(*subjects: str | None) -> None:
    """Say which decisions wait for the next run: all of them, or those about the given subjects."""
    names = snapshot.query("select file_name from marts.landed_files where recognised_as ilike '%decision%'")
    seen = {PurePosixPath(name).name for name in names["file_name"].to_list()}
    rows = [row for row in decisions.waiting(seen) if not subjects or row["subject_id"] in subjects]
    if rows:
        kinds = ", ".join(sorted({row["kind"] for row in rows}))
        st.info(f"{count(len(rows), 'decision')} ({kinds}) waiting for the next run: `tieout run`.")


def _match_form(subject: str, candidates: list[dict[str, Any]]) -> None:
    """Offer the evidence of the same entity that still lacks money."""
    if not candidates:
        st.caption("No remittance or payout is without its money, so there is nothing to match by hand.")
    words = ("evidence_date", "payer_name", "reference")
    labels = {row["evidence_id"]: " · ".join([money(row["amount"]), *(str(row[word]) for word in words)])
              for row in candidates}  # fmt: skip
    chosen = st.multiselect(
        "Evidence without money, nearest amount first; several may add up", list(labels), list(labels)[:1],
        format_func=labels.get,
    )  # fmt: skip
    note = st.text_input("Why", placeholder=EXAMPLE)
    st.caption(f"{NO_NAMES} {EQUAL_ONLY} {NEXT_RUN}")
    if st.form_submit_button("Match", type="primary", disabled=not candidates):
        decide("match", [subject], object_id=decisions.AND.join(sorted(chosen)), note=note)


def _class_form(lines: list[str]) -> None:
    """Ask what bank lines are that are no patient money."""
    chosen = st.selectbox("What it is", decisions.CLASSES, format_func=lambda name: name.replace("_", " "))
    note = st.text_input("Why", placeholder="what shows it: a lease, a statement of the bank")
    st.caption(f"{NO_ACCOUNT} {NO_NAMES} {NEXT_RUN}")
    if st.form_submit_button("Classify", type="primary"):
        decide("classify", lines, object_id=chosen, note=note)


def decide(kind: str, subjects: list[str], **content: Any) -> None:
    """Write one decision for each subject and draw the page anew; says what is missing instead where something is."""
    try:
        for subject in subjects:
            decisions.record(kind, subject, **content)
    except ValueError as problem:
        st.warning(str(problem))
        return
    st.toast(f"{count(len(subjects), 'decision')} written. {NEXT_RUN}")
    st.rerun()
