"""Delimited wire syntax: encodings, delimiters, quoting, line ends."""

import pytest

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats import delimited
from pipeline.formats.delimited import decode, decode_parts, read_heads, read_records


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_is_read(encoding):
    assert decode("Date,Amount\nSão José,1\n".encode(encoding)) == "Date,Amount\nSão José,1\n"


def test_windows_1252_behind_a_byte_order_mark_of_utf_8_is_still_read():
    assert decode(b"\xef\xbb\xbfDate\nS\xe3o\n") == "Date\nSão\n"


def test_a_line_that_is_no_utf_8_changes_no_other_line_wherever_the_file_is_cut():
    data = "Date,Größe\nSão,1\n".encode() + b"S\xe3o,2\r" + "José,3\n".encode()
    assert decode(data) == "Date,Größe\nSão,1\nSão,2\rJosé,3\n"
    for size in range(1, len(data)):
        assert "".join(decode_parts(data[at : at + size] for at in range(0, len(data), size))) == decode(data)


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_line_without_end_is_not_held_and_says_the_same_wherever_it_is_cut(monkeypatch, end):
    monkeypatch.setattr(delimited, "_LONG", 7)
    data = "São José ".encode() * 5 + b"S\xe3o Jos\xe9 " + "ä€𝄞 ".encode() * 5 + b"\x80" * 20 + end.encode()
    assert decode(data).startswith("São José " * 5)
    for size in (1, 2, 3, 5, 30):
        pieces = list(decode_parts(data[at : at + size] for at in range(0, len(data), size)))
        assert "".join(pieces) == decode(data)
        assert max(map(len, pieces)) <= size + 7


def test_text_cut_inside_a_character_is_still_utf_8_and_no_byte_of_it_is_lost():
    cut = "ärger\nä".encode()[:-1]
    assert decode(cut) == "".join(decode_parts([cut[:1], cut[1:]])) == "ärger\nÃ"


def test_a_single_zero_byte_is_no_encoding():
    assert decode(b"Date,Amount\n1,\x002\n") == "Date,Amount\n1,\x002\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_every_usual_way(end):
    text = end.join(["Date,Amount", '1,"2', '3"', "4,5", ""])
    assert [line for line, _ in read_records(text, ",")] == [1, 2, 4]


def test_quotes_inside_a_cell_do_not_swallow_the_rest():
    assert list(read_records('1,5" board,2\n"3 ""x""",y,4\n', ",")) == [
        (1, ["1", '5" board', "2"]),
        (2, ['3 "x"', "y", "4"]),
    ]


def test_a_quote_sign_is_text_where_the_export_quotes_nothing():
    assert list(read_records('1\t"a\n2\tb\n', "\t", "none")) == [(1, ["1", '"a']), (2, ["2", "b"])]


def test_a_file_that_ends_inside_a_quoted_cell_is_incomplete():
    with pytest.raises(IncompleteFileError, match="line 3"):
        list(read_records('Date,Amount\n1,2\n"3,4\n5,6\n', ","))


def test_a_quoted_cell_without_end_is_unreadable_and_says_only_where():
    with pytest.raises(UnreadableFileError, match="line 2") as error:
        list(read_records('Date,Amount\n"secret' + "x\n" * 100_000, ","))
    assert "secret" not in str(error.value)


def test_the_first_records_end_where_quoting_cannot_be_followed():
    assert read_heads('Date,Amount\n"3,4\n')[","] == [["Date", "Amount"], ["3,4\n"]]


def test_a_long_line_is_put_together_once(monkeypatch):
    joined = []
    split = delimited._split_lines  # noqa: SLF001  (how often it is asked is the question)
    monkeypatch.setattr(delimited, "_split_lines", lambda text: joined.append(text) or split(text))
    pieces = ["a,b\n", *["x," * 10] * 50, "y\n1,2\n", "3,4"]
    assert list(read_records(pieces, ","))[-2:] == [(3, ["1", "2"]), (4, ["3", "4"])]
    assert len(joined) == 3
