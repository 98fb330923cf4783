"""KPIs: the figures leadership acts on: proved or not, against target, why they moved, and where money leaks."""

import days_story
import figures
import kpi_table
import leaks
import panels
import snapshot
import streamlit as st
import tiles

HEADLINES = (("K01",), ("K05",), ("K10", "K10a"), ("K20d",), ("K30",))
PROOF = """select count(*) as checks, count(*) filter (status <> 'pass') as failed,
       coalesce(sum(abs(difference_amount)), 0) as unexplained from marts.checks where severity = 'block'"""
CASH = """select coalesce(sum(amount) filter (state <> 'classified'), 0) as amount,
       count(*) filter (state <> 'classified') as deposits, max(deposit_date) as latest from marts.deposits
where substr(cast(deposit_date as varchar), 1, 7) = $period and ($entity is null or entity_id = $entity)"""
UNPOSTED = """select coalesce(sum(ending_amount), 0) as amount, coalesce(sum(open_count), 0) as items
from marts.unposted_cash where period = $period and ($entity is null or entity_id = $entity)"""

snapshot.require()
context = snapshot.one("select as_of, practice_name from marts.run_context")
period = f"{context['as_of']:%Y-%m}"
entities = snapshot.query(
    "select distinct entity_id from marts.kpi_values where is_measurable order by entity_id"
)["entity_id"].to_list()  # fmt: skip
top = st.columns([3, 1.4], vertical_alignment="bottom")
top[0].title(f"{context['practice_name']}, {period}", anchor=False)
if not entities:
    figures.nothing("Nothing to measure yet: KPIs need charges and payments of the PM system, remittances and claims.")
    figures.footer()
    st.stop()
entity = entities[0] if len(entities) == 1 else top[1].selectbox(
    "Entity", entities, index=None, key="entity", placeholder="every entity", bind="query-params"
)  # fmt: skip

proof = snapshot.one(PROOF)
if proof["failed"] or not proof["checks"]:
    failed = f"{proof['failed']} of {figures.count(proof['checks'], 'check')} failed"
    gap = f"unexplained <b>{figures.money(proof['unexplained'])}</b>"
    panels.sentence(f"{figures.badge('✗ not proved', 'bad')} {failed}; {gap}. See Data health before acting.", "bad")
else:
    panels.sentence(f"{figures.badge('✓ proved', 'good')} unexplained <b>{figures.money(proof['unexplained'])}</b> in "
                    f"{figures.count(proof['checks'], 'equation')} of bank, PM system, remittances and ledger, as of "
                    f"{context['as_of']}.", "good")  # fmt: skip


def headline(kpi_ids: tuple[str, ...]) -> dict:
    """Give the tile of the first of the KPIs that has a value, else of the first."""
    made = [tiles.kpi(kpi_id, period, told=True, entity=entity) for kpi_id in kpi_ids]
    tile = next((tile for tile in made if tile["value"] != "–"), made[0])
    return tile | {"note": "no month before it"} if tile["note"] == tile.get("parts") else tile


cash = snapshot.one(CASH, period=period, entity=entity)
unposted = snapshot.one(UNPOSTED, period=period, entity=entity)
items = [headline(kpi_ids) for kpi_ids in HEADLINES]
net = tiles.kpi("K01a", period, entity=entity)
items[0]["below"] = [*items[0].get("below", []), f"{net['value']} net of credits"]
items[0] = days_story.told(items[0], entity)
items.append(
    {"label": "Cash, month to date", "value": figures.money(cash["amount"]), "definition":
     "Bank credits of the month that are patient or payer money: all but what is classified as something else.",
     "note": figures.count(cash["deposits"], "deposit"),
     "below": [f"{figures.money(unposted['amount'])} banked, not posted"]}
)  # fmt: skip
tiles.show(items, key="leadership")

left, right = st.columns([1.5, 1], gap="medium")
with left:
    st.header("Why days in A/R moved", anchor=False)
    days_story.show(entity)
with right:
    st.header("Where money leaks", anchor=False)
    leaks.show(entity)

st.header("All KPIs", anchor=False)
kpi_table.show(period, entity)
figures.footer()
