"""Next best claim: the claims worth a biller's time now, best first, each with why, what next and by when."""

import chains
import figures
import next_claim
import snapshot
import streamlit as st
import tiles

REASON = "coalesce(concat_ws(' ', group_code, reason_code) || ' ' || reason, category)"
FITTING = f"""from (select *, {REASON} as reason_told from marts.worklist)
where ($payer is null or payer_name = $payer) and ($kind is null or kind = $kind)
  and ($reason is null or reason_told = $reason)
  and (not $soon or days_left <= $short)"""  # noqa: S608  (the parts are our own)
FOUND = f"""select * {FITTING}
qualify row_number() over (order by work_rank) <= $most or claim_number = $asked
order by work_rank"""
TOTAL = f"""select count(*) as claims, sum(effort_minutes) / 60 as hours, sum(amount_at_stake) as amount_at_stake,
       sum(open_amount) as open_amount, sum(expected_value) as expected_value,
       count(*) filter (days_left <= $short) as late,
       coalesce(sum(expected_value) filter (days_left <= $short), 0) as late_value
{FITTING}"""
MOST = 1_000
CHOICES = f"select distinct payer_name, kind, {REASON} as reason from marts.worklist"  # noqa: S608

snapshot.require()
st.title("Next best claim", anchor=False)
choices = snapshot.query(CHOICES)
if choices.is_empty():
    figures.nothing("No claim needs work: nothing is denied, rejected, unanswered or unbilled that is still open.")
    figures.footer()
    st.stop()
top = st.columns([1.4, 1.2, 2.4, 1.2], vertical_alignment="bottom")
url = {"bind": "query-params", "index": None}
names = {column: choices[column].drop_nulls().unique().sort().to_list() for column in choices.columns}
payer = top[0].selectbox("Payer", names["payer_name"], key="payer", placeholder="every payer", **url)
kind = top[1].selectbox("Kind", names["kind"], key="kind", placeholder="every kind", **url)
reason = top[2].selectbox("Reason", names["reason"], key="reason", placeholder="every reason", **url)
soon = top[3].toggle(f"{next_claim.SHORT} days or less left", key="soon", bind="query-params")
wanted = {"payer": payer, "kind": kind, "reason": reason, "soon": soon, "short": next_claim.SHORT}
asked = st.query_params.get("next")
found = snapshot.query(FOUND, most=MOST, asked=asked, **wanted)
if found.is_empty():
    figures.nothing("No claim fits this filter. Take one of the filters away.")
    figures.footer()
    st.stop()

sums = snapshot.one(TOTAL, **wanted)
tiles.show(
    [
        {"label": "Claims to work", "value": f"{sums['claims']:,}", "definition": "worklist",
         "note": f"about {sums['hours']:,.1f} hours of work"},
        {"label": "Still open", "value": figures.money(sums["open_amount"]),
         "definition": "worklist.open_amount", "note": "charges and underpayments"},
        {"label": "To be expected", "value": figures.money(sums["expected_value"]),
         "definition": "worklist.expected_value", "note": f"of {figures.money(sums['amount_at_stake'])} at stake"},
        {"label": f"{next_claim.SHORT} days or less left", "value": f"{sums['late']:,}",
         "definition": "worklist.days_left", "note": figures.money(sums["late_value"]),
         "tone": "bad" if sums["late"] else "plain"},
    ],
    key="worklist",
)  # fmt: skip

ids = found["worklist_id"].to_list()
numbers = found["claim_number"].to_list()
table_key = f"worklist {payer} {kind} {reason} {soon}"
start = numbers.index(asked) if asked in numbers else 0


def step(by: int) -> None:
    """Select the claim before or after the selected one."""
    rows = st.session_state[table_key]["selection"]["rows"] or [start]
    st.session_state[table_key] = {"selection": {"rows": [min(max(rows[0] + by, 0), len(ids) - 1)]}}


left, right = st.columns([1.05, 1], gap="medium")
with left:
    st.caption(
        "Best first: value × chance × urgency, per hour of effort. J and K step through them."
        + (f" The best {len(found):,} stand here." if len(found) < sums["claims"] else "")
    )
    labels = {"work_rank": "Rank", "claim_number": "Claim", "payer_name": "Payer", "kind": "Kind",
              "expected_value": "Expected", "days_left": "Days left", "effort_minutes": "Minutes",
              "priority_score": "Score", "category": "Reason"}  # fmt: skip
    chosen = figures.table(
        found, labels, "worklist", key=table_key, most=24, alt="Claims to work, best first", on_select="rerun",
        selection_mode="single-row-required", selection_default={"selection": {"rows": [start]}},
    )  # fmt: skip
claim = found.row((chosen.selection.rows or [start])[0], named=True)
st.query_params["next"] = claim["claim_number"]
with right:
    bar = st.container(horizontal=True, vertical_alignment="center")
    bar.button("Previous", shortcut="k", on_click=step, args=(-1,))
    bar.button("Next", shortcut="j", on_click=step, args=(1,))
    if claim["similar_count"]:
        same = {"payer": claim["payer_name"], "kind": claim["kind"], "reason": claim["reason_told"]}
        bar.page_link("app_pages/8_worklist.py", label="See the similar ones", query_params=same)
    next_claim.show(claim)
chains.show("claim", claim["claim_number"], expanded=False)
figures.footer()
