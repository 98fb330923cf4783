"""Cash proof: from the bank to the PM system and the books, month by month, every figure with its items."""

import bank_proof
import bridge_proof
import cash_on_hold
import figures
import ledger_tieout
import snapshot
import streamlit as st

PROOFS = {
    "Bridge": bridge_proof.show,
    "Unposted cash": cash_on_hold.show_unposted,
    "Unidentified cash": cash_on_hold.show_unidentified,
    "Unapplied cash": cash_on_hold.show_unapplied,
    "Proof of cash": bank_proof.show,
    "General ledger": ledger_tieout.show,
}
"""Each proof with what shows it: a function of the filter, a mapping of period, entities, accounts and channels."""

snapshot.require()
st.title("Cash proof", anchor=False)
cells = snapshot.query(
    "select distinct period, entity_id, account_number, channel from marts.cash_bridge order by period desc"
)
if cells.is_empty():
    figures.nothing(
        "Not measurable: the proof needs bank statements and payments of the PM system of the same months. "
        "Nothing is shown in their place."
    )
    figures.footer()
    st.stop()
filters = st.columns([1, 1.6, 1.6, 2])
url = {"bind": "query-params"}


def among(column: str) -> list[str]:
    """List what a filter can choose from, in order of the alphabet."""
    return sorted(cells[column].unique().to_list())


periods = among("period")[::-1]
wanted = {
    "period": filters[0].selectbox("Month", periods, key="period", **url),
    "entities": filters[1].multiselect("Entity", among("entity_id"), key="entity", placeholder="every entity", **url),
    "accounts": filters[2].multiselect(
        "Bank account", among("account_number"), key="account", placeholder="every account", **url
    ),
    "channels": filters[3].multiselect("Channel", among("channel"), key="channel", placeholder="every channel", **url),
}
proof = st.segmented_control("Proof", list(PROOFS), default="Bridge", required=True, key="proof", **url)
PROOFS[proof](wanted)
figures.footer()
