"""The X12 table: delimiters of every dress, encodings, columns by segment, components."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.x12 import read_segments
from pipeline.formats.x12_bytes import declared_transaction

ISA = "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260901*0600*^*00501*000000001*0*P*:~"
BODY = (
    "GS*HP*A*B*20260901*0600*1*X*005010X221A1~ST*835*0001~N1*PR*ACME HEALTH~SVC*HC:99213:25*10**~SE*4*0001~"
    "GE*1*1~IEA*1*000000001~"
)
FILE = ISA + BODY


def contents(text: str | bytes) -> list[tuple[str | None, ...]]:
    segments = read_segments(text.encode() if isinstance(text, str) else text)
    every = np.arange(segments.count)
    return list(zip(*(segments.column(every, element).to_list() for element in range(1, 9)), strict=True))


def plain() -> list[tuple[str | None, ...]]:
    return contents(FILE)


@pytest.mark.parametrize(
    ("element", "component", "terminator", "behind"),
    [
        ("|", ">", "\\", ""),
        ("*", ":", "~", "\n"),
        ("*", ":", "~", "\r\n"),
        ("*", ":", "\n", ""),
        ("*", ":", "\r", "\n"),
        ("~", "^", "_", "\n"),
        ("\x1d", "\x1f", "\x1e", ""),
        ("\x1e", "\x1d", "\x1c", "\n"),
    ],
)
def test_delimiters_come_from_the_interchange_itself(element, component, terminator, behind):
    marks = str.maketrans({"*": element, ":": component, "~": terminator + behind})
    assert [row[:3] for row in contents(FILE.translate(marks))][2:4] == [
        ("835", "0001", None),
        ("PR", "ACME HEALTH", None),
    ]
    assert len(contents(FILE.translate(marks))) == 8


def test_components_are_cut_and_the_last_takes_what_follows():
    segments = read_segments(FILE.encode())
    assert [part.to_list() for part in segments.parts(segments.of("SVC"), 1, 4)] == [["HC"], ["99213"], ["25"], [None]]
    assert segments.parts(segments.of("SVC"), 1, 2)[1].to_list() == ["99213:25"]


def test_interchanges_of_one_file_keep_their_own_delimiters():
    other = FILE.replace("*", "|").replace(":", ">").replace("~", "\\").replace("ACME HEALTH", "ACME: HEALTH*")
    segments = read_segments((FILE + "\r\n" + other).encode())
    assert segments.count == 16
    assert segments.column(segments.of("N1"), 2).to_list() == ["ACME HEALTH", "ACME: HEALTH*"]
    assert segments.parts(segments.of("SVC"), 1, 3)[2].to_list() == ["25", "25"]


def test_the_isa_letters_inside_a_name_start_no_interchange():
    assert len(contents(FILE.replace("ACME HEALTH", "LISA*ISA"))) == 8


def test_an_isa_trimmed_by_hand_is_read_element_by_element():
    trimmed = "ISA*00**00**ZZ*A*ZZ*B*260901*0600*^*00501*000000001*0*P*:~" + BODY
    assert contents(trimmed)[1:] == plain()[1:]


@pytest.mark.parametrize("wrapped_at", [11, 80])
def test_line_breaks_that_only_wrap_are_no_content(wrapped_at):
    wrapped = "\r\n".join(FILE[at : at + wrapped_at] for at in range(0, len(FILE), wrapped_at))
    assert contents(wrapped) == plain()


def test_byte_order_mark_leading_blanks_and_padding_change_nothing():
    padded = FILE.replace("PR*ACME HEALTH", " PR * ACME HEALTH  ").replace("~SVC", "~\n   SVC")
    assert contents(b"\xef\xbb\xbf \r\n" + padded.encode()) == plain()


def test_empty_segments_are_not_counted_and_a_last_one_without_terminator_is():
    assert contents(FILE.replace("~SVC", "~~ ~SVC").removesuffix("~")) == plain()


@pytest.mark.parametrize("start", ["GS", "ST"])
def test_without_isa_the_delimiters_are_guessed(start):
    text = BODY[BODY.index(start + "*") :]
    assert contents(text) == plain()[1 if start == "GS" else 2 :]
    assert contents(text.replace("~", "\n")) == contents(text)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1"])
def test_names_survive_whatever_encoding_they_came_in(encoding):
    segments = read_segments(FILE.replace("ACME HEALTH", "CAFÉ NUÑEZ").encode(encoding))
    assert segments.column(segments.of("N1"), 2).to_list() == ["CAFÉ NUÑEZ"]


def test_a_byte_that_no_encoding_knows_does_not_stop_the_file():
    segments = read_segments(FILE.encode().replace(b"ACME HEALTH", b"AC\x81ME"))
    assert segments.column(segments.of("N1"), 2).to_list() == ["AC\x81ME"]


def test_absent_and_empty_elements_are_null_and_position_minus_one_is_none():
    segments = read_segments(FILE.encode())
    service = np.append(segments.of("SVC"), -1)
    assert [segments.column(service, element).to_list() for element in (2, 3, 9)] == [
        ["10", None],
        [None, None],
        [None, None],
    ]
    assert segments.has(service, 2).tolist() == [True, False]
    assert segments.width(service).tolist() == [4, 0]


def test_segments_are_found_by_identifier_and_qualifier():
    segments = read_segments(FILE.replace("N1*PR", "N1*PE*X~N1*PR").encode())
    assert segments.of("N1").tolist() == [3, 4]
    assert segments.qualified("N1", "PR").tolist() == [4]
    assert segments.qualified("N1", "P").tolist() == []
    assert segments.qualified("N1", "ACME HEALTH", element=2).tolist() == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "STAT~",
        "ST",
        "GSX",
        "ISA*00*A~GS*HP*A*B*20260901*0600*1*X*1~" + "ST*835*1~SE*2*1~" * 99,
        "ISAA" * 99,
    ],
)
def test_what_is_no_x12_is_called_so(text):
    with pytest.raises(UnreadableFileError):
        read_segments(text.encode())


def test_delimiters_that_cannot_be_are_refused():
    with pytest.raises(UnreadableFileError, match="delimiters"):
        read_segments(FILE.replace("*P*:~", "*P*A~").encode())
    with pytest.raises(UnreadableFileError, match="delimiters"):
        read_segments(FILE.replace("*P*:~", "*P*~~").encode())


def test_a_file_that_ends_inside_its_isa_is_incomplete():
    with pytest.raises(IncompleteFileError):
        read_segments(FILE[:60].encode())


@pytest.mark.parametrize(
    ("head", "declared"),
    [
        (FILE, "835 005010X221A1"),
        ("\ufeff\n " + FILE, "835 005010X221A1"),
        (FILE.replace("835*0001~", "277*0001*005010X214~"), "277 005010X214"),
        (FILE.replace("835*0001~", "837*0001~BHT*0019*00*X~"), "837 005010X221A1"),
        ("ST*835*1~", "835 "),
        (ISA.replace("*P*", "*P*T"), None),
        ("Start date,Amount\n", None),
        ("STATEMENT\n", None),
        ("", None),
    ],
)
def test_the_first_transaction_is_declared_in_the_head(head, declared):
    assert declared_transaction(head.encode()) == declared


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(FILE) - 1), st.binary(max_size=3)), max_size=6))
def test_damaged_bytes_give_a_table_or_a_sentence(damage):
    data = bytearray(FILE.encode())
    for at, junk in damage:
        data[at : at + 1] = junk
    try:
        segments = read_segments(bytes(data))
    except UnreadableFileError:
        return
    every = np.arange(segments.count)
    assert len(segments.column(every, 1)) == segments.count
    assert "".join(segments.text(at, at) for at in every).count("\x1e") == 0
