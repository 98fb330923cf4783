"""Pictures in words and HTML that several pages share: facts side by side, sentences, short lists, a shaded grid.

Here: laying out values a page has already asked for. Not here: questions to the marts, decisions, charts.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st
from figures import money, nothing, text


def sentence(html_text: str, tone: str = "plain") -> None:
    """Show one sentence of prepared HTML in a box; tone is good, bad, wait or plain."""
    st.html(f'<p class="say {tone}">{html_text}</p>')


def problem(row: Mapping[str, Any], source: str | None) -> None:
    """Show one exception: what, why, what to do next, the latest note and where it comes from."""
    note = f"<br>Note: {text(row['note'])}" if row.get("note") else ""
    sentence(
        f"<b>{text(row['code'])} {text(row['title'])}</b>, {money(row['amount'])}, {text(row['reference'])}. "
        f"{text(row['cause'])}.<br><b>Next: {text(row['next_action'])}</b> ({text(row['owner'])})"
        f"{note}<br><span class='soft'>Source: {text(source)}</span>",
        "bad" if row["is_overdue"] else "wait",
    )


def letter(row: Mapping[str, Any]) -> None:
    """Offer the letter drafted for an exception, ready to be copied into an e-mail."""
    if not row["message_body"]:
        return
    with st.expander(f"Letter to the {row['message_recipient']}: {row['message_subject']}"):
        st.code(row["message_body"], language=None, wrap_lines=True)
        st.caption("Nothing is sent from here. Read it, copy it, send it yourself; then set the exception to waiting.")


def lines(rows: list[tuple[str, Decimal, Any]], when_empty: str = "") -> None:
    """List a few things as words, dollars and a remark; says what it means when there are none."""
    if not rows:
        nothing(when_empty)
        return
    body = "".join(
        f'<tr><td>{text(words)}</td><td class="num">{money(amount)}</td><td class="soft when">{text(remark)}</td></tr>'
        for words, amount, remark in rows
    )
    st.html(f'<table class="list"><tbody>{body}</tbody></table>')


def facts(title: str, rows: Iterable[tuple[str, Any]], key_value: str | None = None) -> None:
    """Show one side of the evidence as named facts; characters equal to the matched key are marked."""
    body = ""
    for name, value in rows:
        shown = money(value) if isinstance(value, Decimal) else text(value)
        if key_value and isinstance(value, str) and name != "Source":
            shown = shown.replace(text(key_value), f"<mark>{text(key_value)}</mark>")
        body += f'<tr><th scope="row">{text(name)}</th><td>{shown}</td></tr>'
    st.html(f'<table class="facts"><caption>{text(title)}</caption><tbody>{body}</tbody></table>')


def grid(cells: Mapping[tuple[str, str], Decimal], words: str, order: Sequence[str] = ()) -> None:
    """Show dollars for each pair of row and column, larger amounts on darker ground.

    Names are sorted by dollars; columns that `order` names stand first, in its order.
    """
    rows, columns = (
        sorted({pair[side] for pair in cells}, key=lambda name: (-_total(cells, side, name), name)) for side in (0, 1)
    )
    columns.sort(key=lambda name: order.index(name) if name in order else len(order))
    most = max(cells.values())
    body = ""
    for row in rows:
        body += f'<tr><th scope="row">{text(row)}</th>'
        for column in columns:
            amount = cells.get((row, column))
            shade = f"rgba(31,90,140,{0.06 + 0.34 * float(amount / most if most else 0):.2f})" if amount else "#F8FAFB"
            body += f'<td style="background:{shade}">{money(amount) if amount else "·"}</td>'
        body += f'<td class="sum">{money(_total(cells, 0, row))}</td></tr>'
    head = "".join(f'<th scope="col">{text(column)}</th>' for column in columns)
    st.html(
        f'<div class="scroll"><table class="grid"><caption>{text(words)}</caption><thead><tr><td></td>{head}'
        f'<th scope="col">All</th></tr></thead><tbody>{body}</tbody></table></div>'
    )


def _total(cells: Mapping[tuple[str, str], Decimal], side: int, name: str) -> Decimal:
    return sum((amount for pair, amount in cells.items() if pair[side] == name), Decimal(0))
