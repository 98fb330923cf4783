"""Journal entries for SAP: one row a line under the names its document tables bear (BKPF, BSEG).

SAP's own upload sheets are set up by each company; this is a template whose columns are mapped there. XBLNR carries the
entry's number, and SHKZG says the side: S for debit (Soll), H for credit (Haben).
"""

from pipeline.journals import Books, Entry, EntryLine, JournalRefusedError
from pipeline.journals.tables import comma_separated

SUFFIX = ".csv"
_HEADER = ["BUKRS", "XBLNR", "BLART", "BLDAT", "BUDAT", "WAERS", "BKTXT", "BUZEI", "HKONT", "SHKZG", "WRBTR", "SGTXT"]
_HEADER_TEXT, _LINE_TEXT = 25, 50


def write(entries: list[Entry], books: Books) -> bytes:
    """One row a line; amounts without a sign, texts cut to the length their fields have.

    Raises:
        JournalRefusedError: the company code is missing.
    """
    if not books.company:
        message = "SAP wants the company code: add --company with it."
        raise JournalRefusedError(message)

    def row(entry: Entry, line: EntryLine) -> list[str]:
        return [
            *(books.company, entry.number, "SA", f"{entry.day:%Y%m%d}", f"{entry.day:%Y%m%d}", books.currency),
            *(entry.title[:_HEADER_TEXT], str(line.number), line.account),
            *("S" if line.debit else "H", f"{line.debit + line.credit:.2f}", entry.memo[:_LINE_TEXT]),
        ]

    return comma_separated(entries, row, _HEADER)
