"""The morning page's pictures: whose figures these are, the proof in words, the strip of days, the work list.

Here: laying out values the page has asked for. Not here: questions to the marts, and what other pages share (`panels`).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from figures import badge, compact, count, money, nothing, overdue, text

CHANNELS = {"eft": "EFT", "check": "Check", "card": "Card", "desk": "Desk", "other": "Other"}
Row = Mapping[str, Any]


def topline(practice: str, through: dt.date | None, files: Row, checks: list[Row]) -> None:
    """Show whose figures these are, through which day, what did not land well, and whether the checks hold."""
    failed = [check for check in checks if check["status"] != "pass" and check["severity"] == "block"]
    doubts = [check for check in checks if check["status"] != "pass" and check["severity"] == "warn"]
    parts = [f"<b>{text(practice)}</b>", f"<span>Bank data through <b>{text(through)}</b></span>"]
    parts.append(f"<span>{count(files['landed'], 'file')} landed</span>")
    if files["not_accepted"]:
        parts.append(_to_health("Files", f"! {files['not_accepted']} not fully accepted", "wait"))
    if failed or not checks:
        words = f"✗ {count(len(failed), 'check')} failed" if checks else "✗ no checks recorded"
        parts.append(_to_health("Checks", words, "bad"))
    else:
        parts.append(_to_health("Checks", f"✓ {count(len(checks) - len(doubts), 'check')} passed", "good"))
    if doubts:
        parts.append(_to_health("Checks", f"! {count(len(doubts), 'warning')}", "wait"))
    st.html(f'<div class="topline">{" ".join(parts)}</div>')


def _to_health(view: str, words: str, tone: str) -> str:
    return f'<a href="data_health?{urlencode({"show": view})}">{badge(words, tone)}</a>'


def proofs(*labelled: tuple[str, Row]) -> None:
    """Write the proof of bank credits as one sentence for each period; says the gap where there is one."""
    body = ""
    for label, row in labelled:
        body += f'<p class="proof"><span class="what">{text(label)}</span> '
        if not row["deposits"]:
            body += "no bank credits</p>"
            continue
        gap = row["credit"] - row["matched"] - row["classified"] - row["exceptions"]
        verdict = badge("✓ balanced to the cent", "good") if not gap else badge(f"✗ gap of {money(gap)}", "bad")
        body += (
            f"bank credits <b>{money(row['credit'])}</b> = matched <b>{money(row['matched'])}</b> + classified "
            f"<b>{money(row['classified'])}</b> + exceptions <b>{money(row['exceptions'])}</b>"
            f"{_parts(row)} {verdict}</p>"
        )
    st.html(body)


def _parts(row: Row) -> str:
    """Split exceptions into open and resolved where people have resolved any; an exception stays one in the proof."""
    if not row["resolved"]:
        return ""
    return f" (of which open {money(row['exceptions'] - row['resolved'])}, resolved {money(row['resolved'])})"


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
            open_amount, total = row["exceptions"] - row["resolved"], row["credit"]
            tone, mark, shown = ("open", "!", open_amount) if open_amount else ("plain", "●", total)
            if not open_amount and row["matched"]:
                tone, mark = "matched", "✓"
            words = f"{day} {name}: {count(row['deposits'], 'deposit')} {money(total)}, of it matched "
            words += f"{money(row['matched'])}, classified {money(row['classified'])}, open {money(open_amount)}"
            words += f", resolved {money(row['resolved'])}" if row["resolved"] else ""
            link = urlencode({"from": day, "to": day, "channel": row["channels"]}, doseq=True)
            body += (
                f'<td class="{tone}"><a href="deposits?{link}" title="{text(words)}">{mark} {compact(shown)}</a></td>'
            )
        body += "</tr>"
    words = (
        "✓ matched · ! dollars still open · ● classified (interest, transfer) or resolved by a person · each cell "
        "opens its deposits"
    )
    st.html(
        f'<div class="scroll"><table class="strip"><caption>{words}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def work(rows: list[Row]) -> None:
    """List what needs a person, each with its next action in words and a link to it."""
    if not rows:
        nothing("Nothing needs a person: every bank credit and every remittance is explained.")
        return
    body = ""
    for row in rows:
        target = f"deposits?{urlencode({'deposit': row['subject_id']})}"
        if row["subject_kind"] != "deposit":
            target = f"exceptions?{urlencode({'search': row['reference'] or row['subject_id']})}"
        due = badge(overdue(row), "bad" if row["is_overdue"] else "wait")
        where = " · ".join(text(part) for part in (row["payer_name"], row["reference"]) if part)
        body += (
            f'<tr><td>{due}</td><td class="num">{money(row["amount"])}</td><td>{text(row["title"])}</td>'
            f'<td><a href="{target}">{text(row["next_action"])}</a></td><td class="soft">{where}</td>'
            f'<td class="soft">{text(row["assignee"] or row["owner"])}</td></tr>'
        )
    st.html(
        '<div class="scroll"><table class="list work"><thead><tr><th>Due</th><th class="num">Dollars</th><th>What</th>'
        "<th>Next action</th><th>Payer and reference</th><th>Who</th></tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )
