"""Claims sent: names, payers and providers from the loops above the claim, never from its other payers."""

import polars as pl
import pytest

from pipeline.adapters import claim_837
from pipeline.formats import x12_parts
from pipeline.settings import PROJECT

GOLDEN = PROJECT / "data" / "samples" / "golden"
SENT = (GOLDEN / "claim_837" / "subscriber_dependent_secondary.837").read_bytes()
INSTITUTIONAL = (GOLDEN / "claim_837" / "institutional_with_prior_payer.837").read_bytes()


def read_whole(data: bytes):
    reading = claim_837.read("any", data)
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def claims_of(data: bytes) -> list[dict]:
    return read_whole(data).records["claim_submission"].rows(named=True)


def test_other_payers_of_a_claim_do_not_replace_the_payer_it_is_sent_to():
    claim = claims_of(SENT)[2]
    assert (claim["payer_name"], claim["payer_sequence"], claim["member_number"]) == ("GRANITE MUTUAL", "S", "GM100300")
    assert (claim["patient_last_name"], claim["patient_first_name"]) == ("EXAMPLE", "ALEX")


def test_a_patient_of_an_earlier_subscriber_is_forgotten_with_the_next():
    again = SENT.replace(b"SE*58*", b"HL*5*1*22*0~\nSBR*P*18*******12~\nNM1*IL*1*LATER*LEE****MI*L1~\nCLM*9*1~\nSE*58*")
    claim = claims_of(again)[3]
    assert (claim["patient_last_name"], claim["payer_name"], claim["billing_npi"]) == ("LATER", None, "1999999984")


def test_the_billing_provider_of_one_transaction_is_not_that_of_the_next():
    claim = claims_of(SENT.replace(b"SE*4*0002", b"CLM*9*1~\nSE*4*0002"))[-1]
    assert (claim["claim_number"], claim["billing_npi"], claim["billing_tax_id"]) == ("9", None, None)
    assert (claim["_line"], claim["_lines"], claim["claim_position"]) == (64, 3, "1")


@pytest.mark.parametrize(
    ("line", "total"), [(b"SV1*HC:36415*0.005*", "160.005"), (b"SV1*HC:36415**", None), (b"SV1*HC:36415*x*", None)]
)
def test_line_charges_are_added_exactly_or_not_at_all(line, total):
    assert claims_of(SENT.replace(b"SV1*HC:36415*60.00*", line))[0]["line_charge_amount"] == total


def test_service_lines_of_institutional_form_count_too():
    claim = claims_of(SENT.replace(b"SV1*HC:36415*60.00*", b"SV2*0300*HC:36415*59.99*"))[0]
    assert (claim["line_count"], claim["line_charge_amount"]) == ("2", "219.99")


def test_references_of_another_payer_are_not_the_claims_own():
    claim = claims_of(INSTITUTIONAL.replace(b"REF|F8|GRM000077~\n", b"").replace(b"|57|0001", b"|56|0001"))[0]
    assert (claim["original_reference"], claim["type_of_bill"], claim["place_of_service"]) == (None, "137", None)


def test_what_other_payers_paid_and_adjusted_is_added_over_all_of_them():
    second = b"SBR|T|18|||||||CI~\nCAS|OA|23|0.25~\nAMT|D|12.34~\nLX|1~"
    claim = claims_of(INSTITUTIONAL.replace(b"LX|1~", second))[0]
    assert (claim["other_payer_count"], claim["prior_paid_amount"], claim["prior_adjustment_amount"]) == (
        "2",
        "312.34",
        "200.75",
    )


def test_the_kind_of_the_lines_tells_the_claim_type_where_the_file_names_no_guide():
    nameless = INSTITUTIONAL.replace(b"005010X223A3", b"005010")
    assert claims_of(nameless)[0]["claim_type"] == "institutional"
    assert claims_of(SENT.replace(b"005010X222A1", b"005010"))[0]["claim_type"] == "professional"


def test_professional_and_institutional_transactions_may_share_a_file():
    mixed = SENT.replace(b"ST*837*0001*005010X222A1", b"ST*837*0001*005010X223A3")
    assert {claim["claim_type"] for claim in claims_of(mixed)} == {"institutional"}


def test_composites_are_cut_by_the_character_the_claims_use_when_the_isa_declares_another():
    reading = read_whole(INSTITUTIONAL.replace(b"|P|>~", b"|P|:~"))
    claim = reading.records["claim_submission"].row(0, named=True)
    assert (claim["type_of_bill"], claim["diagnosis_codes"]) == ("137", "E119 I10 Z794")
    assert reading.notes == [
        "The claims separate components by another character than the ISA declares; they were read by their own."
    ]


def test_a_line_without_counter_is_a_line_of_its_own_and_hangs_on_its_claim():
    lines = read_whole(SENT.replace(b"LX*2~\n", b"")).records["claim_line"]
    assert lines.filter(lines["claim_position"] == "1").select("_line", "_lines", "_parent").rows() == [
        (26, 4, 23),
        (30, 3, 23),
    ]


def test_a_counter_without_service_is_a_line_without_charge():
    lines = read_whole(SENT.replace(b"SV1*HC:36415*60.00*UN*2***1~\n", b"")).records["claim_line"]
    assert (lines["charge_amount"].to_list()[1], lines["line_control_number"].to_list()[1]) == (None, "71002")


def test_charges_of_claims_and_lines_are_compared_for_each_transaction():
    totals = read_whole(SENT.replace(b"CLM*20501*220*", b"CLM*20501*221.5*")).totals
    charges = [total for total in totals if total.kind == "amount"]
    assert [(total.stated, total.found, total.severity) for total in charges] == [("416.5", "415.00", "warn")]


def test_charges_that_are_no_money_are_compared_with_nothing():
    assert not [
        total for total in read_whole(SENT.replace(b"*60.00*UN", b"*60.005*UN")).totals if total.kind == "amount"
    ]


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        (
            b"NM1*85*2*C",
            b"NM1*XX*2*C",
            "no billing provider above them (loop 2010AA, NM1*85): 3, the first at segment 23",
        ),
        (
            b"*IL*1*SAMPLE",
            b"*X*1*SAMPLE",
            "no subscriber's name above them (loop 2010BA, NM1*IL): 2, the first at segment 23",
        ),
        (b"NM1*PR*2*FED", b"NM1*XX*2*FED", "no payer above them (loop 2010BB, NM1*PR): 2, the first at segment 23"),
        (b"HI*ABK:J029", b"NTE*ADD", "no diagnosis (HI): 1, the first at segment 48"),
        (b"N3*1 CEDAR RD", b"NTE*ADD", "a billing provider without address (N3): 3, the first at segment 23"),
        (
            b"N3*1 CEDAR RD",
            b"N3*1 CEDAR RD~REF*EI*841234568",
            "a billing provider with more than one tax number (REF*EI): 3, the first at segment 24",
        ),
        (b"NM1*87*2~", b"NM1*85*2~N3*X~", "two billing providers in one level (NM1*85): 3, the first at segment 24"),
    ],
)
def test_a_rule_of_the_guide_that_claims_break_is_told_with_the_first_segment(before, after, note):
    assert f"Claims with {note}." in read_whole(SENT.replace(before, after)).notes


def test_a_segment_no_837_has_is_refused_and_the_claim_is_kept():
    reading = read_whole(SENT.replace(b"HI*ABK:J029", b"HI1*ABK:J029"))
    assert len(reading.records["claim_submission"]) == 3
    assert reading.refused.row(0, named=True)["_line"] == 49
    assert "HI1" not in reading.refused["reason"][0]


def test_what_is_knowingly_ignored_is_counted():
    assert read_whole(SENT).ignored == {"DMG": 2, "N3": 3, "N4": 3, "OI": 1, "PAT": 1, "PER": 1}


def test_a_byte_order_mark_and_line_breaks_change_nothing():
    again = b"\xef\xbb\xbf" + SENT.replace(b"~\n", b"~\r\n")
    assert claims_of(again) == claims_of(SENT)


def test_a_claim_without_lines_has_none():
    claim = claims_of(SENT.replace(b"SE*4*0002", b"CLM*9*1~\nSE*4*0002"))[-1]
    assert (claim["line_count"], claim["line_charge_amount"], claim["service_start_date"]) == ("0", None, None)


@pytest.mark.parametrize(
    ("version", "recognised_as"),
    [
        (b"005010X222A1", "claim_837"),
        (b"004010X098A1", "claim_837"),
        (b"5010", "claim_837"),
        (b"005010X223A3", "claim_837"),
        (b"004010X096A1", "claim_837"),
        (b"005010X224A2", None),
        (b"004010X097A1", None),
    ],
)
def test_every_837_but_the_dental_one_is_ours(version, recognised_as):
    assert claim_837.identify("x", SENT.replace(b"005010X222A1", version)) == recognised_as


def test_a_dental_transaction_among_ours_is_refused_whole():
    mixed = SENT.replace(b"ST*837*0001*005010X222A1", b"ST*837*0001*005010X224A2")
    refused = read_whole(mixed).refused.rows(named=True)
    assert [(row["_line"], row["_lines"]) for row in refused] == [(3, 58), (62, 2)]
    assert refused[0]["reason"] == "The transaction is a 837 005010X224A2, not a professional or institutional 837."


@pytest.mark.parametrize("chunk", [500, 3_000])
def test_a_large_file_read_in_parts_holds_what_it_holds_when_read_whole(chunk, monkeypatch):
    monkeypatch.setattr(x12_parts, "PART_BYTES", chunk)
    begin, end = SENT.index(b"ST*837"), SENT.index(b"\nGE*") + 1
    data = SENT[:begin] + SENT[begin:end] * 5 + SENT[end:]
    whole = read_whole(data)
    parts = list(claim_837.read_parts("any", [data[at : at + chunk] for at in range(0, len(data), chunk)]))
    assert len(parts) > 1
    for record, frame in whole.records.items():
        assert pl.concat([part.records[record] for part in parts]).equals(frame)
    assert sum(part.lines for part in parts) == whole.lines
    told = [(total.scope, total.line, total.stated, total.found) for part in parts for total in part.totals]
    assert sorted(told) == sorted((total.scope, total.line, total.stated, total.found) for total in whole.totals)
