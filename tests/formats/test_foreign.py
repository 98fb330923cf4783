"""Files of kinds that hold no rows: each is named for what it is, with what to deliver in its place."""

import pytest

from pipeline.adapters import load_adapters
from pipeline.formats.compound import COMPOUND
from pipeline.formats.foreign import describe_foreign
from tests.ingest.test_containers import archive

MAIL = b"Return-Path: <a@sample.example>\r\nFrom: A\r\nSubject: remittance\r\nMIME-Version: 1.0\r\n\r\n--x\r\n"
BEGINNINGS = {
    "a PDF": (b"%PDF-1.7\n%", "a PDF"),
    "a JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture"),
    "a PNG": (b"\x89PNG\r\n\x1a\n", "a picture"),
    "a HEIC": (b"\x00\x00\x00\x18ftypheic", "a picture"),
    "a TIFF": (b"II*\x00", "a picture"),
    "RTF": (b"{\\rtf1\\ansi", "a text document"),
    "an old Word document": (COMPOUND + "WordDocument".encode("utf-16-le"), "a text document"),
    "a Word document": (archive(**{"[Content_Types].xml": "<x/>", "word__document.xml": "<x/>"}), "a text document"),
    "an Outlook message": (COMPOUND + "__properties_version1.0".encode("utf-16-le"), "an e-mail"),
    "a message": (MAIL, "an e-mail"),
    "a locked workbook": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "without a password"),
    "a table of HTML": (b"\r\n<table border=1><tr><td>Date</td>", "a web page"),
    "a page of Excel": (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>', "a web page"),
    "a page in UTF-16": ("<!DOCTYPE html><html>".encode("utf-16"), "a web page"),
    "XML of Excel 2003": (
        b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "a workbook of 2003",
    ),
    "gzip": (b"\x1f\x8b\x08", "unpack it"),
    "RAR": (b"Rar!\x1a\x07", "unpack it"),
    "Access": (b"\x00\x01\x00\x00Standard Jet DB\x00", "a database"),
    "PGP": (b"-----BEGIN PGP MESSAGE-----\n", "encrypted"),
    "JSON": (b'[{"Date": "2026-08-13"}]', "JSON"),
}


@pytest.mark.parametrize(("head", "told"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_a_file_without_rows_is_named_for_what_it_is(head, told):
    assert told in describe_foreign(head)


@pytest.mark.parametrize(("head", "told"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_no_reader_would_have_taken_it(head, told):  # noqa: ARG001
    assert {name: adapter.identify("x.csv", head) for name, adapter in load_adapters().items()} == dict.fromkeys(
        load_adapters()
    )


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"Dear Sir,\n\nplease find attached.\n",
        b"Date,Amount\n2026-08-13,1.00\n",
        b"From: 07/01/2026\nTo: 07/31/2026\nDate,Amount\n",
        b'<?xml version="1.0"?><Bundle/>',
        b"ISA*00*",
        bytes(300),
    ],
)
def test_what_may_be_an_export_is_left_to_be_described(head):
    assert describe_foreign(head) is None


def test_a_page_behind_hundreds_of_comments_is_told_at_once():
    comments = b'<?xml version="1.0"?>\n' + b"<!-- a -->\n" * 300
    assert "web page" in describe_foreign(comments + b"<html><table>")
    assert describe_foreign(comments + b"<Bundle/>") is None
