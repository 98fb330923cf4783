"""Remittances: every segment owned once, digests that know a re-sent advice, files that end too early."""

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import oxedi
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.adapters import IncompleteFileError, UnreadableFileError, era_835
from pipeline.contracts import load_contracts
from pipeline.ingest.judging import judge
from pipeline.settings import PROJECT

GOLDEN = PROJECT / "data" / "samples" / "golden" / "era_835"
PAID = (GOLDEN / "paid_and_denied.835").read_bytes()
OWNERS = ("remittance_payment", "remittance_claim", "remittance_service")
HEAD = [
    "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260901*0600*^*00501*000000001*0*P*:",
    "GS*HP*A*B*20260901*0600*1*X*005010X221A1",
]


def read_segments_of(*segments: str, tail=("GE*1*1", "IEA*1*000000001")):
    return read_whole("~\n".join([*HEAD, *segments, *tail, ""]).encode())


def read_whole(data: bytes):
    reading = era_835.read("any", data)
    frames = (*reading.records.values(), reading.refused)
    assert reading.lines == reading.envelope + sum(int(frame["_lines"].sum()) for frame in frames)
    return reading


def test_the_same_advice_has_the_same_digest_whatever_its_delimiters_and_line_breaks():
    changed = PAID.translate(bytes.maketrans(b"*:~\n", b"|>\\ ")).replace(b"\\ ", b"\\\r\n  ")
    renumbered = PAID.replace(b"*0001~", b"*7777~").replace(b"000000041", b"000000077")
    digests = {
        read_whole(data).records["remittance_payment"]["transaction_digest"][0] for data in (PAID, changed, renumbered)
    }
    assert len(digests) == 1
    for told, otherwise in ((b"187.05", b"187.06"), (b"BP2026091001", b"BP2026091002"), (b"*45*30", b"*45*30.00")):
        assert told in PAID
        assert (
            read_whole(PAID.replace(told, otherwise)).records["remittance_payment"]["transaction_digest"][0]
            not in digests
        )


def test_an_advice_sent_again_under_another_heading_has_the_same_digest_as_before():
    again = (
        PAID.replace(b"PER*", b"PER*XX*").replace(b"DTM*405*2026090", b"DTM*405*2026100").replace(b"N3*", b"N3*NEW ")
    )
    assert again != PAID
    both = [read_whole(data).records["remittance_payment"]["transaction_digest"][0] for data in (PAID, again)]
    assert both[0] == both[1]


@pytest.mark.parametrize(
    "name", ["paid_and_denied.835", "reversal_and_zero_pay.835", "odd_envelopes.835", "hospital_and_crossover.835"]
)
def test_every_row_hangs_on_a_row_that_is_there(name):
    records = read_whole((GOLDEN / name).read_bytes()).records
    lines = {record: set(records[record]["_line"]) for record in OWNERS}
    assert set(records["remittance_claim"]["_parent"]) <= lines["remittance_payment"]
    assert set(records["remittance_service"]["_parent"]) <= lines["remittance_claim"]
    assert set(records["remittance_adjustment"]["_parent"]) <= lines["remittance_claim"] | lines["remittance_service"]
    assert set(records["provider_adjustment"]["_parent"]) <= lines["remittance_payment"]
    assert records["remittance_payment"]["_parent"].null_count() == len(records["remittance_payment"])


def sum_of(frame: pl.DataFrame, column: str) -> Decimal:
    return sum(map(Decimal, frame[column].drop_nulls()), Decimal(0))


@pytest.mark.parametrize(
    "name", ["paid_and_denied.835", "reversal_and_zero_pay.835", "control_characters.835", "hospital_and_crossover.835"]
)
def test_the_golden_advices_balance_as_an_835_must(name):
    records = read_whole((GOLDEN / name).read_bytes()).records
    paid = sum_of(records["remittance_claim"], "paid_amount")
    charged = sum_of(records["remittance_claim"], "charge_amount")
    taken = sum_of(records["provider_adjustment"], "amount")
    assert charged - sum_of(records["remittance_adjustment"], "amount") == paid
    assert paid - taken == sum_of(records["remittance_payment"], "payment_amount")


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9, 0.95])
def test_a_file_cut_off_anywhere_is_incomplete(keep):
    with pytest.raises(IncompleteFileError, match="end mark"):
        era_835.read("any", PAID[: int(len(PAID) * keep)])


def test_every_prefix_ends_with_a_sentence_or_with_all_its_money():
    whole = sum(map(len, read_whole(PAID).records.values()))
    for size in range(106, len(PAID)):
        try:
            reading = read_whole(PAID[:size])
        except UnreadableFileError:
            continue
        assert sum(map(len, reading.records.values())) == whole


def test_a_transaction_without_isa_that_ends_too_early_is_incomplete():
    with pytest.raises(IncompleteFileError, match="segment 1 has no SE"):
        era_835.read("any", b"ST*835*1~BPR*I*5~TRN*1*X~")


def test_a_missing_se_before_the_end_marks_is_noted_and_counted():
    reading = read_segments_of("ST*835*0001", "BPR*I*5", "TRN*1*X")
    assert reading.notes == ["The transaction that starts at segment 3 has no SE."]
    assert [(total.stated, total.found, total.severity) for total in reading.totals if "SE01" in total.name] == [
        ("0", "3", "warn")
    ]


def test_counts_and_control_numbers_that_disagree_are_told():
    reading = read_segments_of("ST*835*0001", "BPR*I*5", "SE*9*0002", tail=("GE*7*1", "IEA*x*000000002"))
    told = {total.name: (total.stated, total.found, total.line) for total in reading.totals}
    assert told == {
        "segments (SE01)": ("9", "3", 5),
        "control number agrees (ST02, SE02)": ("1", "0", 5),
        "transactions (GE01)": ("7", "1", 6),
        "groups (IEA01)": ("0", "1", 7),
        "control number agrees (ISA13, IEA02)": ("1", "0", 7),
    }
    assert {total.severity for total in reading.totals} == {"warn"}


def test_without_bpr_and_trn_the_payment_is_still_there_to_be_refused():
    reading = read_segments_of("ST*835*0001", "LX*1", "CLP*A*1*5*5", "SE*4*0001")
    payment = reading.records["remittance_payment"].row(0, named=True)
    assert (payment["payment_amount"], payment["trace_number"], payment["_line"], payment["_lines"]) == (
        None,
        None,
        3,
        1,
    )
    assert reading.records["remittance_claim"]["_parent"].to_list() == [3]


def test_an_empty_transaction_is_a_payment_that_owns_nothing():
    payment = read_segments_of("ST*835*0001", "SE*2*0001").records["remittance_payment"].row(0, named=True)
    assert (payment["_line"], payment["_lines"], payment["claim_count"]) == (3, 0, "0")


def test_adjustments_and_lines_outside_claims_are_refused_with_what_follows_them():
    stray = [
        "CAS*CO*45*1",
        "SVC*HC:1*1*1",
        "DTM*472*20260101",
        "LX*1",
        "CLP*A*1*5*5",
        "LX*2",
        "SVC*HC:2*1*1",
        "REF*6R*1",
    ]
    reading = read_segments_of("ST*835*0001", "BPR*I*5", *stray, "SE*11*0001")
    assert reading.refused.select("_line", "_lines").rows() == [(5, 3), (11, 2)]
    assert reading.refused["row_text"][0] == "CAS*CO*45*1~SVC*HC:1*1*1~DTM*472*20260101~"


def test_payer_and_payee_repeated_for_each_claim_do_not_replace_the_first():
    claims = ["LX*1", "CLP*A*1*5*5", "N1*PR*OTHER", "N1*PE*OTHER*FI*1", "LX*2", "CLP*B*1*5*5", "DTM*405*20200101"]
    reading = read_segments_of("ST*835*1", "BPR*I*10", "N1*PR*PAYER", "N1*PE*PAYEE*FI*84-12", *claims, "SE*12*1")
    payment = reading.records["remittance_payment"].row(0, named=True)
    assert (payment["payer_name"], payment["payee_name"], payment["payee_tax_id"]) == ("PAYER", "PAYEE", "8412")


def test_adjustment_positions_run_on_over_segments_and_empty_triplets_are_skipped():
    claim = ["LX*1", "CLP*A*1*9*5", "CAS*CO*45*1*****6*2", "CAS*PR*****", "CAS*PR*1*1"]
    reading = read_segments_of("ST*835*1", "BPR*I*5", *claim, "SE*8*1")
    rows = reading.records["remittance_adjustment"].select("adjustment_position", "reason_code", "amount", "_lines")
    assert rows.rows() == [("1", "45", "1", 1), ("2", "6", "2", 0), ("3", "1", "1", 1)]
    assert reading.records["remittance_claim"]["_lines"].to_list() == [2]


def test_a_date_that_is_no_day_is_left_empty_and_told_and_costs_no_money():
    reading = read_segments_of(
        "ST*835*1", "BPR*I*5" + "*" * 14 + "20260231", "LX*1", "CLP*A*1*5*5", "DTM*232*0/0/0", "DTM*233", "SE*6*1"
    )
    assert reading.records["remittance_payment"].select("payment_date", "payment_amount").rows() == [(None, "5")]
    assert reading.records["remittance_claim"].select("service_start_date", "service_end_date").rows() == [(None, None)]
    assert reading.notes == ["Dates that are no real day and were left empty: 2, the first at segment 4 (BPR)."]


def test_the_latest_interchange_says_when_the_file_was_made():
    later = PAID.replace(b"*260909*2210*", b"*260911*0115*")
    assert read_whole(PAID + later).delivered_at == "2026-09-11T01:15:00"
    assert read_whole(PAID.replace(b"*260909*2210*", b"*269999*2210*")).delivered_at is None


ORACLE = {
    "remittance_claim": ("claims", {"claim_number": "claim_id"}, ("charge_amount", "paid_amount")),
    "remittance_service": ("services", {"procedure_code": "procedure_code"}, ("charge_amount", "paid_amount")),
    "remittance_adjustment": ("adjustments", {"group_code": "group_code", "reason_code": "reason_code"}, ("amount",)),
    "provider_adjustment": ("provider_adjustments", {"reason_code": "reason_code"}, ("amount",)),
}


@pytest.mark.parametrize("record", ORACLE)
def test_a_rust_parser_reads_the_same_from_the_sample_practice(record):
    table, texts, money = ORACLE[record]
    files = sorted((PROJECT / "data" / "samples" / "practice" / "remits").glob("*.835"))[::5]
    assert files
    for data in (file.read_bytes() for file in files):
        ours, theirs = read_whole(data).records[record], pl.DataFrame(oxedi.parse(data).tables[table])
        for our_name, their_name in texts.items():
            assert ours[our_name].to_list() == theirs[their_name].cast(pl.String).to_list()
        for name in money:
            assert [Decimal(text) for text in ours[name]] == theirs[name.replace("paid", "payment")].to_list()


@given(st.lists(st.tuples(st.integers(0, len(PAID) - 1), st.binary(max_size=4)), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_damage_is_counted_or_told_and_never_crashes(damage):
    data = bytearray(PAID)
    for at, junk in damage:
        data[at : at + len(junk)] = junk
    with suppress(UnreadableFileError):
        read_whole(bytes(data))


@given(st.permutations(PAID.decode().split("~\n")[3:-3]))
@settings(max_examples=40, deadline=None)
def test_segments_in_any_order_are_all_owned_once(segments):
    head, tail = PAID.decode().split("~\n")[:3], PAID.decode().split("~\n")[-3:]
    read_whole("~\n".join([*head, *segments, *tail]).encode())


def test_only_an_835_is_ours():
    assert era_835.identify("x.txt", PAID[:65_536]) == "era_835"
    for folder, name in (
        ("claim_837", "subscriber_dependent_secondary.837"),
        ("ack_277ca", "accepted_and_rejected.277ca"),
    ):
        assert era_835.identify(name, Path(GOLDEN.parent, folder, name).read_bytes()) is None


def claims_of(*segments: str) -> pl.DataFrame:
    body = ["ST*835*1", "BPR*I*5", "LX*1", *segments]
    return read_segments_of(*body, f"SE*{len(body) + 1}*1").records["remittance_claim"]


def supplements_of(*segments: str):
    body = ["ST*835*1", "BPR*I*5", *segments]
    columns = ("claim_position", "service_position", "element", "amount", "quantity", "reference")
    return read_segments_of(*body, f"SE*{len(body) + 1}*1").records["remittance_supplement"].select(columns).rows()


def test_the_corrected_name_and_number_stand_beside_those_that_were_billed():
    patient = ("NM1*QC*1*SAMPLE*ROBIN****MI*M1", "NM1*74*1*SAMPEL*ROBYN****C*M2", "NM1*IL*1*OTHER*****MI*M3")
    row = claims_of("CLP*A*1*5*5", *patient).row(0, named=True)
    names = ("patient_last_name", "member_number", "corrected_last_name", "corrected_first_name")
    assert [row[name] for name in names] == ["SAMPLE", "M1", "SAMPEL", "ROBYN"]
    assert row["corrected_member_number"] == "M2"


def test_without_a_patient_the_insured_or_a_reference_says_whose_the_claim_is():
    assert claims_of("CLP*A*1*5*5", "NM1*IL*1*SAMPLE*****MI*M3")["member_number"].to_list() == ["M3"]
    assert claims_of("CLP*A*1*5*5", "REF*1W*M4")["member_number"].to_list() == ["M4"]


def test_the_next_and_the_right_first_payer_are_read_from_the_claim():
    row = claims_of("CLP*A*19*5*5", "NM1*TT*2*NEXT*****PI*N1", "NM1*PR*2*FIRST*****PI*F1").row(0, named=True)
    names = ("crossover_payer_name", "crossover_payer_id", "corrected_payer_name", "corrected_payer_id")
    assert [row[name] for name in names] == ["NEXT", "N1", "FIRST", "F1"]


def test_amounts_and_references_without_a_column_are_kept_where_they_stand():
    rows = supplements_of(
        "REF*PQ*77", "TS3*1*11*20261231*2*10", "CLP*A*1*5*5", "AMT*AU*5", "AMT*AU*6", "QTY*CA*3", "MIA*1*2.5",
        "REF*9A*R1", "REF*SY*000000000", "SVC*HC:1*5*5", "AMT*B6*5", "AMT*KH*1", "LQ*HE*N1", "LQ*RX*75", "REF*6R*1",
    )  # fmt: skip
    assert rows == [
        ("0", "0", "REF*PQ", None, None, "77"),
        ("0", "0", "TS301", None, None, "1"),
        ("0", "0", "TS302", None, None, "11"),
        ("0", "0", "TS303", None, None, "20261231"),
        ("0", "0", "TS304", None, "2", None),
        ("0", "0", "TS305", "10", None, None),
        ("1", "0", "AMT*AU", "6", None, None),
        ("1", "0", "QTY*CA", None, "3", None),
        ("1", "0", "MIA01", None, "1", None),
        ("1", "0", "MIA02", "2.5", None, None),
        ("1", "0", "REF*9A", None, None, "R1"),
        ("1", "1", "AMT*KH", "1", None, None),
        ("1", "1", "LQ*RX", None, None, "75"),
    ]


def test_a_social_security_number_is_never_kept():
    reading = read_segments_of("ST*835*1", "BPR*I*5", "LX*1", "CLP*A*1*5*5", "REF*SY*000000000", "SE*6*1")
    assert "000000000" not in str([frame.rows() for name, frame in reading.records.items() if "payment" not in name])
    assert reading.ignored == {"LX": 1, "REF*SY": 1}


def test_what_is_known_and_not_used_is_counted_by_kind():
    claim = [
        "N1*PR*AGAIN",
        "N3*STREET",
        "PER*CX*HELP",
        "NM1*GB*1*X",
        "NM1*XX*1*Y",
        "DTM*232*20260101",
        "DTM*232*20260102",
    ]
    reading = read_segments_of("ST*835*1", "BPR*I*5", "PER*BL*X", "LX*1", "CLP*A*1*5*5", *claim, "CAS*CO", "SE*14*1")
    assert reading.ignored == {
        "CAS without an amount": 1, "DTM*232 again": 1, "LX": 1, "N1": 1, "N3": 1, "NM1 of another kind": 1,
        "NM1*GB": 1, "PER": 2,
    }  # fmt: skip
    assert reading.notes == []


def test_a_segment_the_guide_does_not_have_at_its_place_is_counted_and_named_but_not_what_is_no_name():
    strangers = ["SV2*0300*1", "LQ*HE*N1", "SAMPLE, ROBIN*1", "KIM*1", "LEE"]
    reading = read_segments_of("ST*835*1", "BPR*I*5", "LX*1", "CLP*A*1*5*5", *strangers, "SE*10*1")
    [note] = reading.notes
    assert note == (
        "Not known to an 835 at that place, therefore counted and not used: LQ (1), SV2 (1), no identifier (3),"
        " the first at segment 7."
    )
    assert reading.ignored == {"LQ": 1, "LX": 1, "SV2": 1, "no identifier": 3}


def test_money_in_another_currency_is_not_added_to_ours():
    payment = read_segments_of("ST*835*1", "BPR*I*5", "CUR*PR*CAD", "SE*4*1").records["remittance_payment"]
    _, refused = judge(load_contracts()["remittance_payment"], payment)
    assert refused["reason"].to_list() == ["currency_code: not one of USD"]


def services_of(*segments: str) -> pl.DataFrame:
    body = ["ST*835*1", "BPR*I*5", "CLP*A*1*5*5", *segments]
    return read_segments_of(*body, f"SE*{len(body) + 1}*1").records["remittance_service"]


def test_a_modifier_glued_to_its_code_is_cut_off_and_a_long_code_is_not():
    rows = services_of("SVC*HC:9921325*5*5", "SVC*HC:99213:25*5*5", "SVC*N4:0001234*5*5", "SVC*HC:99213*5*5")
    assert rows.select("procedure_code", "modifiers").rows() == [
        ("99213", "25"), ("99213", "25"), ("0001234", None), ("99213", None),
    ]  # fmt: skip


def test_what_was_billed_stands_beside_what_was_paid():
    row = services_of("SVC*HC:G0008*5*5**1*HC:90471:59:25*3", "DTM*150*20260901", "DTM*151*20260903")
    columns = ("submitted_procedure_code", "submitted_modifiers", "paid_units", "submitted_units", "service_end_date")
    assert row.select(columns).rows() == [("90471", "59 25", "1", "3", "2026-09-03")]


def test_one_submitted_claim_may_come_back_as_one_claim_per_procedure():
    rows = claims_of("CLP*A*1*5*5", "SVC*HC:1*5*5", "CLP*A*1*6*6", "SVC*HC:2*6*6")
    assert rows.select("claim_number", "claim_position").rows() == [("A", "1"), ("A", "2")]


def test_claims_keep_their_status_number_and_sign_whatever_they_are():
    rows = claims_of("CLP*0*22*-5*-5*-1", "CLP**19*5*5**MB", "CLP*A*25*5*0")
    assert rows.select("claim_number", "claim_status", "paid_amount", "payer_claim_number").rows() == [
        ("0", "22", "-5", None), (None, "19", "5", None), ("A", "25", "0", None),
    ]  # fmt: skip


def test_a_payment_may_be_negative_zero_or_of_an_unusual_kind():
    for segment in ("BPR*H*-20*C*NON", "BPR*I*0*C*CHK", "BPR*U*5*C*FWT", "BPR*H*0*C*ACH"):
        payment = read_segments_of("ST*835*1", segment, "SE*3*1").records["remittance_payment"].row(0, named=True)
        names = ("handling_code", "payment_amount", "credit_debit", "payment_method")
        assert [payment[name] for name in names] == segment.split("*")[1:]


def test_a_provider_adjustment_without_a_reason_is_still_money():
    pairs = "PLB*1*20261231*:FORGOTTEN*5*WO:PT1#20260301 CLM1*-7**2"
    rows = read_segments_of("ST*835*1", "BPR*I*5", pairs, "SE*4*1").records["provider_adjustment"]
    assert rows.select("reason_code", "reference", "amount").rows() == [
        (None, "FORGOTTEN", "5"), ("WO", "PT1#20260301 CLM1", "-7"), (None, None, "2"),
    ]  # fmt: skip
    accepted, _ = judge(load_contracts()["provider_adjustment"], rows)
    assert len(accepted) == 3


def test_quantities_may_be_blank_in_the_middle_of_six_triplets():
    cas = "CAS*PR*1*10**2*20*3*3*30**45*1**96*2**97*3"
    body = ["ST*835*1", "BPR*I*5", "CLP*A*1*71*5", cas]
    rows = (
        read_segments_of(*body, "SE*5*1").records["remittance_adjustment"].select("reason_code", "amount", "quantity")
    )
    assert rows.rows()[:3] == [("1", "10", None), ("2", "20", "3"), ("3", "30", None)]
    assert len(rows) == 6


def test_summaries_between_claims_belong_to_the_payment_and_a_missing_lx_to_nobody():
    body = ["ST*835*1", "BPR*I*10", "CLP*A*1*5*5", "LX*2", "TS3*1*11*20261231*1*5", "TS2*9", "CLP*B*1*5*5", "SE*8*1"]
    reading = read_segments_of(*body)
    assert reading.records["remittance_claim"]["claim_number"].to_list() == ["A", "B"]
    assert set(reading.records["remittance_supplement"]["claim_position"]) == {"0"}
