"""Today: are we balanced, what needs me, and what cleared by itself; the first page of the morning."""

import bank_credits
import figures
import morning
import panels
import snapshot
import streamlit as st
import tiles

from pipeline.workbooks.unposted import SAYS, UNPOSTED

STRIP_DAYS = 20
MOST_ITEMS = 15
CONTROLS = ("K50a", "K50b", "K50c", "K50d", "K51", "K51p90")

snapshot.require()
context = snapshot.one("select as_of, practice_name from marts.run_context")
files = snapshot.one("""select count(*) as landed,
       count(*) filter (outcome not in ('accepted', 'duplicate', 'superseded')) as not_accepted
from marts.landed_files""")
latest = snapshot.one("select max(statement_date) as day from marts.deposit_chain")["day"]
morning.topline(context["practice_name"], latest, files, snapshot.manifest().get("checks", []))
st.title("Are we balanced?", anchor=False)

whole = snapshot.one(bank_credits.PROOF, day=None)
if not whole["deposits"]:
    figures.nothing("No bank credits have landed, so nothing can be proved. Land bank statements and run again.")
    st.stop()
morning.proofs(
    (f"Latest day, {latest:%a %Y-%m-%d}", snapshot.one(bank_credits.PROOF, day=latest)),
    (f"All since {whole['first_day']}", whole),
)

todo = snapshot.one("""select count(*) as items, coalesce(sum(amount), 0) as amount,
       count(*) filter (is_overdue) as overdue from marts.exceptions where is_open""")
unposted = snapshot.query(UNPOSTED)
missing = snapshot.one("""select count(*) filter (funding_state = 'missing') as missing,
       count(*) filter (funding_state = 'awaiting') as awaiting, coalesce(sum(payment_amount), 0) as amount
from marts.remittances where funding_state in ('missing', 'awaiting')""")
period = f"{context['as_of']:%Y-%m}"
tiles.show(
    [
        {"label": "Needs a person", "value": figures.money(todo["amount"]), "definition": "exceptions",
         "note": f"{figures.count(todo['items'], 'item')}, {todo['overdue']} overdue",
         "tone": "bad" if todo["overdue"] else "plain"},
        {"label": "Banked, not posted", "value": figures.money(unposted["unposted_amount"].sum()),
         "definition": SAYS, "note": figures.count(len(unposted), "deposit")},
        {"label": "Remits without money", "value": figures.money(missing["amount"]),
         "definition": "remittances.funding_state",
         "note": f"{missing['missing']} missing, {missing['awaiting']} not due yet"},
        tiles.kpi("K01", period),
        tiles.kpi("K01a", period),
        tiles.kpi("K05", period),
    ],
    key="today",
)  # fmt: skip

days = snapshot.query(bank_credits.DAYS, most=STRIP_DAYS)["day"].to_list()[::-1]
cells = snapshot.query(bank_credits.STRIP, first=days[0]).rows(named=True)
morning.strip(days, {(row["deposit_date"], row["strip_channel"]): row for row in cells})

st.header("What needs you, overdue and largest first", anchor=False)
queue = snapshot.query(
    """select * from marts.exceptions where is_open
order by is_overdue desc, amount desc, exception_id limit $most""",
    most=MOST_ITEMS,
)
morning.work(queue.rows(named=True))
if len(queue) < todo["items"]:
    st.page_link("app_pages/3_exceptions.py", label=f"See all {todo['items']:,} open items")

left, middle, right = st.columns(3, gap="medium")
with left:
    st.header("Money here, not posted", anchor=False)
    rows = unposted.head(6).rows(named=True)
    told = [(row["payer_name"], row["unposted_amount"], f"banked {row['deposit_date']}") for row in rows]
    panels.lines(told, "Every deposit with a remittance is posted in the PM system.")
    st.caption(SAYS)
with middle:
    st.header("Remits here, no money", anchor=False)
    rows = snapshot.query("""select payer_name, payment_date, payment_amount, funding_state from marts.remittances
where funding_state in ('missing', 'awaiting') order by payment_date, payment_amount desc limit 6""").rows()
    told = [(who, amount, f"{state}, dated {on}") for who, on, amount, state in rows]
    panels.lines(told, "Every remittance that promised money has its deposit.")
with right:
    st.header("Cleared by itself, latest day", anchor=False)
    rows = snapshot.query(
        """select match_rule, count(*) as deposits, sum(matched_amount) as amount from marts.deposits
where state = 'matched' and deposit_date = $day group by all order by amount desc limit 6""", day=latest,
    ).rows()  # fmt: skip
    told = [(rule.replace("_", " "), amount, figures.count(deposits, "deposit")) for rule, deposits, amount in rows]
    panels.lines(told, "No deposit of the latest day was matched by a rule.")

st.header(f"Cash controls, {period}", anchor=False)
tiles.show([tiles.kpi(kpi_id, period, told=True) for kpi_id in CONTROLS], key="controls")
figures.footer()
