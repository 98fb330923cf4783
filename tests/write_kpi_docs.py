"""Writes docs/kpis.md from the definitions: `python -m tests.write_kpi_docs`.

Here: the page as text. Not here: any definition; those stand with the models, in the seed of what is not measured yet,
and in the seed of targets.
"""

import csv
from pathlib import Path
from typing import Any

import yaml

DBT = Path("dbt_project")
PAGE = Path("docs/kpis.md")
MODELS = DBT / "models" / "marts" / "kpis" / "_kpis__models.yml"
INTRODUCTION = """# KPIs

Every KPI has one definition and one SQL model, `dbt_project/models/marts/kpis/kpi_<name>.sql`; the mart `kpi_values`
holds its parts by month, entity and grain, and `catalog` its definition. Ratios are never averaged: add up the parts,
then divide. What cannot be measured says what it needs; it is never zero. This page is written from the definitions by
`python -m tests.write_kpi_docs`.

Figures of a day (what is open, how old it is) exist for the newest month only. What was open at a month-end before can
be added up from the movements known today, and `int_open_items_by_day` does so for proofs; but a PM export that dates a
payer's money on a charge line by its last posting does not say what was open before that. In a simulated practice of
20,000 claims that is one line in twenty: open debit balances come out 0.3 percent too high one month back and 0.8
percent two months back. Besides, what is posted late with an early date would change a month that was reported before.
A trend of such a figure is what was published each month; `ar_rollforward` has the ending balance of every month.
"""


def measured() -> list[dict[str, Any]]:
    """Definition of every KPI that has a model, by number."""
    models = yaml.safe_load(MODELS.read_text())["models"]
    found = [model | model["config"]["meta"] for model in models if "kpi_id" in model.get("config", {}).get("meta", {})]
    return sorted(found, key=lambda kpi: kpi["kpi_id"])


def rows(seed: str) -> list[dict[str, str]]:
    """Rows of a seed."""
    with (DBT / "seeds" / f"{seed}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def page() -> str:
    """The whole page."""
    targets = {row["kpi_id"]: row for row in rows("kpi_targets")}
    parts = [INTRODUCTION, "## Measured\n"]
    for kpi in measured():
        target = targets.get(kpi["kpi_id"])
        parts.append(
            f"### {kpi['kpi_id']} {kpi['kpi_name']}\n\n{kpi['description']}\n\n"
            f"- Formula: {kpi['formula']}\n- Unit: {kpi['unit']}; counts in: {kpi['axis']}\n"
            f"- Good is {kpi['direction']}"
            + (f" {target['target']} ({target['source_label']})" if target else "; no target set")
            + f"\n- Needs: {kpi['needs']}\n- Model: `{kpi['name']}`, definition version {kpi['definition_version']}\n"
        )
    parts.append("## Not measurable yet\n\n| KPI | Name | Formula | Needs |\n|---|---|---|---|")
    parts += [
        f"| {row['kpi_id']} | {row['title']} | {row['formula']} | {row['needs']} |" for row in rows("kpis_not_measured")
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
