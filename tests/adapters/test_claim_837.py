"""Claims sent: names, payers and providers from the loops above the claim, never from its other payers."""

import pytest

from pipeline.adapters import claim_837
from pipeline.settings import PROJECT

GOLDEN = PROJECT / "data" / "samples" / "golden"
SENT = (GOLDEN / "claim_837" / "subscriber_dependent_secondary.837").read_bytes()


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


def test_a_claim_without_lines_has_none():
    claim = claims_of(SENT.replace(b"SE*4*0002", b"CLM*9*1~\nSE*4*0002"))[-1]
    assert (claim["line_count"], claim["line_charge_amount"], claim["service_start_date"]) == ("0", None, None)


@pytest.mark.parametrize(
    ("version", "recognised_as"),
    [
        (b"005010X222A1", "claim_837"),
        (b"004010X098A1", "claim_837"),
        (b"5010", "claim_837"),
        (b"005010X223A3", None),
        (b"004010X096A1", None),
        (b"005010X224A2", None),
    ],
)
def test_only_a_professional_837_is_ours(version, recognised_as):
    assert claim_837.identify("x", SENT.replace(b"005010X222A1", version)) == recognised_as


def test_an_institutional_transaction_among_ours_is_refused_whole():
    mixed = SENT.replace(b"ST*837*0001*005010X222A1", b"ST*837*0001*005010X223A3")
    refused = read_whole(mixed).refused.rows(named=True)
    assert [(row["_line"], row["_lines"]) for row in refused] == [(3, 58), (62, 2)]
    assert refused[0]["reason"] == "The transaction is a 837 005010X223A3, not a professional 837."
