"""The whole chain of a deposit or an exception on the board: the same sections `tieout explain` prints.

Here: laying a chain out as a table. Not here: the chain (`pipeline.query.explain`) and the shorter story beside a
deposit (`evidence`).
"""

from typing import Any

import snapshot
import streamlit as st
from figures import count, money, text

from pipeline.query.explain import Chain, Line, Section, tell
from pipeline.query.explain.chain import Sum

MOST_LINES = 12


def show(kind: str, key: str, *, expanded: bool) -> None:
    """Show everything known of one thing, from the bank to the ledger, every fact with its file and line.

    Args:
        kind: deposit, remit, payout, payment, claim or exception.
        key: its key.
        expanded: whether it is open at first.
    """
    chain = tell(_ask, kind, key)
    with st.expander(f"The whole chain. {chain.verdict}", expanded=expanded):
        body = "".join(_section(chain, section) for section in chain.sections)
        st.html(f'<div class="scroll"><table class="list chain"><tbody>{body}</tbody></table></div>')
        st.caption(f"The same in a terminal: `tieout explain {kind}:{key}`; add `--json` for programs.")


def _ask(sql: str, **values: Any) -> list[dict[str, Any]]:
    return snapshot.query(sql, **values).rows(named=True)


def _section(chain: Chain, section: Section) -> str:
    head = f'<tr><th colspan="5" scope="rowgroup">{text(section.title)}</th></tr>'
    if not section.lines:
        head += f'<tr><td colspan="5" class="soft">{text(section.empty)}</td></tr>'
    rows = "".join(_line(chain, line) for line in section.lines[:MOST_LINES])
    if len(section.lines) > MOST_LINES:
        rows += _row("", "", "", f"… and {count(len(section.lines) - MOST_LINES, 'more line')}", "")
    return head + rows + "".join(_sum(equation) for equation in section.sums)


def _line(chain: Chain, line: Line) -> str:
    gap = "" if line.days is None else f"{line.days:+d} bd" if line.days else "same day"
    words = text(line.words) + (f" <b>{text(line.reference)}</b>" if line.reference else "")
    source = chain.name_source(line.source)
    return _row(
        str(line.on or ""),
        gap,
        "" if line.amount is None else money(line.amount),
        words,
        text(source) if source else "",
    )


def _sum(equation: Sum) -> str:
    terms = " + ".join(f"{money(amount)} {text(words)}" for words, amount in equation.terms)
    mark = "✓" if not equation.difference else f"✗ difference <b>{money(equation.difference)}</b>"
    words = f"{text(equation.words)}: {terms} = {text(equation.total_words)} {mark}"
    return _row("", "", money(equation.total), words, "")


def _row(on: str, gap: str, amount: str, words: str, source: str) -> str:
    return (
        f'<tr><td class="when">{on}</td><td class="soft when">{gap}</td><td class="num">{amount}</td>'
        f'<td>{words}</td><td class="soft">{source}</td></tr>'
    )
