"""The card of one claim of the worklist: why, what next, its days in order, and the payer's arithmetic.

Here: laying out one claim. Not here: the questions (`claim_stories`), the list and its filters (the page).
"""

from typing import Any

import claim_stories
import figures
import panels
import snapshot
import streamlit as st
from figures import count, money, text

SHORT, SOON = 15, 60
"""Days left that are told in red, and in amber."""
PARTS = {
    "contractual_amount": "contractual",
    "patient_amount": "patient's share",
    "denied_amount": "denied",
    "other_amount": "other",
}


def show(claim: dict[str, Any]) -> None:
    """Show the card of a row of the worklist."""
    panels.sentence(
        f"<b>{text(claim['payer_name'])}, claim {text(claim['claim_number'])}</b> {deadline(claim)}<br>"
        f"{text(claim['why'][:1].upper() + claim['why'][1:])}.<br><b>Next: {text(claim['next_step'])}.</b>",
        "bad" if _days(claim) <= SHORT else "wait",
    )
    alike = claim["similar_count"]
    if alike:
        worth = money(claim["similar_amount"])
        st.caption(
            f"**Applies to {count(alike, 'similar claim')}** with the same payer, kind and reason; {worth} to be "
            "expected of them together. One call or one corrected setting may settle them all."
        )
    else:
        st.caption("No other claim on the list has this payer, kind and reason.")
    panels.facts("What it is worth", _worth(claim))
    lines = claim_stories.lines(claim["worklist_id"])
    _arithmetic(lines)
    _timeline(claim)


def deadline(claim: dict[str, Any]) -> str:
    """Make the badge of the days left; its words say the same as its colour."""
    left, verb = claim["days_left"], {"appeal": "appeal", "filing": "file"}[claim["deadline_kind"]]
    if left is None:
        return figures.badge("no deadline known", "plain")
    if left < 0:
        return figures.badge(f"limit to {verb} passed {claim['deadline_date']}", "bad")
    tone = "bad" if left <= SHORT else "wait" if left <= SOON else "good"
    return figures.badge(f"{count(left, 'day')} left to {verb}, until {claim['deadline_date']}", tone)


def _days(claim: dict[str, Any]) -> int:
    return SOON + 1 if claim["days_left"] is None else claim["days_left"]


def _worth(claim: dict[str, Any]) -> list[tuple[str, Any]]:
    urgency = f"{claim['urgency_weight']} ({claim['urgency']})"
    score = (
        f"{money(claim['expected_value'])} × {urgency} × 60 ÷ {claim['effort_minutes']} min = "
        f"{money(claim['priority_score'])}"
    )
    facts = [
        ("Allowed too little" if claim["kind"] == "underpaid" else "Still open", claim["open_amount"]),
        ("At stake, as this payer allows", claim["amount_at_stake"]),
        ("Chance", f"{claim['chance']:.0%}: {claim['chance_support']}"),
        ("To be expected", claim["expected_value"]),
        ("Score per hour", score),
        ("Code", f"{claim['group_code'] or ''} {claim['reason_code'] or ''} {claim['reason'] or ''}".strip()),
        ("Remark codes", claim["remark_codes"]),
        ("Charge", claim["charge_number"]),
        ("Source", snapshot.source(claim["_file_id"], claim["_line"])),
    ]
    return [(name, value) for name, value in facts if value not in (None, "")]


def _arithmetic(lines: list[dict[str, Any]]) -> None:
    """Write each line of the decision as charge less adjustments = paid, beside what was to be expected."""
    if not lines:
        st.caption("The payer has decided nothing on it yet, so there is no line to check.")
        return
    body = ""
    for row in lines:
        parts = "".join(
            f" {'−' if row[name] > 0 else '+'} {money(abs(row[name]))} {words}"
            for name, words in PARTS.items()
            if row[name]
        )
        mark = "✓" if not row["difference_amount"] else f"✗ {money(row['difference_amount'])} unexplained"
        expected = row["expected_amount"]
        gap = "" if expected is None else f"{money(expected)}"
        settled = row["paid_amount"] + row["patient_amount"]
        body += (
            f"<tr><td>{text(row['procedure_code'] or 'claim')}</td><td>{money(row['charge_amount'])}{parts} = "
            f"<b>{money(row['paid_amount'])}</b> paid {mark}</td>"
            f'<td class="num">{gap}</td><td class="num">{money(settled)}</td></tr>'
        )
    st.html(
        '<div class="scroll"><table class="list"><thead><tr><th>Line</th><th>The payer\'s arithmetic</th>'
        f"<th>Usually allowed</th><th>Paid and patient</th></tr></thead><tbody>{body}</tbody></table></div>"
    )


def _timeline(claim: dict[str, Any]) -> None:
    rows = claim_stories.timeline(claim)
    body, before = "", None
    for row in rows:
        gap = "" if before is None else f"+{(row['day'] - before).days} d"
        amount = row["amount"]
        body += (
            f'<tr><td class="when">{row["day"]}</td><td class="soft when">{gap}</td><td>{text(row["what"])}</td>'
            f'<td class="num">{"" if amount is None else money(amount)}</td></tr>'
        )
        before = row["day"]
    st.html(f'<table class="list"><tbody>{body}</tbody></table>')
