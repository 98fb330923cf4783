"""What does not tie out in a chain, what to do about it, and what was done so far.

Here: sections of exceptions and their events. Not here: the chain they stand in.
"""

from typing import Any

from pipeline.query.explain.chain import Ask, Line, Section


def exceptions(ask: Ask, subjects: list[str], references: list[str]) -> Section:
    """Exceptions of the things of a chain and of the numbers it names, each with its next action."""
    section = Section("exceptions", "Exceptions", empty="No exception is told of it.")
    for row in ask(EXCEPTIONS, subjects=subjects, references=references):
        section.lines += _told(row)
    return section


def one(ask: Ask, exception_id: str) -> tuple[dict[str, Any], list[Section]]:
    """An exception with its next action, its drafted letter and its life so far."""
    row = ask("select * from marts.exceptions where exception_id = $id", id=exception_id)[0]
    told = Section("exceptions", "Exception", _told(row))
    if row["message_body"]:
        letter = Section("letter", f"Letter to the {row['message_recipient']}")
        letter.lines = [Line(f"Subject: {row['message_subject']}")]
        letter.lines += [Line(words) for words in row["message_body"].split("\n")]
        return row, [told, letter, history(ask, exception_id)]
    return row, [told, history(ask, exception_id)]


def history(ask: Ask, exception_id: str) -> Section:
    """What happened to it, event by event; a refused decision says why."""
    section = Section("history", "What happened so far")
    for row in ask(EVENTS, id=exception_id):
        who = "" if row["actor"] == "rule" else f" by {row['actor']}"
        words = f"{row['kind']}{who}: {row['state']}"
        words += f", {row['assignee']} has it" if row["assignee"] else ""
        words += f", waits on {row['waiting_on']} until {row['waiting_until']}" if row["waiting_on"] else ""
        words += f", evidence {row['evidence_kind']}" if row["evidence_kind"] else ""
        words += f". REFUSED: {row['refusal']}" if row["is_refused"] else ""
        words += f" “{row['note']}”" if row["note"] else ""
        section.lines.append(
            Line(words, row["event_at"].date(), reference=row["evidence_id"], source=(row["_file_id"], row["_line"]))
        )
    return section


def _told(row: dict[str, Any]) -> list[Line]:
    """One exception in three lines: what, why, what next."""
    state = row["status"] if not row["is_overdue"] else f"{row['status']}, OVERDUE"
    age = f"{row['age_business_days']} business days old, {row['sla_business_days']} allowed"
    words = f"{row['code']} {row['title']} ({state}, {age})"
    source = (row["_file_id"], row["_line"])
    lines = [Line(words, row["opened_date"], row["amount"], row["reference"], source=source)]
    if row["difference_amount"]:
        lines.append(Line(f"difference told as {row['code']}", amount=row["difference_amount"]))
    if row["is_open"]:
        who = row["assignee"] or row["owner"]
        lines += [Line(f"likely cause: {row['cause']}"), Line(f"next: {row['next_action']} ({who})")]
        if row["waiting_until"]:
            lines.append(Line(f"waits on {row['waiting_on']}", row["waiting_until"]))
    elif row["resolved_date"]:
        by = "its evidence" if row["resolved_by"] == "rule" else row["resolved_by"]
        lines.append(Line(f"resolved by {by}", row["resolved_date"], reference=row["evidence_id"]))
    lines.append(Line("its key", reference=row["exception_id"]))
    return lines


EXCEPTIONS = """select * from marts.exceptions
where list_contains($subjects, subject_id) or (list_contains($references, reference)
    and subject_kind not in ('deposit', 'bank_debit', 'bank_day', 'remittance', 'card_payout', 'file'))
order by not is_open, is_overdue desc, abs(amount) desc, exception_id"""
EVENTS = "select * from marts.exception_events where exception_id = $id order by event_number"
