"""Controls: what needs a second look and why, who held two duties, what came late, and what could not be tested."""

import desk
import figures
import panels
import polars as pl
import snapshot
import streamlit as st
import tiles

FOUND = """select f.* from marts.adjustment_controls as f
inner join marts.control_coverage as c on c.control = f.control
where ($control is null or f.title = $control) and ($severity is null or f.severity = $severity)
  and ($login is null or f.user_name = $login)
order by f.severity = 'high' desc, c.control_order, f.amount desc, f.adjustment_control_id"""
COVERAGE = "select * from marts.control_coverage order by control_order"
APPROVABLE = pl.col("item_kind").is_in(["write-off", "refund"]) & (pl.col("control") != "contractual_beyond_remittance")
LATE = """select *, case when is_dated_by_source then 'the PM system' else 'a later export' end as told_by
from marts.prior_period_adjustments
order by original_period desc, known_date, reference, prior_period_adjustment_id"""
UNNAMED = "Who posted payments and write-offs is not provided: only drawers, refunds and the desk can name logins."

snapshot.require()
st.title("Controls", anchor=False)
coverage = snapshot.query(COVERAGE)
if coverage.is_empty() or not coverage["is_provided"].any():
    figures.nothing("Not provided: no source says anything a control needs. Nothing is clean because nothing is seen.")
    figures.footer()
    st.stop()
every = snapshot.query(FOUND, control=None, severity=None, login=None)
duties = snapshot.query("select * from marts.duty_conflicts order by title, amount desc, duty_conflict_id")
late = snapshot.query(LATE)
high = every.filter(pl.col("severity") == "high")
blind = coverage.filter(~pl.col("is_provided"))
tiles.show(
    [
        {"label": "Findings", "value": f"{len(every):,}", "definition": "adjustment_controls",
         "note": figures.money(every["amount"].sum())},
        {"label": "Of high severity", "value": f"{len(high):,}", "definition": "adjustment_controls.severity",
         "note": figures.money(high["amount"].sum()), "tone": "bad" if len(high) else "plain"},
        {"label": "Two duties in one hand", "value": f"{len(duties):,}", "definition": "duty_conflicts",
         "note": figures.money(duties["amount"].sum()), "tone": "bad" if len(duties) else "plain"},
        {"label": "Late into closed months", "value": f"{len(late):,}", "definition": "prior_period_adjustments",
         "note": f"A/R {figures.money(late['balance_change_amount'].sum())}"},
        {"label": "Controls not testable", "value": f"{len(blind):,}", "definition": "control_coverage.is_provided",
         "note": f"of {len(coverage)}", "tone": "wait" if len(blind) else "plain"},
    ],
    key="controls",
)  # fmt: skip
st.caption("Names logins: for whoever supervises. A finding is a question to be answered, not an accusation.")

st.header("What needs a second look", anchor=False)
top = st.columns([2.4, 1, 1.2, 1], vertical_alignment="bottom")
url = {"bind": "query-params", "index": None}
named = coverage.filter(pl.col("finding_count") > 0)
control = top[0].selectbox("Control", named["title"].to_list(), key="control", placeholder="every control", **url)
severity = top[1].selectbox("Severity", ["high", "medium", "low"], key="severity", placeholder="every", **url)
logins = every["user_name"].drop_nulls().unique().sort().to_list()
login = top[2].selectbox("Login", logins, key="login", placeholder="every login", **url)
found = snapshot.query(FOUND, control=control, severity=severity, login=login)
if found.is_empty():
    figures.nothing("No control names anything here.")
else:
    st.caption(f"{figures.count(len(found), 'finding')}, **{figures.money(found['amount'].sum())}**, gravest first.")
    labels = {"severity": "Severity", "title": "Control", "amount": "Amount", "reference": "Reference",
              "user_name": "Login", "posting_date": "Posted for", "entered_date": "Keyed, voided, banked",
              "tier": "Tier", "words": "What happened, what to do"}  # fmt: skip
    chosen = figures.table(found, labels, "adjustment_controls", key=f"found {control} {severity} {login}", most=14,
                           wide="words", alt="Findings, gravest first", on_select="rerun",
                           selection_mode="multi-row")  # fmt: skip
    picked = found[chosen.selection.rows] if chosen.selection.rows else found.clear()
    for row in picked.rows(named=True):
        source = snapshot.source(row["_file_id"], row["_line"])
        panels.sentence(f"<b>{figures.text(row['title'])}</b>, {figures.text(row['reference'])}, "
                        f"{figures.money(row['amount'])}. {figures.text(row['words'])}<br><span class='soft'>"
                        f"Source: {figures.text(source)}</span>", "wait")  # fmt: skip
    desk.approval_button(picked.filter(APPROVABLE)["item_id"].unique().to_list())

st.header("Two duties in one hand", anchor=False)
if duties.is_empty():
    blank = "write_off_over_limit" in set(blind["control"])
    figures.nothing(
        f"No login held two duties on the same money, as far as sources say who did what. {UNNAMED * blank}"
    )
else:
    labels = {"title": "What", "user_name": "Login", "money_kind": "Money", "reference": "Reference",
              "amount": "Amount", "first_date": "First", "second_date": "Second",
              "words": "Risk, what to do"}  # fmt: skip
    figures.table(duties, labels, "duty_conflicts", wide="words", alt="Duties one login held on the same money")
if not late.is_empty():
    st.header("Late into closed months", anchor=False)
    labels = {"original_period": "Belongs to", "reported_period": "Known in", "reason": "Why", "record": "Row",
              "reference": "Reference", "posting_date": "Posted for", "known_date": "Known on", "amount": "Change",
              "balance_change_amount": "Change of A/R", "told_by": "Day comes from"}  # fmt: skip
    figures.table(late, labels, "prior_period_adjustments", alt="Changes of closed months", most=8,
                  elsewhere={"told_by": "prior_period_adjustments.is_dated_by_source"})  # fmt: skip
st.header("What each control could see", anchor=False)
labels = {"title": "Control", "area": "Watches", "examined_count": "Looked at", "unknown_count": "Not told",
          "finding_count": "Findings", "finding_amount": "Amount", "says": "What it could see"}  # fmt: skip
figures.table(coverage, labels, "control_coverage", wide="says", alt="Each control with what it could see")
figures.footer()
