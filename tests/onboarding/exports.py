"""Synthetic exports nobody has a layout for: one per delimiter, date form, sign convention and shape."""
# ruff: noqa: E501  (rows of exports are as long as exports make them)

from datetime import date

from tests.formats.test_sheets import workbook_of


def days(form: str, count: int = 20):
    return (date(2026, 7, number % 28 + 1).strftime(form) for number in range(count))


def bank() -> bytes:
    rows = [
        '07/01/2026,"HCCLAIMPMT SAMPLE, TRN*1*77",,,"1,250.00","1,250.00"',
        "07/14/2026,TOTAL FITNESS FIXTURE,1001,35.10,,1214.90",
        "07/15/2026,FEE,,12.00,,1202.90",
        "07/20/2026,DEPOSIT,55,,200.00,1402.90",
    ]
    head = "Account Number:,4400012345\n\nDate,Description,Check No.,Withdrawals,Deposits,Running Balance\n"
    return (head + "\n".join(rows) + "\nTotal,,,47.10,1450.00,\n").encode()


def payments() -> bytes:
    head = (
        "Receipt Number\tDate Posted\tPaid By\tInsurance Company\tPayment Method\tCheck/EFT Number\tAmount Received\n"
    )
    rows = (
        f"R{n}\t{day}\t{('Insurance', 'Patient')[n % 2]}\tSAMPLE PAYER {n % 3}\t{('Check', 'EFT')[n % 2]}\t{90000 + n}\t1.{100 + n},50"
        for n, day in enumerate(days("%d.%m.%Y"))
    )
    return (head + "\n".join(rows) + "\n").encode("utf-16")


def ledger() -> bytes:
    head = "Journal;GL Date;GL Account;Line Description;Debit Amount;Credit Amount\n"
    rows = (
        f"JE{n // 2};{day};{1000 + n % 2 * 3000};memo;{'' if n % 2 else f'{n // 2 + 5}.00'};{f'{n // 2 + 5}.00' if n % 2 else ''}"
        for n, day in enumerate(sorted(days("%Y-%m-%d")))
    )
    return (head + "\n".join(rows) + "\n").encode("utf-8-sig")


def cards() -> bytes:
    head = "Transaction ID,Created,Type,Gross,Fee,Net,Payout ID,Card Brand\n"
    rows = (
        f"tx{n},{day} 3:04 PM,{'Sale' if n % 5 else 'Refund'},${20 + n}.00,$0.50,${19 + n}.50,po{n // 10},visa"
        for n, day in enumerate(days("%m/%d/%Y"))
    )
    return (head + "\n".join(rows) + "\n").encode()


def slips() -> bytes:
    head = "Slip#|Deposit Date|Item|Tender|Check #|Drawn By|Amount\n"
    rows = (
        f"S{n // 3}|{day}|{n % 3 + 1}|{'CHK' if n % 3 else 'CASH'}|{100 + n}|S\xe3mple {n}|{10 + n}.25-"
        for n, day in enumerate(days("%Y/%m/%d"))
    )
    return (head + "\n".join(rows) + "\n").encode("cp1252")


def charges() -> bytes:
    head = [
        "Practice",
        "Charge ID",
        "Encounter",
        "Chart Number",
        "Patient Name",
        "DOS",
        "Post Date",
        "CPT",
        "Qty",
        "Fee",
    ]
    rows = [
        [
            1,
            f"C{n}",
            f"E{n // 2}",
            f"P{n}",
            f"FIXTURE, {n}",
            date(2026, 6, n + 1),
            date(2026, 7, n + 1),
            "99213",
            1,
            n + 0.5,
        ]
        for n in range(20)
    ]
    return workbook_of([["Charges of July"], [], [*head, "Balance"], *([*row, -5.25] for row in rows)])


def fees() -> bytes:
    rows = (f"P{n % 3},9921{n % 9},{n % 2 or ''},1/1/2026,{50 + n}.00" for n in range(18))
    return ("Payer,HCPCS,Modifier,Effective Date,Contract Rate\n" + "\n".join(rows) + "\n").encode()


def headerless() -> bytes:
    rows = (f"4400,{day},ref{n},{'-' if n % 3 else ''}{n}.50,desc {n}" for n, day in enumerate(days("%Y-%m-%d")))
    return ("\n".join(rows) + "\n").encode()


def subtotals() -> bytes:
    lines = []
    for group in range(3):
        lines += [f"R{group}{n},0{n + 1}-Jul-2026,SAMPLE PAYER,EFT,{n + 1}.10" for n in range(3)] + ["Subtotal,,,,6.30"]
    return ("Receipt Number,Date Posted,Insurance Company,Payment Method,Amount\n" + "\n".join(lines) + "\n").encode()


def changed_kareo() -> bytes:
    head = "ID,PracticeId,PostDate,PayerType,PayerName,PaymentMethod,ReferenceNumber,PaymentAmount,Applied,Unapplied,Site\n"
    rows = (f"{n},1001,2026-07-0{n},Insurance,SAMPLE,EFT,9{n},5.00,5.00,0.00,11" for n in range(1, 9))
    return (head + "\n".join(rows) + "\n").encode()


def marked() -> bytes:
    """A bank's export whose amounts bear no sign; a mark beside them does."""
    rows = ["2026-08-03,4400099887,C,1250.10,SAMPLE A", "2026-08-14,4400099887,D,310.00,SAMPLE B",
            "2026-08-15,4400099887,C,77.00,SAMPLE C"]  # fmt: skip
    return "\n".join(["ValDate,Acct,DrCr,Amt,Text", *rows, ""]).encode()


def sparse() -> bytes:
    """A practice's ledger whose payments leave most columns empty."""
    head = (
        "Transaction ID,Date,Type,Charge ID,Amount,CPT,Modifier,Units,Provider,Location,Service Date,Diagnosis,Note,POS"
    )
    charges = [f"{n},09/13/2026,Charge,C{n},10{n}.00,99213,25,1,P1,L1,09/{n}/2026,Z00,x{n},11" for n in range(10, 22)]
    others = [
        f"{n},09/14/2026,{'Payment' if n % 2 else 'Adjustment'},C{n - 20},-5.0{n % 9},,,,,,,,," for n in range(30, 36)
    ]
    return "\n".join([head, *charges, *others, ""]).encode()


def overdrawn(amount: str = "310.00") -> bytes:
    """The same with a balance beside it that is overdrawn once."""
    rows = ["2026-08-03,4400099887,C,50.10,50.10,SAMPLE A", f"2026-08-14,4400099887,D,-259.90,{amount},SAMPLE B",
            "2026-08-15,4400099887,C,-182.90,77.00,SAMPLE C"]  # fmt: skip
    return "\n".join(["ValDate,Acct,DrCr,Balance,Amt,Text", *rows, ""]).encode()


def typed() -> bytes:
    """A bank's export with the kind of each line under a name like that of a number."""
    rows = [f"08/{day}/2026,4400099887,{kind},SAMPLE {day},{day}.00" for day, kind in
            ((13, "ACH CREDIT"), (14, "DEPOSIT"), (17, "ACH CREDIT"), (18, "DEPOSIT"), (19, "FEE"))]  # fmt: skip
    return "\n".join(["Posted Date,Account,Transaction,Details,Amount", *rows, ""]).encode()


def foreign() -> bytes:
    """A bank's export in a language no layout knows."""
    rows = ["03.08.2026;4400099887;SAMPLE A;1.250,10;9.250,10", "14.08.2026;4400099887;SAMPLE B;-310,00;8.940,10"]
    return "\n".join(["Buchungstag;Konto;Verwendungszweck;Betrag;Saldo", *rows, ""]).encode()


def unnumbered() -> bytes:
    """Payments of a PM system without a number of their own."""
    rows = [f"08/{day}/2026,Payer {day % 3},{7000 + day},{100 + day}.50,Check" for day in range(10, 22)]
    return "\n".join(["Date,Payer,Check Number,Payment Amount,Payment Method", *rows, ""]).encode()


def above() -> bytes:
    """A bank's export with its account above the rows."""
    rows = ["08/13/2026,SAMPLE A,1250.10", "08/14/2026,SAMPLE B,(310.00)"]
    return "\n".join(["Account Number:,4400099887,", "", "Effective Date,Narrative,Net Amount", *rows, ""]).encode()


def broken_names() -> bytes:
    """A bank's export whose names are broken over two lines, or hold two blanks."""
    rows = ["4400,09/01/2026,SAMPLE A,10.00", "4400,09/13/2026,SAMPLE B,-3.00"]
    return "\n".join(['Acct No,"Value\nDay",Narrative,Amount  (USD)', *rows, ""]).encode()


def two_headers() -> bytes:
    """A bank's export whose names stand in two rows."""
    rows = ["13-Aug-2026,4400099887,SAMPLE A,1250.10,9250.10", "14-Aug-2026,4400099887,SAMPLE B,-310.00,8940.10",
            "28-Aug-2026,4400099887,SAMPLE C,-12.50,8927.60"]  # fmt: skip
    return "\n".join(["Posting,Account,,Amount,", "Date,Number,Details,(USD),Balance", *rows, ""]).encode()


def uncounted() -> bytes:
    """Payments without a number of their own and without that of a check."""
    rows = [f"08/{day}/2026,Fixture {day % 3},{100 + day}.50,Check" for day in range(10, 22)]
    return "\n".join(["Date,Payer,Payment Amount,Payment Method", *rows, ""]).encode()


def grouped() -> bytes:
    """Payments of a PM system below names of groups; day and check are named in the upper row only."""
    rows = [f"08/{day}/2026,{7000 + day},R{day},SAMPLE,{day}.00,0.00,5.25,1.00" for day in range(13, 18)]
    head = ["Date Posted,Check No,Receipt,Insurance,,,Patient,", ",,Number,Name,Paid,Adjusted,Paid,Adjusted"]
    return "\n".join([*head, *rows, ""]).encode()
