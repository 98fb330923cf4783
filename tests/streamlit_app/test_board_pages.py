"""Each page says what it should about the synthetic snapshot, and nothing about people."""

import json
import re
import shutil
from decimal import Decimal

import pytest
import synthetic_snapshot
from conftest import BOARD
from streamlit.testing.v1 import AppTest

PAGES = sorted(path.stem.split("_", maxsplit=1)[1] for path in (BOARD / "app_pages").glob("*.py"))
MARTS = synthetic_snapshot.marts()


def words(board):
    """Everything a page says, as one text."""
    html = " ".join(element.proto.body for element in board.get("html"))
    said = [element.value for kind in ("title", "header", "markdown", "caption", "info", "warning", "error")
            for element in board.get(kind)]  # fmt: skip
    tiles = [f"{tile.label} {tile.value} {tile.delta}" for tile in board.metric]
    return " ".join([re.sub(r"<style.*?</style>|<[^>]+>", " ", html), *map(str, said), *tiles])


def publish_instead(data, other, rows):
    """Make the data folder's snapshot one of the given rows."""
    synthetic_snapshot.write(other, rows)
    (data / "published").unlink()
    (data / "published").symlink_to(other / "published")


def money(amount):
    return f"({-amount:,.2f})" if amount < 0 else f"{amount:,.2f}"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_and_tells_which_questions_it_asked(open_page, page):
    board = open_page(page)
    assert not board.exception
    assert not board.error
    assert not board.subheader, "headings follow the title without leaving out a level, for those who hear the page"
    assert any("from marts." in element.proto.body for element in board.get("html"))


def test_today_proves_all_bank_credits_to_the_cent(open_page):
    said = words(open_page("today"))
    deposits = MARTS["deposits"]
    for column in ("amount", "matched_amount", "classified_amount", "exception_amount"):
        assert money(sum(row[column] for row in deposits)) in said
        assert money(sum(row[column] for row in deposits if row["deposit_date"] == synthetic_snapshot.AS_OF)) in said
    assert said.count("balanced to the cent") == 2


def test_today_says_the_gap_when_credits_are_not_explained(data, open_page, tmp_path_factory):
    other = tmp_path_factory.mktemp("gap")
    rows = synthetic_snapshot.marts()
    rows["deposits"][0]["matched_amount"] -= Decimal("0.01")
    synthetic_snapshot.write(other, rows)
    (data / "published").unlink()
    (data / "published").symlink_to(other / "published")
    assert "gap of 0.01" in words(open_page("today"))


def test_today_lists_what_needs_a_person_most_pressing_first(open_page):
    said = words(open_page("today"))
    due = [row for row in MARTS["exceptions"] if row["is_overdue"]]
    largest = max(due, key=lambda row: row["amount"])
    assert said.index(largest["reference"]) < min(said.index(row["reference"]) for row in due if row is not largest)
    assert "days overdue" in said
    assert "Get the remittance" in said


def test_a_cell_of_the_strip_leads_to_its_deposits(open_page):
    html = " ".join(element.proto.body for element in open_page("today").get("html"))
    assert "deposits?from=2026-09-30&to=2026-09-30&channel=eft" in html


def test_every_tile_carries_its_definition(open_page):
    for page in PAGES:
        for tile in open_page(page).metric:
            assert tile.help, f"{page}: {tile.label}"
            assert "has no description" not in tile.help, f"{page}: {tile.label}"


def test_deposits_show_the_evidence_beside_the_bank_line_with_the_key_marked(open_page):
    deposit = next(row for row in MARTS["deposits"] if row["evidence_kind"] == "remittance" and row["channel"] == "eft")
    board = open_page("deposits", deposit=deposit["deposit_id"])
    html = " ".join(element.proto.body for element in board.get("html"))
    assert html.count(f"<mark>{deposit['customer_reference']}</mark>") >= 3
    assert "bank/bank_20260930.bai, line" in html
    assert f"{money(deposit['amount'])} = " in html


def test_deposits_write_the_arithmetic_of_interest_paid_with_the_claims(open_page):
    chain = next(row for row in MARTS["deposit_chain"] if row["provider_adjustment_amount"])
    said = words(open_page("deposits", deposit=chain["bank_transaction_id"]))
    claims, total = chain["claim_paid_amount"], chain["bank_amount"]
    assert f"{money(total)} = {money(claims)} claims + 12.34 provider adjustments (PLB)" in said


def test_a_deposit_shows_its_whole_chain_with_file_and_line(open_page):
    deposit = next(row for row in MARTS["deposits"] if row["evidence_kind"] == "remittance" and row["channel"] == "eft")
    board = open_page("deposits", deposit=deposit["deposit_id"])
    html = next(element.proto.body for element in board.get("html") if 'class="list chain"' in element.proto.body)
    for part in ("Bank", "Why they belong together", "Evidence", "General ledger", "Exceptions"):
        assert part in html
    assert "bank/bank_20260930.bai:" in html
    assert any("The whole chain." in box.label for box in board.expander)


def test_deposits_can_be_filtered_from_the_address(open_page):
    board = open_page("deposits", state="open")
    opened = [row for row in MARTS["deposits"] if row["state"] == "exception"]
    assert f"{len(opened)} deposits" in words(board)
    assert len(board.dataframe[0].value) == len(opened)


def test_a_search_takes_every_character_as_it_is(open_page):
    trace = next(row["customer_reference"] for row in MARTS["deposits"] if row["channel"] == "eft")
    assert len(open_page("deposits", search=trace).dataframe[0].value) == 1
    assert "No deposit fits" in words(open_page("deposits", search=trace[:-1] + "_"))


def test_disagreeing_with_a_match_writes_a_decision_that_waits_for_the_next_run(open_page, data):
    deposit = next(row for row in MARTS["deposits"] if row["state"] == "matched")
    board = open_page("deposits", deposit=deposit["deposit_id"])
    next(field for field in board.text_input if field.label == "Why").set_value("wrong trace")
    next(button for button in board.button if button.label == "Not this match").click().run()
    (file,) = (data / "landing" / "decisions").glob("*.json")
    decision = json.loads(file.read_text())
    assert decision["kind"] == "unmatch"
    assert (decision["subject_id"], decision["object_id"]) == (deposit["deposit_id"], deposit["evidence_id"])
    assert "waiting for the next run" in words(board)


def test_an_open_deposit_can_be_matched_with_evidence_that_lacks_its_money(open_page, data):
    deposit = next(row for row in MARTS["deposits"] if row["state"] == "exception")
    board = open_page("deposits", deposit=deposit["deposit_id"])
    next(button for button in board.button if button.label == "Match").click().run()
    assert "incomplete" in words(board)
    assert not list((data / "landing").rglob("*.json"))
    next(field for field in board.text_input if field.label == "Why").set_value("same check number")
    next(button for button in board.button if button.label == "Match").click().run()
    (file,) = (data / "landing" / "decisions").glob("*.json")
    missing = {row["remittance_id"] for row in MARTS["remittances"] if row["funding_state"] == "missing"}
    assert json.loads(file.read_text())["object_id"] in missing


def test_a_note_on_a_deposit_goes_to_its_exception_and_is_offered_only_where_there_is_one(open_page, data):
    rows = {row["state"]: row for row in MARTS["deposits"]}
    assert not open_page("deposits", deposit=rows["matched"]["deposit_id"]).text_area
    board = open_page("deposits", deposit=rows["exception"]["deposit_id"])
    board.text_area[0].set_value("payer sends it again")
    assert "Write no patient's name." in words(board)
    next(button for button in board.button if button.label == "Keep note").click().run()
    (file,) = (data / "landing" / "decisions").glob("*.json")
    assert json.loads(file.read_text())["subject_id"] == rows["exception"]["exception_id"]


def test_a_resolved_exception_stays_in_the_proof_and_shows_its_note(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    deposit = next(row for row in rows["deposits"] if row["state"] == "exception")
    settled = next(row for row in rows["exceptions"] if row["exception_id"] == deposit["exception_id"])
    settled.update(status="resolved", is_open=False, resolved_by="kim", note="letter of the bank on file")
    publish_instead(data, tmp_path_factory.mktemp("resolved"), rows)
    total = sum(row["exception_amount"] for row in rows["deposits"])
    split = f"of which open {money(total - deposit['amount'])}, resolved {money(deposit['amount'])}"
    said = re.sub(r"\s+", " ", words(open_page("today")))
    assert f"exceptions {money(total)} (" in said
    assert split in said
    assert "balanced to the cent" in said
    said = words(open_page("deposits", deposit=deposit["deposit_id"]))
    assert "Resolved by kim" in said
    assert "letter of the bank on file" in said
    assert len(open_page("deposits", state="resolved").dataframe[0].value) == 1
    shown = open_page("exceptions", status="resolved").dataframe[1].value
    assert list(shown["note"]) == ["letter of the bank on file"]


def test_medians_of_several_entities_are_not_made_into_one(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    rows["kpi_values"] += [{**row, "entity_id": "other"} for row in rows["kpi_values"] if row["grain"] == "practice"]
    publish_instead(data, tmp_path_factory.mktemp("entities"), rows)
    tiles = {tile.label: tile for tile in open_page("today").metric}
    for name in ("Posting lag, median", "Posting lag, 90th percentile"):
        assert (tiles[name].value, tiles[name].delta) == ("–", "not measurable across entities")
    assert tiles["Auto-match rate, dollars"].value == "98.3%"


def test_cash_controls_give_value_parts_and_target(open_page):
    said = words(open_page("today"))
    for told in ("700,102 ÷ 712,000", "! misses target at least 99%", "mean 0.0 = 902 ÷ 700,100",
                 "✓ target at most 2 business days", "Match precision 99.7%"):  # fmt: skip
        assert told in said


def test_exceptions_are_grouped_by_next_action_with_overdue_counts(open_page):
    groups = open_page("exceptions").dataframe[0].value
    assert set(groups["next_action"]) == {row["next_action"] for row in MARTS["exceptions"]}
    assert groups["late"].sum() == sum(row["is_overdue"] for row in MARTS["exceptions"])


def test_aging_keeps_credits_apart_and_follows_the_clock(open_page):
    for name, clock in {"Service date": "dos", "First bill": "bill", "Responsibility": "resp"}.items():
        said = words(open_page("ar_aging", clock=name))
        rows = [row for row in MARTS["ar_aging"] if row["clock"] == clock]
        assert money(sum(row["debit_amount"] for row in rows)) in said
        assert money(-sum(row["credit_amount"] for row in rows)) in said
        assert money(sum(row["net_amount"] for row in rows)) in said


def test_aging_leads_down_to_the_open_items_of_a_bucket(open_page):
    board = open_page("ar_aging", bucket=">180")
    items = [row for row in MARTS["ar_open_items"] if row["dos_bucket"] == ">180"]
    assert len(board.dataframe[-1].value) == len(items)


def test_aging_tells_how_receivables_moved_from_month_to_month(open_page):
    board = open_page("ar_aging")
    months = board.dataframe[1].value
    rows = [row for row in MARTS["ar_rollforward"] if row["period"] == "2026-09"]
    ending = sum(row["ending_amount"] for row in rows)
    assert months["ending_amount"].iloc[0] == float(ending)
    assert months["change_amount"].iloc[0] == float(ending - sum(row["beginning_amount"] for row in rows))
    assert f"{money(ending)} net, up 100.00 since the month-end before" in " ".join(words(board).split())


def test_aging_shows_every_payer_at_every_age(open_page):
    html = [element.proto.body for element in open_page("ar_aging").get("html")]
    [grid] = [body for body in html if 'class="grid"' in body]
    rows = [row for row in MARTS["ar_aging"] if row["clock"] == "dos"]
    for payer in {row["payer_name"] for row in rows}:
        assert money(sum(row["debit_amount"] for row in rows if row["payer_name"] == payer)) in grid
    assert grid.index(">0-30<") < grid.index(">61-90<") < grid.index(">&gt;180<")


def test_denial_tiles_give_numerator_and_denominator(open_page):
    said = words(open_page("denials"))
    assert "33 ÷ 430" in said
    assert "5,902 ÷ 80,100" in said


def test_a_kpi_that_cannot_be_measured_says_why_and_shows_no_number(open_page):
    said = words(open_page("today"))
    assert "Gross days in A/R" in said
    not_measurable = next(row for row in MARTS["kpi_values"] if not row["is_measurable"])
    board = open_page("claims", month=not_measurable["period"])
    tile = next(tile for tile in board.metric if tile.label == not_measurable["kpi_name"])
    assert (tile.value, tile.delta) == ("–", not_measurable["not_measurable_reason"])


def test_data_health_names_file_line_and_reason_of_each_refused_row(open_page):
    (row,) = open_page("data_health", show="Refused rows").dataframe[0].value.to_dict("records")
    assert (row["file_name"], row["line"]) == ("pm/payments_202609.csv", 17)
    assert row["reason"] == "Amounts have at most two decimals."


def test_definitions_can_be_searched(open_page):
    found = open_page("data_health", show="Definitions", search="initial denial rate, claims").dataframe[0].value
    assert list(found["name"]) == ["K20c"]


def test_the_board_says_what_to_run_when_nothing_was_published(tmp_path, monkeypatch):
    monkeypatch.setenv("TIEOUT_DATA", str(tmp_path))
    board = AppTest.from_file(str(BOARD / "streamlit_app.py"), default_timeout=30).run()
    assert not board.exception
    assert "make run" in board.code[0].value


def test_a_snapshot_that_differs_from_its_manifest_is_not_shown(data, tmp_path_factory, open_page):
    other = tmp_path_factory.mktemp("damaged")
    folder = synthetic_snapshot.write(other)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["marts"][0]["rows"] += 1
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (data / "published").unlink()
    (data / "published").symlink_to(other / "published")
    board = open_page("today")
    assert "does not agree with its manifest" in board.error[0].value
    assert not board.metric


def test_a_new_snapshot_is_shown_without_a_restart(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("next") / "published"
    shutil.copytree((data / "published").resolve(), folder, symlinks=True)
    (data / "published").unlink()
    (data / "published").symlink_to(folder)
    board = AppTest.from_file(str(BOARD / "streamlit_app.py"), default_timeout=30).run()
    assert synthetic_snapshot.RUN_ID in words(board)
    (folder / synthetic_snapshot.RUN_ID).rename(folder / "2026-10-01-new")
    (folder / "current").unlink()
    (folder / "current").symlink_to("2026-10-01-new")
    assert "2026-10-01-new" in words(board.run())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_nothing_landed_says_so_instead_of_showing_zeros(data, tmp_path_factory, open_page, page):
    other = tmp_path_factory.mktemp("empty")
    synthetic_snapshot.write(other, {mart: [] for mart in MARTS} | {"run_context": MARTS["run_context"]})
    (data / "published").unlink()
    (data / "published").symlink_to(other / "published")
    board = open_page(page)
    assert not board.exception
    assert not board.error
    assert not board.dataframe or page == "data_health"


def test_no_page_writes_a_part_of_the_address_that_a_field_of_another_page_holds():
    """Streamlit refuses it, and the reader who came from that page sees an error."""
    pages = {page.stem: page.read_text() for page in sorted((BOARD / "app_pages").glob("*.py"))}
    held = {
        (name, key)
        for name, text in pages.items()
        for key in re.findall(r'key="(\w+)"[^\n]*(?:\*\*url|query-params)', text)
    }
    written = {
        (name, key) for name, text in pages.items() for key in re.findall(r'st\.query_params\["(\w+)"\] =', text)
    }
    assert held
    assert written
    assert not {key for _, key in written} & {key for _, key in held}
