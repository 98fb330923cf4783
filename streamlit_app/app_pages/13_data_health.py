"""Data health: what landed, what was refused and why, which checks hold, and what every figure means."""

import figures
import panels
import polars as pl
import snapshot
import streamlit as st
import tiles

VIEWS = ["Files", "Refused rows", "Checks", "Definitions"]
WORDS = {**figures.STATES, "block": "nothing is published", "warn": "warns"}
CHECK = ["id", "left", "right", "difference", "status", "severity"]

snapshot.require()
st.title("Data health", anchor=False)
files = snapshot.query("select * from marts.landed_files order by outcome = 'accepted', outcome, file_name")
refused = snapshot.query("select * from marts.quarantined_rows order by file_name, line, column_name")
manifest = snapshot.manifest()
rows = [[str(check[part]) for part in CHECK] for check in manifest.get("checks", [])]
checks = pl.DataFrame(rows, schema=dict.fromkeys(CHECK, pl.String), orient="row").rename({"id": "check_id"})
bad = checks.filter(pl.col("status") != "pass")
failed, doubts = len(bad.filter(pl.col("severity") == "block")), len(bad.filter(pl.col("severity") == "warn"))
not_taken = len(files.filter(~pl.col("outcome").is_in(["accepted", "duplicate", "superseded"])))
tiles.show(
    [
        {"label": "Files landed", "value": f"{len(files):,}", "definition": "landed_files",
         "note": f"{not_taken} not fully accepted", "tone": "wait" if not_taken else "good"},
        {"label": "Rows accepted", "value": f"{files['accepted_count'].sum():,}",
         "definition": "landed_files.accepted_count", "note": f"of {files['record_count'].sum():,} read"},
        {"label": "Rows refused", "value": f"{files['quarantined_count'].sum():,}",
         "definition": "landed_files.quarantined_count", "tone": "wait" if len(refused) else "good",
         "note": "each with its reason" if len(refused) else "nothing refused"},
        {"label": "Checks", "value": f"{len(checks):,}", "definition": "checks",
         "note": f"{failed} failed" if failed else "all that must hold do", "tone": "bad" if failed else "good"},
        {"label": "Warnings", "value": f"{doubts:,}", "tone": "wait" if doubts else "good",
         "definition": "Expectations of plausible data that failed: they warn and never stop a run.",
         "note": "look, then decide" if doubts else "nothing unusual"},
    ],
    key="health",
)  # fmt: skip
code = str(manifest.get("code_version", "not known"))[:12]
st.caption(f"Run {snapshot.run_id()}, code {code}, as of {manifest.get('as_of', 'not known')}")
bar = st.columns([1.2, 1, 1], vertical_alignment="bottom")
view = bar[0].segmented_control("Show", VIEWS, default="Files", required=True, key="show", bind="query-params")
search = bar[1].text_input("Search", key="search", bind="query-params", placeholder="part of a name or a reason") or ""


def fitting(frame: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows that contain the searched words anywhere, with states in words."""
    words = pl.concat_str(pl.all().cast(pl.String).fill_null(""), separator=" ").str.to_lowercase()
    found = frame.filter(words.str.contains(search.lower().strip(), literal=True))
    said = [pl.col(column).replace(WORDS) for column in ("status", "severity") if column in found.columns]
    return found.with_columns(said)


if view == "Files":
    labels = {"file_name": "File", "recognised_as": "Read as", "outcome": "Outcome", "record_count": "Rows",
              "accepted_count": "Accepted", "quarantined_count": "Refused", "reason": "Reason"}  # fmt: skip
    figures.table(fitting(files), labels, "landed_files", alt="Landed files with outcome and reason", most=13)
elif view == "Refused rows":
    if refused.is_empty():
        figures.nothing("No row was refused: every line of every file was read and kept.")
    else:
        st.caption("The refused line stays in the file it came from; have it corrected there and sent again.")
        labels = {"file_name": "File", "line": "Line or segment", "record": "Record", "column_name": "Column",
                  "rule": "Rule", "reason": "Reason"}  # fmt: skip
        figures.table(fitting(refused), labels, "quarantined_rows", alt="Refused rows with file, line, reason", most=12)
elif view == "Checks":
    for warning in manifest.get("warnings", []):
        st.warning(warning if isinstance(warning, str) else str(warning.get("says", warning)))
    proofs = snapshot.query("select * from marts.checks order by status, check_id")
    labels = {"status": "State", "check_id": "Check", "description": "What must hold", "left_amount": "Left",
              "right_amount": "Right", "difference_amount": "Difference", "severity": "If not"}  # fmt: skip
    figures.table(fitting(proofs), labels, "checks", alt="Sums that must agree", most=10, wide="description")
    st.caption("Tests of the models must find no row; expectations of plausible data only warn.")
    labels = {"status": "State", "check_id": "Check", "left": "Found", "right": "Expected", "severity": "If not"}
    others = checks.filter(~pl.col("check_id").is_in(proofs["check_id"].to_list())).sort(
        "status", "severity", "check_id"
    )
    figures.table(fitting(others), labels, "checks", alt="Tests and expectations", most=8, wide="check_id")
else:
    catalog = fitting(snapshot.query("select * from marts.catalog order by kind = 'column', kind, parent, name"))
    labels = {"kind": "Kind", "parent": "Mart", "name": "Name", "title": "Title", "description": "Meaning",
              "question": "Answers", "unit": "Unit"}  # fmt: skip
    st.caption("Select a line to read it whole.")
    chosen = figures.table(
        catalog, labels, "catalog", alt="Every mart, column and KPI", most=10, wide="description",
        key=f"words {search}", on_select="rerun", selection_mode="single-row",
    ).selection.rows  # fmt: skip
    for row in (catalog.row(number, named=True) for number in chosen):
        told = [(column.replace("_", " ").capitalize(), value) for column, value in row.items() if value is not None]
        panels.facts(f"{row['name']}, in full", told)
figures.footer()
