"""The board's own pictures in words and HTML: proof line, day strip, work list, evidence side by side.

Here: laying out values a page has already asked for. Not here: questions to the marts, decisions.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from figures import badge, compact, money, nothing, overdue, text

CHANNELS = {"eft": "EFT", "check": "Check", "card": "Card", "desk": "Desk", "other": "Other"}
Row = Mapping[str, Any]


def proof(label: str, row: Row) -> str:
    """Write the proof of bank credits as one sentence; says the gap where there is one."""
    total, parts = row["credit"], (row["matched"], row["classified"], row["open"])
    gap = total - sum(parts, Decimal(0))
    verdict = badge("✓ balanced to the cent", "good") if not gap else badge(f"✗ gap of {money(gap)}", "bad")
    return (
        f'<p class="proof"><span class="what">{text(label)}</span> <b>{money(total)}</b> = matched <b>{money(parts[0])}</b>'
        f" + classified <b>{money(parts[1])}</b> + open exceptions <b>{money(parts[2])}</b> {verdict}</p>"
    )


def strip(days: list[dt.date], cells: Mapping[tuple[dt.date, str], Row]) -> None:
    """Show business days × channels; each cell says its state, its dollars, and leads to its deposits."""
    head = "".join(f'<th scope="col">{day:%a}<br>{day:%m-%d}</th>' for day in days)
    body = ""
    for channel, name in CHANNELS.items():
        body += f'<tr><th scope="row">{name}</th>'
        for day in days:
            row = cells.get((day, channel))
            if row is None:
                body += '<td class="none">·</td>'
                continue
            open_amount, total = row["open"], row["credit"]
            tone, mark, shown = ("open", "!", open_amount) if open_amount else ("plain", "●", total)
            if not open_amount and row["matched"]:
                tone, mark = "matched", "✓"
            words = f"{day} {name}: {row['deposits']} deposits {money(total)}, of it matched {money(row['matched'])}, "
            words += f"classified {money(row['classified'])}, open {money(open_amount)}"
            link = urlencode({"from": day, "to": day, "channel": row["channels"]}, doseq=True)
            body += (
                f'<td class="{tone}"><a href="deposits?{link}" title="{text(words)}">{mark} {compact(shown)}</a></td>'
            )
        body += "</tr>"
    st.html(
        f'<div class="scroll"><table class="strip"><caption>✓ matched · ! dollars still open · ● classified '
        f"(interest, transfer) · each cell opens its deposits</caption><thead><tr><th></th>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def work(rows: Iterable[Row]) -> None:
    """List what needs a person, each with its next action in words and a link to it."""
    body = ""
    for row in rows:
        target = f"deposits?{urlencode({'deposit': row['subject_id']})}"
        if row["subject_kind"] != "deposit":
            target = f"exceptions?{urlencode({'search': row['reference'] or row['subject_id']})}"
        due = badge(overdue(row), "bad" if row["is_overdue"] else "wait")
        where = " · ".join(text(part) for part in (row["payer_name"], row["reference"]) if part)
        body += (
            f'<tr><td>{due}</td><td class="num">{money(row["amount"])}</td><td><a href="{target}">{text(row["next_action"])}</a></td>'
            f'<td>{text(row["title"])}</td><td class="soft">{where}</td><td class="soft">{text(row["owner"])}</td></tr>'
        )
    st.html(
        '<div class="scroll"><table class="list"><thead><tr><th>Due</th><th class="num">Dollars</th><th>Next action</th>'
        f"<th>What</th><th>Payer and reference</th><th>Owner</th></tr></thead><tbody>{body}</tbody></table></div>"
    )


def lines(rows: list[tuple[str, Decimal, str]], when_empty: str) -> None:
    """List a few things as words, dollars and a remark; says what it means when there are none."""
    if not rows:
        nothing(when_empty)
        return
    body = "".join(
        f'<tr><td>{text(words)}</td><td class="num">{money(amount)}</td><td class="soft">{text(remark)}</td></tr>'
        for words, amount, remark in rows
    )
    st.html(f'<table class="list"><tbody>{body}</tbody></table>')


def facts(title: str, rows: Iterable[tuple[str, Any]], key_value: str | None = None) -> None:
    """Show one side of the evidence as named facts; characters equal to the matched key are marked."""
    body = ""
    for name, value in rows:
        shown = money(value) if isinstance(value, Decimal) else text(value)
        if key_value and value is not None and not isinstance(value, Decimal):
            shown = shown.replace(text(key_value), f"<mark>{text(key_value)}</mark>")
        body += f'<tr><th scope="row">{text(name)}</th><td>{shown}</td></tr>'
    st.html(f'<table class="facts"><caption>{text(title)}</caption><tbody>{body}</tbody></table>')


def sentence(html_text: str, tone: str = "plain") -> None:
    """Show one sentence of prepared HTML in a box; tone is good, bad, wait or plain."""
    st.html(f'<p class="say {tone}">{html_text}</p>')
