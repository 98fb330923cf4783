"""Files that hold no rows a reader could take, told by how they begin: what each is, and what to deliver in its place.

Here: the sentence for a file no reader knows. Not here: the formats that are read (their own modules), archives that
are opened (`pipeline.ingest.containers`). The name of the file is never asked: a PDF is often called .csv.
"""

import re

from pipeline.formats.compound import COMPOUND

_ASK = "ask the bank for BAI2, OFX or CSV, the payer for the 835, the PM or GL system for CSV or Excel"
_PICTURE = f"this is a picture, and no row can be read from it: {_ASK}"
_DOCUMENT = f"this is a text document, and no row can be read from it: {_ASK}"
_PACKED = "this is an archive of a kind that is not opened (zip is): unpack it and land the files in it"
_DATABASE = "this is a database: export the tables you need as CSV and land those"
_MAIL = "this is an e-mail: save the files attached to it and land those"
_LOCKED = "the workbook is locked: save it without a password"
_ENCRYPTED = "the file is encrypted: decrypt it and land what it holds"
_OLD_XML = "this is a workbook of 2003 in XML: open it in Excel and save it as xlsx"
_PAGE = (
    "this is a web page, as some systems export under a name that ends in .xls: open it in Excel and save it as xlsx; "
    "a page that asks to sign in must be exported again"
)
_BY_MARK = {
    (0, b"%PDF"): f"this is a PDF, and no row can be read from it: {_ASK}",
    (0, b"\xff\xd8\xff"): _PICTURE,
    (0, b"\x89PNG"): _PICTURE,
    (0, b"GIF8"): _PICTURE,
    (0, b"II*\x00"): _PICTURE,
    (0, b"MM\x00*"): _PICTURE,
    (4, b"ftyp"): _PICTURE,  # HEIC and AVIF, as telephones photograph; a film is no better
    (8, b"WEBP"): _PICTURE,
    (0, b"{\\rtf"): _DOCUMENT,
    (0, b"\x1f\x8b"): _PACKED,
    (0, b"7z\xbc\xaf\x27\x1c"): _PACKED,
    (0, b"Rar!"): _PACKED,
    (0, b"BZh"): _PACKED,
    (0, b"\xfd7zXZ\x00"): _PACKED,
    (4, b"Standard Jet DB"): _DATABASE,
    (4, b"Standard ACE DB"): _DATABASE,
    (0, b"SQLite format 3"): _DATABASE,
    (0, b"-----BEGIN PGP MESSAGE"): _ENCRYPTED,
}
"""Where the mark of a kind of file stands, and what is said of it."""
_IN_CONTAINER = {
    "EncryptedPackage": _LOCKED,
    "WordDocument": _DOCUMENT,
    "__properties_version1.0": _MAIL,
    "PowerPoint Document": _DOCUMENT,
}
"""Streams of a compound file that tell what it is."""
_IN_TEXT = {
    r".{0,1000}urn:schemas-microsoft-com:office:spreadsheet": _OLD_XML,
    r"(?><\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype html|html|head|body|table|meta|style)\b": _PAGE,
    r"(?=.*^from:)(?=.*^(?:subject|received|mime-version|message-id):)[a-z][a-z0-9-]*: ?\S": _MAIL,
    r"\s*[\[{]\s*[\]}\"{\[]": "this is JSON, which no reader takes: export CSV or Excel in its place",
}
"""How a text of a kind begins, and what is said of it."""
_FLAGS = re.IGNORECASE | re.DOTALL | re.MULTILINE
_ENOUGH = 4096


def describe_foreign(data: bytes) -> str | None:
    """What a file that no reader knows is, and what to deliver in its place; None where its bytes do not tell."""
    for (at, mark), sentence in _BY_MARK.items():
        if data.startswith(mark, at):
            return sentence
    if data.startswith(COMPOUND):
        return next((says for name, says in _IN_CONTAINER.items() if name.encode("utf-16-le") in data), None)
    if data.startswith(b"PK") and b"word/" in data:
        return _DOCUMENT
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = data[:_ENOUGH].decode(encoding, "replace")
    return next((sentence for pattern, sentence in _IN_TEXT.items() if re.match(pattern, text, _FLAGS)), None)
