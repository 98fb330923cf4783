"""How a figure looks on every page: number formats, states in words, badges and tables.

Here: turning values into text and tables, each heading with its definition. Not here: questions to the marts, tiles
(`tiles`) and charts (`charts`).
"""

import html
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import polars as pl
import snapshot
import streamlit as st

ROW, HEADING = 30, 38
STATES = {
    "matched": "✓ matched",
    "classified": "● classified",
    "open": "! open",
    "resolved": "● resolved",
    "pass": "✓ passes",
    "fail": "✗ fails",
}


def money(amount: Decimal | float | None) -> str:
    """Write US dollars with cents, negative in parentheses, a dash for nothing known."""
    if amount is None:
        return "–"
    text = f"{abs(amount):,.2f}"
    return f"({text})" if amount < 0 else text


def compact(amount: Decimal) -> str:
    """Write US dollars in at most five characters, for places that also give the exact amount."""
    size = abs(amount)
    if size < Decimal("999.5"):
        text = f"{size:.0f}"
    elif size < Decimal(999_500):
        text = f"{size / 1000:.1f}k" if size < Decimal(99_950) else f"{size / 1000:.0f}k"
    else:
        text = f"{size / 1_000_000:.1f}M"
    return f"({text})" if amount < 0 else text


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number of things: `1 item`, `1,204 items`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def kpi(value: float | None, unit: str) -> str:
    """Write a KPI value in its unit (days, business days, ratio as a percentage, amount in US dollars)."""
    if value is None:
        return "not measurable"
    if unit == "ratio":
        return f"{value:.1%}"
    return money(value) if unit == "amount" else f"{value:,.1f} {'bd' if unit == 'business days' else unit}"


def overdue(row: Mapping[str, Any]) -> str:
    """Say in words how an exception stands against its deadline, in business days."""
    left = row["sla_business_days"] - row["age_business_days"]
    if row["is_overdue"]:
        return f"{count(max(-left, 0), 'day')} overdue" if left < 0 else "overdue"
    return "due today" if left == 0 else f"{count(left, 'day')} left"


def text(value: Any) -> str:
    """Make a value safe inside HTML; nothing known becomes a dash."""
    return "–" if value is None or value == "" else html.escape(str(value))


def badge(words: str, tone: str) -> str:
    """Make a badge; tone is good, bad, wait or plain, and the words say the same as the colour."""
    return f'<span class="badge {tone}">{text(words)}</span>'


def table(
    frame: pl.DataFrame,
    labels: dict[str, str],
    mart: str,
    *,
    alt: str,
    key: str | None = None,
    most: int = 12,
    wide: str | None = None,
    elsewhere: dict[str, str] | None = None,
    on_select: Callable[[], None] | str = "ignore",
    **options: Any,
) -> Any:
    """Show rows compactly: money with cents, dates as YYYY-MM-DD, each heading with its definition.

    Args:
        frame: the rows; money may be decimal.
        labels: columns to show, in order, with their headings.
        mart: where the columns are defined in the catalog.
        alt: what the table holds, for readers who cannot see it.
        key: name of the widget.
        most: rows shown before the table scrolls.
        wide: a column whose sentences need room.
        elsewhere: catalog names of columns that `mart` does not define.
        on_select: as in `st.dataframe`.
        options: further options of `st.dataframe`.
    """
    shown = frame.select(list(labels))
    config = {}
    for column, label in labels.items():
        kind = shown.schema[column]
        about = {"label": label, "help": snapshot.definition((elsewhere or {}).get(column, f"{mart}.{column}"))}
        about["width"] = "large" if column == wide else None
        if kind == pl.Decimal:
            config[column] = st.column_config.NumberColumn(**about, format="accounting")
        elif kind == pl.List:
            config[column] = st.column_config.LineChartColumn(**about)
        elif kind == pl.Date:
            config[column] = st.column_config.DateColumn(**about, format="YYYY-MM-DD")
        else:
            config[column] = st.column_config.Column(**about)
    # The browser's table formats floats only; the cents were summed as decimals and the copy is for the eye.
    shown = shown.with_columns(pl.col(pl.Decimal).cast(pl.Float64))
    return st.dataframe(
        shown, hide_index=True, column_config=config, row_height=ROW, placeholder="–", key=key, alt=alt,
        height=HEADING + ROW * min(len(shown), most), on_select=on_select, **options,
    )  # fmt: skip


def nothing(words: str) -> None:
    """Say that a list is empty, and what that means."""
    st.html(f'<p class="nothing">{text(words)}</p>')


def footer() -> None:
    """Close a page: which run it shows and the questions it asked, for whoever wants to check a figure."""
    with st.expander("How these figures were asked for (SQL)"):
        st.caption(f"Snapshot {snapshot.run_id()}. The same question in `tieout sql` gives the same number.")
        # Plain text: a highlighter is a third of what the browser would have to load.
        questions = ";\n\n".join(snapshot.asked())
        st.html(f'<pre class="sql">{text(questions)}</pre>')
