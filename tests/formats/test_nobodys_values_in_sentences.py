"""A value that slid into the place of a code, a version or an account number is repeated in no sentence."""

import re

import pytest

from pipeline.adapters import bank_bai2
from pipeline.formats.bank_lines import call_account
from pipeline.formats.x12 import read_segments
from pipeline.formats.x12_envelope import read_envelope


@pytest.mark.parametrize(
    ("opening", "called"),
    [
        ("ST*999*1*005010X231A1", "a 999 005010X231A1"),
        ("ST*835*1*DOE", "a 835 of another implementation"),
        ("ST*QC*1*JANE", "of a kind we do not know (ST01)"),
        ("ST*", "of a kind we do not know (ST01)"),
    ],
)
def test_a_transaction_is_named_by_a_number_and_implementation_that_exist(opening, called):
    envelope = read_envelope(read_segments(f"{opening}~CLM*1~SE*3*1~".encode()), re.compile("837 "), "an 837")
    assert envelope.refused["reason"].to_list() == [f"The transaction is {called}, not an 837."]


@pytest.mark.parametrize(
    ("number", "called"),
    [
        ("000123456", "account 000123456"),
        ("DE89370400440532013000", "account DE89370400440532013000"),
        ("0001-234 56", "account 0001-234 56"),
        ("SAMPLE JANE", "account"),
        ("123456 SAMPLE JANE", "account"),
        ("MRN1 JANE SAMPLE", "account"),
        ("", "account"),
    ],
)
def test_an_account_is_named_by_what_can_be_its_number(number, called):
    assert call_account(number) == called


def test_a_version_of_bai2_is_named_where_there_is_one():
    lines = ["01,A,B,261001,0600,1,80,1,{}/", "99,0,0,2/"]
    data = "\n".join(line.format(version) for version in ("2", "3", "JANE") for line in lines)
    notes = bank_bai2.read("", data.encode()).notes
    assert [note.partition(":")[2].split(" of ")[0].strip() for note in notes] == ["version 3", "another version"]
