"""Journal entries for QuickBooks Desktop: IIF, a TRNS line, SPL lines and ENDTRNS an entry.

By the maker's import kit debits are positive, an entry's lines add up to zero, a number has at most eleven characters
and the text is Windows-1252. The program checks nothing twice: the same file imported again books again.
"""

from pipeline.journals import Books, Entry, JournalRefusedError

SUFFIX = ".iif"
_COLUMNS = ["TRNSTYPE", "DATE", "ACCNT", "AMOUNT", "DOCNUM", "MEMO"]


def write(entries: list[Entry], books: Books) -> bytes:  # noqa: ARG001  (a company file is chosen by opening it)
    """Every entry as a general journal transaction.

    Raises:
        JournalRefusedError: an account or memo has a character the format cannot carry.
    """
    rows = [["!TRNS", *_COLUMNS], ["!SPL", *_COLUMNS], ["!ENDTRNS"]]
    for entry in entries:
        for line in entry.lines:
            dollars = f"{line.debit - line.credit:.2f}"
            cells = ["GENERAL JOURNAL", f"{entry.day:%m/%d/%Y}", line.account, dollars, entry.number, entry.memo]
            rows.append(["SPL" if line.number > 1 else "TRNS", *cells])
        rows.append(["ENDTRNS"])
    if any(set(cell) & set('\t\r\n"') for row in rows for cell in row):
        message = "An account or memo holds a tab, a quotation mark or a line break, which an IIF file cannot carry."
        raise JournalRefusedError(message)
    try:
        return "".join("\t".join(row) + "\r\n" for row in rows).encode("cp1252")
    except UnicodeEncodeError:
        message = "An account or memo holds a character outside Windows-1252: rename the account, or import by hand."
        raise JournalRefusedError(message) from None
