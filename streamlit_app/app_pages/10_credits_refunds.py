"""Credits & refunds: money of others, whose it is, how many days are left, where it is stuck, which refunds wait."""

import figures
import panels
import polars as pl
import snapshot
import streamlit as st
import tiles

URGENCIES = ("overdue", "due within 7 days", "due within 30 days", "more than 30 days left", "no clock")
CREDITS = """select *, case when is_stuck then '! stuck' else 'moving' end as pace from marts.credit_controls
where ($owner is null or owner_title = $owner) and ($urgency is null or urgency = $urgency)
  and (not $stuck or is_stuck)
order by has_clock desc, days_left nulls last, amount desc, credit_balance_id"""
REFUNDS = """select *, next_step like 'Nothing%' as is_done from marts.refund_controls
order by is_done, age_days desc nulls last, refund_number"""

snapshot.require()
st.title("Credits & refunds", anchor=False)
every = snapshot.query(CREDITS, owner=None, urgency=None, stuck=False)
refunds = snapshot.query(REFUNDS)
if every.is_empty() and refunds.is_empty():
    figures.nothing(
        "No credit balance and no refund. Credits need the charges and payments of the PM system, refunds the "
        "refund register; without them nothing can be said, and nothing is shown in their place."
    )
    figures.footer()
    st.stop()

owed = every.filter("has_clock")
late, soon, stuck = (
    owed.filter(pl.col("days_left") < 0), owed.filter(pl.col("days_left").is_between(0, 7)), owed.filter("is_stuck")
)  # fmt: skip
stale = refunds.filter(pl.col("state") == "stale")
waiting = refunds.filter(pl.col("state").is_in(["approved", "outstanding"]))
tiles.show(
    [{"label": label, "value": figures.money(rows["amount"].sum()), "definition": definition,
      "note": figures.count(len(rows), noun), "tone": "bad" if bad and len(rows) else "plain"}
     for label, rows, definition, noun, bad in (
        ("To be given back", owed, "credit_controls.amount", "credit", False),
        ("Past its 60 days", late, "credit_controls.days_left", "credit", True),
        ("Due within 7 days", soon, "credit_controls.due_date", "credit", True),
        ("Stuck", stuck, "credit_controls.is_stuck", "credit", True),
        ("Refunds under way", waiting, "refund_controls.state", "refund", False),
        ("Checks nobody cashed", stale, "refund_controls.next_step", "check", True))],
    key="credits",
)  # fmt: skip

st.header("Whose money, and how many days are left", anchor=False)
if every.is_empty():
    figures.nothing("No credit balance: nobody is owed anything back.")
else:
    names = every.sort("owner_order")["owner_title"].unique(maintain_order=True).to_list()
    cells = every.group_by("owner_title", "urgency").agg(pl.col("amount").sum()).rows()
    panels.grid({(who, when): amount for who, when, amount in cells}, "Credits in US dollars", URGENCIES)
    clocks = dict(every.sort("owner_order").select("owner_title", "clock").rows())
    st.caption(" · ".join(f"**{who}**: {clock}." for who, clock in clocks.items()))
    top = st.columns([1.4, 1.4, 1, 2], vertical_alignment="bottom")
    url = {"bind": "query-params", "index": None}
    owner = top[0].selectbox("Owner", names, key="owner", placeholder="every owner", **url)
    present = [name for name in URGENCIES if name in set(every["urgency"])]
    urgency = top[1].selectbox("Clock", present, key="clock", placeholder="every clock", **url)
    only_stuck = top[2].toggle("Only stuck", key="stuck", bind="query-params")
    shown = snapshot.query(CREDITS, owner=owner, urgency=urgency, stuck=only_stuck)
    st.caption(f"{figures.count(len(shown), 'credit')}, **{figures.money(shown['amount'].sum())}**, fewest days first.")
    labels = {"days_left": "Days left", "owner_title": "Owner", "payer_name": "Payer", "charge_number": "Charge",
              "claim_number": "Claim", "amount": "Credit", "arose_date": "Arose", "due_date": "Due",
              "step": "Where it is", "pace": "Pace", "owner": "Who", "next_action": "Next"}  # fmt: skip
    figures.table(shown, labels, "credit_controls", most=14, wide="next_action",
                  alt="Credit balances, fewest days left first",
                  elsewhere={"pace": "credit_controls.is_stuck"})  # fmt: skip

st.header("Refunds: asked for, approved, paid, posted", anchor=False)
if refunds.is_empty():
    figures.nothing(
        "Not provided: the refund register. Without it nobody can tell whether a refund was approved, paid and posted."
    )
else:
    for row in stale.rows(named=True):
        panels.sentence(
            f"<b>Check {figures.text(row['reference_number'])} of {row['issued_date']}, {figures.money(row['amount'])}"
            f"</b>: not cashed for {figures.count(row['age_days'], 'day')}. <b>Next: {figures.text(row['next_step'])}"
            "</b>", "wait",
        )  # fmt: skip
    if "not provided" in set(refunds["approval"]):
        st.caption("Approval **not provided**: the register names nobody who approved; nothing is held against it.")
    labels = {"refund_number": "Refund", "payee_type": "To", "method": "By", "amount": "Amount",
              "approval": "Approval", "issued_date": "Issued", "bank_says": "Bank", "pm_says": "PM system",
              "state": "State", "next_step": "Next"}  # fmt: skip
    figures.table(refunds, labels, "refund_controls", wide="next_step", alt="Refunds, those that wait first")
figures.footer()
